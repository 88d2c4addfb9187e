import { backend as activeBackend, engine } from '@tensorflow/tfjs-core';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { giveUpBackend } from '../../kernels/device/giveUpBackend.ts';

const active = () => activeBackend() as MathBackendWebGL;

/** Resolves when the context of WebGL, the active backend, goes away, as when the browser needs its GPU process anew. */
export function webglLost(): Promise<string> {
  const { canvas } = active().gpgpu.gl;
  return new Promise((resolve) => canvas.addEventListener('webglcontextlost', () => resolve('its WebGL context'), { once: true }));
}

/** Resolves when all is done that was submitted before: WebGL takes commands long before it does them. */
export function idleWebGL(): Promise<void> {
  return active().gpgpu.createAndWaitForFence();
}

/** Lets tfjs make a backend on a new context where the one that it holds has lost its own: it would go on with that. */
export function forgetLostWebGL(): void {
  const held: unknown = engine().registry['webgl'];
  if (held instanceof MathBackendWebGL && held.gpgpu.gl.isContextLost()) giveUpBackend('webgl');
}
