import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { openEmbedder } from './embedder.ts';
import type { Engine } from './engines.ts';
import { channels, waves } from './mobileNetCase.ts';

const id = 'mobilenet-v1-0.75-224';

/** Engines that all compute on the CPU; one says that an image takes so long, or does not start. */
function engines(times: Partial<Record<Engine['name'], number | string>>) {
  const log: string[] = [];
  let now = 0;
  let active = 0;
  const made = (['wasm', 'webgpu', 'cpu'] as const).flatMap((name): Engine[] => {
    const time = times[name];
    if (time === undefined) return [];
    return [
      {
        name,
        async start() {
          log.push(`start ${name}`);
          if (typeof time === 'string') throw new Error(time);
          active = time;
          await setBackend('cpu');
        },
        stop: () => void log.push(`stop ${name}`),
      },
    ];
  });
  return { log, made, clock: () => (now += active) };
}

describe('openEmbedder', () => {
  it('computes on the engine that is fastest in a trial, gives the others up, and tries the last one only where none works', async () => {
    const { made, clock, log } = engines({ wasm: 88, webgpu: 12, cpu: 1 });
    const embedder = await openEmbedder(id, waves(), made, clock);
    expect([embedder.engine, embedder.imageMs]).toEqual(['webgpu', 12]);
    expect(log).toEqual(['start wasm', 'start webgpu', 'stop wasm', 'start webgpu']);
    const black = new Uint8Array(224 * 224 * 3);
    const values = await embedder.embed([black, new Uint8Array(224 * 224 * 3).fill(255), black]);
    expect(values).toHaveLength(3 * channels);
    expect(values.subarray(0, channels)).toEqual(values.subarray(2 * channels));
    expect(values.subarray(0, channels)).not.toEqual(values.subarray(channels, 2 * channels));
    embedder.dispose();
    expect(log.at(-1)).toBe('stop webgpu');
  });

  it('falls back to the last one, and says what each said where none works', async () => {
    const fallback = engines({ wasm: 'no WebAssembly', cpu: 900 });
    expect((await openEmbedder(id, waves(), fallback.made, fallback.clock)).engine).toBe('cpu');
    const none = engines({ wasm: 'no WebAssembly', cpu: 'no memory' });
    await expect(openEmbedder(id, waves(), none.made, none.clock)).rejects.toThrow('No part of this browser can compute embeddings. wasm: no WebAssembly cpu: no memory');
  });
});
