import type { Controller } from './controller.ts';
import { LuckEngine } from './engine/luckEngine.ts';
import { DatabaseShelf } from './keeping/shelf.ts';
import { PageController } from './pageController.ts';
import { createPlayground } from './playground.ts';
import { Home } from './takeHome.ts';
import type { SpawnedWorker } from './engine/workerLink.ts';

/** What the address names for comparison and for tests: `?backend=webgl`, `?tiles=regions`. The worker refuses what it does not know by name. */
function wishes(search: string): { readonly backend: string; readonly tiles: string } {
  const named = new URLSearchParams(search);
  return { backend: named.get('backend') ?? 'auto', tiles: named.get('tiles') ?? 'measured' };
}

function spawn(): SpawnedWorker {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
}

/** Starts the worker, shows the last training or the default experiment, puts `window.playground` in place. */
export function createController(): Controller {
  const engine = new LuckEngine({ spawn, dataUrl: new URL('data/', document.baseURI).href, ...wishes(location.search), shelf: new DatabaseShelf() });
  window.playground = createPlayground(engine);
  // The page may go without a further word from here on.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') engine.keepNow().catch(() => undefined);
  });
  return Object.assign(new PageController(engine), { home: new Home(engine) });
}
