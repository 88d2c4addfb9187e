import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../errors.ts';
import { fakeCaches, fakeFetch, sha256Of } from '../fixture.ts';
import type { Bytes } from '../formats/bytes.ts';
import type { FileProgress } from './fetchFile.ts';
import { loadWeights, weightSources } from './weights.ts';
import type { WeightFile, WeightSource } from './weights.ts';

const baseUrl = 'https://page.test/data/';
const mirror = 'https://weights.test/net/';
const floats = (...values: number[]): Bytes => new Uint8Array(Float32Array.from(values).buffer);
const contents: Record<string, Bytes> = { first: floats(1, 2, 3, 4, 5, 6, 7), second: floats(8) };
const file = (name: string, tensors: WeightFile['tensors']): WeightFile => ({ name, unpackedBytes: contents[name]!.length, sha256: sha256Of(contents[name]!), tensors });
const source: WeightSource = {
  folder: 'net',
  files: [file('first', { kernel: [2, 3], bias: [1] }), file('second', { scale: [] })],
  mirrors: [
    { url: 'https://closed.test/', crossOrigin: false },
    { url: mirror, crossOrigin: true },
  ],
};
const at = (address: string, names = Object.keys(contents)) => Object.fromEntries(names.map((name) => [`${address}${name}`, () => new Response(contents[name]!)]));
const hosted = { [`${baseUrl}hosted.json`]: () => new Response('["net"]') };
const nobody = { [`${baseUrl}hosted.json`]: () => new Response('[]') };

const read = async (options: Partial<Parameters<typeof loadWeights>[1]>) => {
  const weights = await loadWeights('net', { baseUrl, source, brief: new Map(), ...options });
  return Object.fromEntries([...weights].map(([name, { shape, values }]) => [name, [shape, [...values]]]));
};
const right = { kernel: [[2, 3], [1, 2, 3, 4, 5, 6]], bias: [[1], [7]], scale: [[], [8]] };

describe('loadWeights', () => {
  it('reads tensors in their files’ order from beside the page, and keeps nothing then', async () => {
    const { caches, kept } = fakeCaches();
    expect(await read({ caches, ...fakeFetch({ ...hosted, ...at(`${baseUrl}net/`) }) })).toEqual(right);
    expect(kept.size).toBe(0);
  });

  it('fetches what is not beside the page from the mirror that pages may read, keeps it, and asks for it once', async () => {
    const { caches } = fakeCaches();
    const { fetch, asked } = fakeFetch({ ...nobody, ...at(mirror) });
    expect(await read({ caches, fetch })).toEqual(right);
    expect(await read({ caches, fetch })).toEqual(right);
    expect(asked.filter((url) => url !== `${baseUrl}hosted.json`)).toEqual([`${mirror}first`, `${mirror}second`]);
  });

  it('tells one progress of all files', async () => {
    const told: FileProgress[] = [];
    await read({ ...fakeFetch({ ...nobody, ...at(mirror) }), onProgress: (progress) => void told.push(progress) });
    expect(told.at(-1)).toEqual({ file: 'net', receivedBytes: 32, totalBytes: 32 });
    expect(told.map(({ receivedBytes }) => receivedBytes)).toEqual(told.map(({ receivedBytes }) => receivedBytes).toSorted((a, b) => a - b));
  });

  it('says what is dead or damaged, and goes on where it stopped', async () => {
    const { caches } = fakeCaches();
    await expect(read({ caches, ...fakeFetch({ ...nobody, ...at(mirror, ['first']) }) })).rejects.toThrow(`None of 1 mirrors gave second. There is no ${mirror}second.`);
    const damaged = fakeFetch({ ...nobody, [`${mirror}second`]: () => new Response(floats(9)) });
    await expect(read({ caches, fetch: damaged.fetch })).rejects.toThrow(/The weights in https:\/\/weights\.test\/net\/second are not the ones expected: their SHA-256 is [0-9a-f]{64}/);
    const { fetch, asked } = fakeFetch({ ...nobody, ...at(mirror, ['second']) });
    expect(await read({ caches, fetch })).toEqual(right);
    expect(asked).toEqual([`${baseUrl}hosted.json`, `${mirror}second`]);
  });

  it('can be cancelled', async () => {
    await expect(read({ ...fakeFetch({ ...hosted, ...at(`${baseUrl}net/`) }), signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
  });
});

describe('weights.json', () => {
  it('lists files whose tensors fill them', () => {
    for (const { files } of Object.values(weightSources)) {
      for (const { unpackedBytes, tensors, sha256 } of files) {
        expect(Object.values(tensors).reduce((sum, shape) => sum + 4 * shape.reduce((size, length) => size * length, 1), 0)).toBe(unpackedBytes);
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      }
    }
  });
});
