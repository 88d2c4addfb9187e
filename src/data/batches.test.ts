import { describe, expect, it } from 'vitest';
import { createEpochOrders, probeIndices } from './batches.ts';

const ascending = (indices: readonly number[]) => indices.toSorted((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const options = { count: 60, batchSize: 12, seed: 1 };

/** The orders of the first `epochs` epochs. */
function draw(epochs: number, changed: Partial<typeof options> = {}): number[][] {
  const orders = createEpochOrders({ ...options, ...changed });
  return Array.from({ length: epochs }, (_, epoch) => [...orders.order(epoch)]);
}

describe('createEpochOrders', () => {
  it('shows every image exactly once per epoch, each epoch in another order', () => {
    const [first, second] = draw(2) as [number[], number[]];
    expect(ascending(first)).toEqual(upTo(60));
    expect(ascending(second)).toEqual(upTo(60));
    expect(second).not.toEqual(first);
  });

  it('gives the same orders for the same seed, whatever the batch size, and others for another seed', () => {
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3, { batchSize: 7 })).toEqual(draw(3));
    expect(draw(3, { seed: 8 })).not.toEqual(draw(3));
  });

  it('keeps to the orders that links and tables were made with', () => {
    const [first, second] = draw(2, { count: 10, batchSize: 4 }) as [number[], number[]];
    expect(first.slice(0, 8)).toEqual([3, 4, 2, 9, 0, 6, 5, 8]);
    expect(second.slice(0, 8)).toEqual([1, 4, 9, 7, 8, 6, 3, 0]);
  });

  it('shows only the examples that are named, in the order of as many', () => {
    const places = Int32Array.from({ length: 30 }, (_, i) => 2 * i + 1);
    const some = createEpochOrders({ ...options, count: 30, places });
    const alone = createEpochOrders({ ...options, count: 30 });
    expect([some.stepsPerEpoch, ascending([...some.order(0)])]).toEqual([2, [...places]]);
    expect([...some.order(1)]).toEqual([...alone.order(1)].map((place) => 2 * place + 1));
    const twice = createEpochOrders({ ...options, count: 30, places, variants: 2 });
    expect([...twice.order(1)].map((index) => Math.floor(index / 2))).toEqual([...some.order(1)]);
  });

  it('shows each example in one variant per epoch, drawn anew, without changing the order', () => {
    const one = createEpochOrders(options);
    const three = createEpochOrders({ ...options, variants: 3 });
    for (const epoch of [1, 0]) expect([...three.order(epoch)].map((index) => Math.floor(index / 3))).toEqual([...one.order(epoch)]);
    const drawn = [0, 1, 2, 3].flatMap((epoch) => [...three.order(epoch)].map((index) => index % 3));
    for (const variant of [0, 1, 2]) expect(drawn.filter((value) => value === variant).length).toBeGreaterThan(50);
    expect([...three.order(2)]).toEqual([...createEpochOrders({ ...options, variants: 3 }).order(2)]);
  });

  it('counts only full batches as steps', () => {
    expect(createEpochOrders({ count: 50, batchSize: 12, seed: 1 }).stepsPerEpoch).toBe(4);
    expect(createEpochOrders({ count: 48, batchSize: 12, seed: 1 }).stepsPerEpoch).toBe(4);
  });

  it('keeps an order unchanged when later ones are drawn', () => {
    const orders = createEpochOrders(options);
    const order = orders.order(0);
    const copy = [...order];
    orders.order(1);
    expect([...order]).toEqual(copy);
  });

  it('gives an epoch the same order whichever was asked for before', () => {
    const inTurn = draw(5);
    const orders = createEpochOrders(options);
    for (const epoch of [3, 4, 4, 0, 2, 1, 3]) expect([...orders.order(epoch)]).toEqual(inTurn[epoch]);
  });

  it('refuses a batch size that cannot be drawn', () => {
    for (const batchSize of [0, -1, 1.5, 11, Number.NaN]) {
      expect(() => createEpochOrders({ count: 10, batchSize, seed: 1 })).toThrow(`A batch of ${batchSize} images cannot be drawn from 10.`);
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
