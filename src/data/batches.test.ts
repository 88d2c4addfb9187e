import { describe, expect, it } from 'vitest';
import { createBatches, probeIndices } from './batches.ts';

/** The indices of the next `steps` batches, one after the other. */
function draw(batches: { next(): Int32Array }, steps: number): number[] {
  return Array.from({ length: steps }, () => [...batches.next()]).flat();
}

const ascending = (indices: readonly number[]) => indices.toSorted((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('createBatches', () => {
  it('shows every image exactly once per epoch, each epoch in another order', () => {
    const batches = createBatches({ count: 60, batchSize: 12, seed: 1 });
    const first = draw(batches, 5);
    const second = draw(batches, 5);
    expect(ascending(first)).toEqual(upTo(60));
    expect(ascending(second)).toEqual(upTo(60));
    expect(second).not.toEqual(first);
  });

  it('leaves a partial batch out of its epoch and shows no image twice', () => {
    const batches = createBatches({ count: 50, batchSize: 12, seed: 1 });
    expect(batches.stepsPerEpoch).toBe(4);
    expect(new Set(draw(batches, 4)).size).toBe(48);
  });

  it('gives the same batches for the same seed, other ones for another, and the first ones again after a reset', () => {
    const options = { count: 40, batchSize: 8, seed: 7 };
    const batches = createBatches(options);
    const drawn = draw(batches, 12);
    expect(draw(createBatches(options), 12)).toEqual(drawn);
    expect(draw(createBatches({ ...options, seed: 8 }), 12)).not.toEqual(drawn);
    batches.reset();
    expect(draw(batches, 12)).toEqual(drawn);
  });

  it('counts epochs and steps', () => {
    const batches = createBatches({ count: 10, batchSize: 5, seed: 1 });
    const seen = upTo(5).map(() => {
      const { epoch, stepInEpoch } = batches;
      batches.next();
      return [epoch, stepInEpoch];
    });
    expect(seen).toEqual([[0, 0], [0, 1], [1, 0], [1, 1], [2, 0]]);
    batches.reset();
    expect([batches.epoch, batches.stepInEpoch]).toEqual([0, 0]);
  });

  it('keeps a batch unchanged when later ones are drawn', () => {
    const batches = createBatches({ count: 6, batchSize: 3, seed: 1 });
    const batch = batches.next();
    const copy = [...batch];
    draw(batches, 10);
    expect([...batch]).toEqual(copy);
  });

  it('refuses a batch size that cannot be drawn', () => {
    for (const batchSize of [0, -1, 1.5, 11, Number.NaN]) {
      expect(() => createBatches({ count: 10, batchSize, seed: 1 })).toThrow(`A batch of ${batchSize} images cannot be drawn from 10.`);
    }
  });
});

describe('probeIndices', () => {
  it('takes the classes in turn, each in file order, also when the file is grouped by class', () => {
    expect([...probeIndices(Uint8Array.of(0, 0, 0, 1, 1, 2, 2, 2), 6)]).toEqual([0, 3, 5, 1, 4, 6]);
  });

  it('goes on with the larger classes when a smaller one runs out', () => {
    expect([...probeIndices(Uint8Array.of(0, 0, 0, 1, 2, 2), 6)]).toEqual([0, 3, 4, 1, 5, 2]);
  });

  it('gives every index once when there are fewer than asked for', () => {
    const labels = Uint8Array.from({ length: 100 }, (_, i) => (i * i) % 10);
    expect(ascending([...probeIndices(labels)])).toEqual(upTo(100));
  });

  it('skips classes that have no image', () => {
    expect([...probeIndices(Uint8Array.of(4, 2), 2)]).toEqual([1, 0]);
  });
});
