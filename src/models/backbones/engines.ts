import { setBackend } from '@tensorflow/tfjs-core';
import { giveUpBackend } from '../../kernels/device/giveUpBackend.ts';
import { requestAdapter } from '../../kernels/device/webgpuAdapter.ts';

/** A backend of tfjs that can compute embeddings. */
export interface Engine {
  readonly name: 'wasm' | 'webgpu' | 'cpu';
  /** Loads its code and makes it the active backend. @throws what the backend says when it cannot be made. */
  start(): Promise<void>;
  /** Gives up what it holds; it can be started again. */
  stop(): void;
}

async function activate(name: Engine['name']): Promise<void> {
  if (!(await setBackend(name))) throw new Error(`TensorFlow.js could not start its backend ${name}.`);
}

const engine = (name: Engine['name'], load: () => Promise<unknown>): Engine => ({
  name,
  async start() {
    await load();
    await activate(name);
  },
  stop: () => giveUpBackend(name),
});

/** WebAssembly on the CPU; its code lies beside the page. */
async function loadWasm(): Promise<void> {
  const [{ setWasmPaths }, plain, simd, threaded] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'),
  ]);
  const beside = ({ default: url }: { readonly default: string }) => new URL(url, import.meta.url).href;
  setWasmPaths({ 'tfjs-backend-wasm.wasm': beside(plain), 'tfjs-backend-wasm-simd.wasm': beside(simd), 'tfjs-backend-wasm-threaded-simd.wasm': beside(threaded) });
}

/**
 * What to try, the cheapest trial first. A WebGPU adapter that computes on the CPU is left out: it takes seconds for what
 * WebAssembly does in a tenth of one.
 */
export async function enginesToTry(): Promise<Engine[]> {
  const found = await requestAdapter().catch(() => null);
  const gpu = found && !found.description.software ? [engine('webgpu', () => import('@tensorflow/tfjs-backend-webgpu'))] : [];
  return [engine('wasm', loadWasm), ...gpu, engine('cpu', () => import('@tensorflow/tfjs-backend-cpu'))];
}
