/**
 * A process that trains in Node on Dawn. `nodePages.mjs` starts it, with options of Dawn as parameters, and its calls are
 * answered until the channel closes.
 */
import { createRequire } from 'node:module';

/** @typedef {import('./nodePages.mjs').Call} Call */
/** @typedef {import('./nodePages.mjs').Answer} Answer */
/** @typedef {import('../contenders/workload.ts').Contender} Contender */

/**
 * Gives Node the globals that the training core and tfjs use in a browser.
 *
 * @param {string[]} dawnOptions
 * @returns {Promise<string>} the adapter's name
 */
async function openDawn(dawnOptions) {
  const { create, globals } = await import('webgpu');
  // It also keeps the instance from being collected, which Dawn does not survive.
  const navigator = { gpu: create(dawnOptions), userAgent: `Node.js/${process.versions.node}` };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  // tfjs's Node platform asks for its modules this way, which ES modules do not have.
  Object.assign(globalThis, globals, { require: createRequire(import.meta.url) });
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new Error('Dawn found no WebGPU adapter. On Linux it needs a Vulkan driver and loader (Debian: libvulkan1); without a GPU unset PLAYGROUND_GPU.');
  }
  const { device, description, isFallbackAdapter } = adapter.info;
  // While it waits, Dawn polls in setImmediate, which would take a core from an adapter that computes on the CPU.
  if (isFallbackAdapter) Object.assign(globalThis, { setImmediate: (/** @type {() => void} */ poll) => setTimeout(poll, 1) });
  return [device, description].filter(Boolean).join(', ');
}

/** @param {Answer} message */
const send = (message) => void process.send?.(message);

/** @param {number} id @param {() => unknown} work */
async function answer(id, work) {
  try {
    send({ id, value: await work() });
  } catch (error) {
    const { message = String(error), hint = '' } = /** @type {{ message?: string, hint?: string }} */ (error);
    send({ id, error: `${message} ${hint}`.trim() });
  }
}

const kept = /** @type {{ made?: Contender }} */ ({});

/** @type {Record<Call['method'], (...parameters: any[]) => unknown>} */
const methods = {
  async make(/** @type {string} */ address, /** @type {string} */ exportName, ...parameters) {
    const { [exportName]: make } = await import(address);
    kept.made = await make(...parameters);
    return kept.made;
  },
  round(/** @type {number} */ steps) {
    if (!kept.made) throw new Error('This page has made nothing yet that could train a round.');
    return kept.made.round(steps);
  },
};

process.on('message', (message) => {
  const { id, method, parameters } = /** @type {Call} */ (message);
  void answer(id, () => methods[method](...parameters));
});
// Ends with its parent, and by force: Dawn keeps the event loop alive.
process.on('disconnect', () => process.exit());
await answer(0, () => openDawn(process.argv.slice(2)));
