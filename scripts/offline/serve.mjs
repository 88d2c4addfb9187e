/** What a build has for a page without a network. @typedef {{ version: string, files: readonly string[] }} Build */

/**
 * What this uses of a service worker: its registration's scope, its caches, its windows.
 *
 * @typedef {{ addEventListener(type: string, listener: (event: any) => void): void, registration: { scope: string }, caches: CacheStorage, fetch: typeof fetch, skipWaiting(): Promise<void>, clients: { claim(): Promise<void>, matchAll(options: object): Promise<readonly unknown[]> } }} Host
 */

/**
 * The service worker of the built page, which is this function's text: it must name nothing outside of itself. All files of a build
 * are taken into a cache of its own while it installs; from there the page is answered, so that it is of one build whatever the host
 * has by then, without a network too. What is not in the list, as data sets and weights, goes to the network as without it. Another
 * build waits until it is told 'take over', or until no page of this one is open.
 *
 * @param {Host} host
 * @param {Build} build files are below the scope; the empty one is the page itself.
 */
export function serve(host, build) {
  const prefix = 'center-loss-playground-page-';
  const cacheName = prefix + build.version;
  const { scope } = host.registration;
  const addresses = build.files.map((file) => new URL(file, scope).href);
  const known = new Set(addresses);
  const page = new URL('', scope).href;
  /** Named after their content: one that is held from another build is the same. @param {string} address */
  const isNamedByContent = (address) => address.startsWith(new URL('assets/', scope).href);

  /** @param {string} address */
  async function fetched(address) {
    const held = isNamedByContent(address) ? await host.caches.match(address) : undefined;
    const response = held ?? (await host.fetch(address, { cache: isNamedByContent(address) ? 'default' : 'no-cache' }));
    if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
    return response;
  }

  /** All or nothing: a build of which a file is missing is not installed, and the one before stays. */
  async function fill() {
    const responses = await Promise.all(addresses.map(fetched));
    const cache = await host.caches.open(cacheName);
    try {
      await Promise.all(addresses.map((address, i) => cache.put(address, /** @type {Response} */ (responses[i]))));
    } catch (error) {
      await host.caches.delete(cacheName);
      throw error;
    }
  }

  /** Other windows may still need files of the build before. */
  async function clean() {
    const windows = await host.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (windows.length > 1) return;
    const names = await host.caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => host.caches.delete(name)));
  }

  /** One's own machine serves another build, or another project, from the same address the next time: there the page is asked for first. */
  const isLocal = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/.test(scope);

  /** @param {Request} request @param {string} address */
  async function answer(request, address) {
    if (isLocal && address === page) {
      const now = await host.fetch(request).catch(() => null);
      if (now) return now;
    }
    const held = await (await host.caches.open(cacheName)).match(address);
    return held ?? (await host.caches.match(address)) ?? host.fetch(request);
  }

  host.addEventListener('install', (event) => event.waitUntil(fill()));
  host.addEventListener('activate', (event) => event.waitUntil(clean().then(() => host.clients.claim())));
  host.addEventListener('message', ({ data }) => data === 'take over' && void host.skipWaiting());
  host.addEventListener('fetch', (event) => {
    const { request } = event;
    const [address = ''] = request.url.split(/[?#]/);
    const isPage = request.mode === 'navigate' && (address === page || address === `${page}index.html`);
    const mine = isPage ? page : address;
    if (request.method === 'GET' && (known.has(mine) || isNamedByContent(mine))) event.respondWith(answer(request, mine));
  });
}
