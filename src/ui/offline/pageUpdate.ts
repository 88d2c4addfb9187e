/** Between two looks for another build, in milliseconds. */
const restMs = 3_600_000;

/** What takes another build of the page into use; it has been fetched and waits. */
export type TakeOver = () => void;

/**
 * Lets the built page work without a network from the next visit on. Where there is no service worker (plain http, the disk, denied
 * storage), or it cannot be installed, the page is as it would be without.
 *
 * @param onUpdate told when another build is ready; nothing changes until what it gets is called, which reloads the page.
 */
export async function keepForOffline(onUpdate: (takeOver: TakeOver) => void): Promise<void> {
  try {
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (!workers) return;
    await workers.register(new URL('offline.js', document.baseURI));
    const registration = await workers.getRegistration();
    if (registration) watch(workers, registration, onUpdate);
  } catch {
    // Then the page needs its network, as any page does.
  }
}

function watch(workers: ServiceWorkerContainer, registration: ServiceWorkerRegistration, onUpdate: (takeOver: TakeOver) => void): void {
  const offer = () => {
    const { waiting } = registration;
    // The first one has nothing to take the place of.
    if (!waiting || !workers.controller) return;
    onUpdate(() => {
      workers.addEventListener('controllerchange', () => location.reload(), { once: true });
      waiting.postMessage('take over');
    });
  };
  offer();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - looked < restMs) return;
    looked = Date.now();
    registration.update().catch(() => undefined); // no network: the next look will do
  });
}
