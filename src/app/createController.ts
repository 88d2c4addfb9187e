import { defaultExperiment } from '../config/experiment.ts';
import type { Controller } from './controller.ts';
import { Engine } from './engine.ts';
import { createPlayground } from './playground.ts';
import type { SpawnedWorker } from './workerLink.ts';

/** The backend named in the address (`?backend=webgl`), for comparison and for tests; else the best there is. */
function wantedBackend(search: string): 'auto' | 'webgpu' | 'webgl' | 'cpu' {
  const named = new URLSearchParams(search).get('backend');
  return named === 'webgpu' || named === 'webgl' || named === 'cpu' ? named : 'auto';
}

/** Tiles named in the address (`?tiles=regions`), for comparison; else as measured. */
const wantedTiles = (search: string): string => new URLSearchParams(search).get('tiles') ?? 'measured';

function spawn(): SpawnedWorker {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
}

/** The engine has already shown the failure as a notice. */
const settle = (work: Promise<unknown>): Promise<void> => work.then(() => undefined, () => undefined);

/** Starts the worker, sets up the default experiment, puts `window.playground` in place. */
export function createController(): Controller {
  const engine = new Engine({ spawn, dataUrl: new URL('data/', document.baseURI).href, backend: wantedBackend(location.search), tiles: wantedTiles(location.search) });
  window.playground = createPlayground(engine);
  return {
    store: engine.store,
    start: () => settle(engine.start()),
    pause: () => settle(engine.pause()),
    step: () => settle(engine.step(1)),
    reset: () => settle(engine.reset()),
    configure: ({ runs, ...change }) => settle(runs ? engine.use({ ...engine.store.getState().experiment, ...change, runs }) : engine.configure(change)),
    restoreDefaults: () => settle(engine.use(defaultExperiment)),
    setCenterTerm: (runIndex, term) => void settle(engine.setCenterTerm({ ...term, runIndex })),
    setRates: (rates) => void settle(engine.setRates(rates)),
    setSpeed: (stepsPerSecond) => void settle(engine.setSpeed(stepsPerSecond)),
    download: (dataset) => settle(engine.download(dataset)),
    cancelDownload: () => void settle(engine.cancelDownload()),
    addFiles: (files) => settle(engine.addFiles(files)),
    dismissNotice: () => engine.dismissNotice(),
    onSnapshot: (listener) => engine.snapshots.subscribe(listener),
  };
}
