import { add, fill, env, sub, tidy } from '@tensorflow/tfjs-core';

/** Numbers of 11 bits, as half precision has, lose it beside 1; those of 24 bits keep it. */
const small = 2 ** -20;

/** Whether the active backend keeps 24 bits of a sum that it computes. */
export async function computesInFloat32(): Promise<boolean> {
  // Large enough for tfjs not to compute it on the host.
  const values = (value: number) => fill([1000], value);
  const kept = tidy(() => sub(add(values(1), values(small)), values(1)));
  const [first] = await kept.data();
  kept.dispose();
  return first === small;
}

/**
 * Whether WebGL, the active backend, trains right. Many phones render to half-float textures only, whose 11 bits lose small
 * gradients.
 */
export async function webglTrainsRight(): Promise<boolean> {
  return env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') && (await computesInFloat32());
}
