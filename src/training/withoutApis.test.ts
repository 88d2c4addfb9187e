import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../config/experiment.ts';
import { openBackend } from './backend/backend.ts';
import { Trainer } from './trainer.ts';
import { answersFor, fakeFetch } from '../data/fixture.ts';
import { availability, downloadDataset, loadDataset } from '../data/sources/load.ts';

vi.mock('../data/sources.json', async () => ({ default: (await import('../data/fixture.ts')).tinySources }));

const baseUrl = 'https://page.test/data/';
const denied = () => {
  throw new DOMException('Storage is denied.', 'SecurityError');
};
const restore: (() => void)[] = [];

/** Takes a property away until the test ends. */
function take(holder: object, name: PropertyKey, instead?: PropertyDescriptor): void {
  const present = Object.getOwnPropertyDescriptor(holder, name);
  if (instead) Object.defineProperty(holder, name, { configurable: true, ...instead });
  else Reflect.deleteProperty(holder, name);
  restore.push(() => (present ? Object.defineProperty(holder, name, present) : Reflect.deleteProperty(holder, name)));
}

afterEach(() => restore.splice(0).forEach((back) => back()));

const { caches } = { caches: { open: denied } };
const refused: PropertyDescriptor = { get: denied };

/** What browsers lack or deny, each as a way to take it away. */
const gaps: Record<string, () => void> = {
  'WebCrypto': () => take(globalThis, 'crypto', { value: undefined }),
  'crypto.subtle': () => take(globalThis, 'crypto', { value: { getRandomValues: () => null } }),
  'Cache Storage': () => take(globalThis, 'caches', { value: undefined }),
  'Cache Storage, denied when opened': () => take(globalThis, 'caches', { value: caches }),
  'Cache Storage, denied when looked at': () => take(globalThis, 'caches', refused),
  'AbortSignal.any and timeout': () => ['any', 'timeout'].forEach((name) => take(AbortSignal, name)),
  DecompressionStream: () => take(globalThis, 'DecompressionStream'),
  'navigator': () => take(globalThis, 'navigator', { value: undefined }),
  'navigator.gpu': () => take(globalThis, 'navigator', { value: { userAgent: '' } }),
  'performance.mark': () => take(performance, 'mark', { value: undefined }),
  'younger methods': () => {
    for (const [holder, names] of [
      [Promise, ['withResolvers', 'try']],
      [Object, ['groupBy']],
      [Map, ['groupBy']],
      [Array, ['fromAsync']],
      [Intl, ['Segmenter']],
      [Array.prototype, ['toSorted', 'toReversed', 'toSpliced', 'with', 'findLast']],
      [Set.prototype, ['union', 'intersection', 'difference']],
    ] as const) {
      for (const name of names) take(holder, name);
    }
  },
};

describe('the embedded digits', () => {
  it.each(Object.keys(gaps))('are loaded and trained on without %s', async (gap) => {
    gaps[gap]!();
    const options = { baseUrl, ...fakeFetch({ ...answersFor('mnist-10k', `${baseUrl}mnist-10k/`), [`${baseUrl}hosted.json`]: () => new Response('["mnist-10k"]') }), brief: new Map() };
    expect((await availability(options))['mnist-10k']).toBe('embedded');
    const dataset = await loadDataset('mnist-10k', options);
    const { backend } = await openBackend('auto');
    expect(backend).toBe('cpu');
    const trainer = new Trainer({ ...defaultExperiment, batchSize: 2, runs: defaultExperiment.runs.slice(1) }, dataset);
    await trainer.prepare(() => {});
    trainer.advance();
    const { trace } = await trainer.readLosses();
    expect(trace.losses.flat().every(({ softmax }) => Number.isFinite(softmax))).toBe(true);
    trainer.dispose();
  });

  it.each(Object.keys(gaps))('and a download work without %s', async (gap) => {
    gaps[gap]!();
    expect(await downloadDataset('mnist', { ...fakeFetch(answersFor('mnist', 'https://first.test/')), brief: new Map() })).toMatchObject({ id: 'mnist' });
  });
});

describe('data that are missing at first', () => {
  it('are refused with what to do, and load once they are there', async () => {
    const brief = new Map();
    await expect(loadDataset('mnist-10k', { baseUrl, ...fakeFetch({}), brief })).rejects.toMatchObject({ message: expect.stringContaining('MNIST-10k is not here'), hint: expect.stringMatching(/.+/) });
    expect(await loadDataset('mnist-10k', { baseUrl, ...fakeFetch(answersFor('mnist-10k', `${baseUrl}mnist-10k/`)), brief })).toMatchObject({ id: 'mnist-10k' });
  });
});
