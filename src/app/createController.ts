import type { Controller } from './controller.ts';
import { hasLink } from './sharing/address.ts';
import { VisitingEngine } from './engine/visitingEngine.ts';
import { DatabaseShelf } from './keeping/shelf.ts';
import { PageController } from './pageController.ts';
import { readAddress } from './sharing/sharing.ts';
import { createPlayground } from './scripting/createPlayground.ts';
import type { SpawnedWorker } from './engine/workerLink.ts';

/** What the address names for comparison and for tests: `?backend=webgl`, `?tiles=regions`. The worker refuses what it does not know by name. */
function wishes(search: string): { readonly backend: string; readonly tiles: string } {
  const named = new URLSearchParams(search);
  return { backend: named.get('backend') ?? 'auto', tiles: named.get('tiles') ?? 'measured' };
}

function spawn(): SpawnedWorker {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
}

/** A link opened while the page is there is opened in it. What is open is no longer in the address: a reload comes back to the training. */
function followAddress({ store, sharing }: PageController): void {
  const forget = () => {
    if (hasLink(location.hash)) history.replaceState(history.state, '', location.pathname + location.search);
  };
  store.subscribe(({ linksOpened }, before) => linksOpened > before.linksOpened && forget());
  addEventListener('hashchange', () => {
    if (hasLink(location.hash)) void sharing.open(location.hash);
  });
}

/** Starts the worker, shows the last training or the default experiment, puts `window.playground` in place. */
export function createController(): Controller {
  const { hash } = location;
  const arrival = hasLink(hash) ? { arrival: () => readAddress(hash) } : {};
  const engine = new VisitingEngine({ spawn, dataUrl: new URL('data/', document.baseURI).href, ...wishes(location.search), shelf: new DatabaseShelf(), ...arrival });
  const controller = new PageController(engine);
  window.playground = createPlayground(engine, { drawing: controller.drawing, links: controller.sharing, points: controller.points });
  followAddress(controller);
  // The page may go without a further word from here on.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') engine.keepNow().catch(() => undefined);
  });
  return controller;
}
