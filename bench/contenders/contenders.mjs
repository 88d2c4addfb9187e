import { openPyTorch } from './pytorch.mjs';

/** @typedef {import('../../src/models/catalog.ts').ConvNetId} ConvNetId */
/** @typedef {import('../node/nodePages.mjs').TrainingPage} TrainingPage */
/** @typedef {import('./pytorch.mjs').Python} Python */
/** @typedef {import('./workload.ts').Round} Round */

/**
 * One line of a table, not yet opened.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {boolean} isOurs
 * @property {1 | 2} runs in lock-step
 * @property {() => Promise<Opened>} open
 * @property {boolean} [missing] it cannot be opened, its package being not installed
 */

/**
 * A contender that is warmed up.
 *
 * @typedef {object} Opened
 * @property {number} firstStepMs
 * @property {(steps: number) => Promise<Round>} round
 * @property {() => Promise<void>} close
 */

/**
 * The contenders for one model and batch; ours with one run comes first.
 *
 * @param {object} options
 * @param {() => Promise<TrainingPage>} options.openPage
 * @param {ConvNetId} options.model
 * @param {number} options.batch
 * @param {string} options.tiles how ours tiles its kernels
 * @param {boolean} options.webgl whether there is WebGL
 * @param {Python | null} options.python
 * @param {boolean} options.jax whether jax-js is installed
 * @returns {Entry[]}
 */
export function contendersFor({ openPage, model, batch, tiles, webgl, python, jax }) {
  /** @param {string} name @param {string} module @param {string} exportName @param {object} options @returns {Entry} */
  const inPage = (name, module, exportName, options) => ({
    name,
    isOurs: false,
    runs: 1,
    async open() {
      const page = await openPage();
      const { firstStepMs } = await /** @type {typeof page.make<{ firstStepMs: number }>} */ (page.make)(module, exportName, { model, batch, ...options });
      return { firstStepMs, round: (steps) => page.round(steps), close: () => page.close() };
    },
  });
  /** @param {string} name @param {1 | 2} runs @param {boolean} capture */
  const ours = (name, runs, capture) => ({ ...inPage(name, '/bench/contenders/ours.ts', 'ours', { runs, capture, tiles }), isOurs: true, runs });
  /** @param {'webgl' | 'cpu' | 'webgpu'} backend */
  const stock = (backend) => inPage(`stock tfjs ${backend}`, '/bench/contenders/stock.ts', 'stock', { backend });
  /** @param {string} name @param {Omit<import('./pytorch.mjs').PyTorchOptions, 'python' | 'batch' | 'model'>} options @returns {Entry[]} */
  const torch = (name, options) => (python ? [{ name: `PyTorch ${python.torch} ${name}`, isOurs: false, runs: options.runs ?? 1, open: () => openPyTorch({ python, batch, model, ...options }) }] : []);

  return [
    ours('ours, captured', 1, true),
    ours('ours, each step queued', 1, false),
    ours('ours, two runs, captured', 2, true),
    { ...inPage('jax-js webgpu', '/bench/contenders/jaxJs.ts', 'jaxJs', {}), missing: !jax },
    ...torch('CPU', { device: 'cpu' }),
    ...(python?.cuda
      ? [...torch('CUDA, eager', { device: 'cuda' }), ...torch('CUDA graphs', { device: 'cuda', graphs: true }), ...torch('CUDA graphs, two runs', { device: 'cuda', graphs: true, runs: 2 })]
      : []),
    ...(webgl ? [stock('webgl')] : []),
    // Minutes a step for the large network.
    ...(model === 'small-cnn' ? [stock('cpu')] : []),
    stock('webgpu'),
  ];
}
