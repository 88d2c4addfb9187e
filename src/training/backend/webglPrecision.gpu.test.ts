import { env, memory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { describe, expect, it, vi } from 'vitest';
import { openBackend } from './backend.ts';
import { computesInFloat32, webglTrainsRight } from './webglPrecision.ts';

/** WebGL as it is where textures can be rendered to in half precision only. */
function useHalfFloats(): void {
  env().set('WEBGL_RENDER_FLOAT32_ENABLED', false);
  env().set('WEBGL_FORCE_F16_TEXTURES', true);
  removeBackend('webgl');
  registerBackend('webgl', () => new MathBackendWebGL(), 2);
}

describe('WebGL', () => {
  it('trains where it computes in float32, and gives way to the CPU, in words, where it has half floats', async () => {
    expect(await openBackend('webgl')).toMatchObject({ backend: 'webgl' });
    const before = memory().numTensors;
    expect(await webglTrainsRight()).toBe(true);
    expect(memory().numTensors).toBe(before);

    useHalfFloats();
    await setBackend('webgl');
    expect(await computesInFloat32()).toBe(false);
    expect(await webglTrainsRight()).toBe(false);
    await expect(openBackend('webgl')).rejects.toThrow('WebGL computes in half precision here');
    vi.stubGlobal('navigator', undefined);
    const opened = await openBackend('auto');
    vi.unstubAllGlobals();
    expect(opened.backend).toBe('cpu');
    expect(opened.advice).toContain('WebGL computes in half precision here, too coarse to train with. Training runs on the CPU');
    expect(await computesInFloat32()).toBe(true);
  });
});
