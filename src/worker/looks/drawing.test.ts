import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { projectionFactories } from '../../projections/index.ts';
import type { Fitted, Parts, Projection } from '../../projections/projection.ts';
import type { RunMeasures } from '../../training/measure/evaluator.ts';
import { Drawing } from './drawing.ts';
import { undisturbed } from './turns.ts';

/** A picture that settles in so many steps; it knows what it was made beside and after. */
class Slow implements Fitted {
  readonly left: number;
  readonly before: Fitted | null;
  readonly beside: Fitted | null;
  asked = 0;

  constructor(left: number, before: Fitted | null, beside: Fitted | null) {
    this.left = left;
    this.before = before;
    this.beside = beside;
  }

  apply(vectors: Float32Array): Float32Array {
    return vectors;
  }

  *settle(): Parts<Fitted | null> {
    this.asked++;
    yield;
    return this.left > 0 ? new Slow(this.left - 1, this, null) : null;
  }
}

/** Settles in as many steps as the first feature says; 9 is the picture beside it. */
const slow: Projection = function* (features, _dimension, before, beside) {
  yield;
  if (features[0] === -1) throw new Error('broken');
  return features[0] === 9 ? beside! : new Slow(features[0]!, before, beside);
};

afterAll(projectionFactories.add('slow', slow));

const runs = (...firsts: number[]) => firsts.map((first) => ({ features: Float32Array.of(first, 0) }) as unknown as RunMeasures);
const stopped = { keepGoing: () => false, rest: 0 };
afterEach(() => void vi.restoreAllMocks());

/** From now on every part takes long, so that others have their turn after it. */
function slowDown(): void {
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 20));
}

describe('Drawing', () => {
  it('goes on from each run’s picture, the first one beside the others', async () => {
    const drawing = new Drawing();
    const first = (await drawing.draw(runs(1, 2), 'slow', 2, undisturbed)) as readonly Slow[];
    expect(first.map(({ before }) => before)).toEqual([null, null]);
    expect(first.map(({ beside }) => beside)).toEqual([null, first[0]]);
    const second = (await drawing.draw(runs(1, 2), 'slow', 2, undisturbed)) as readonly Slow[];
    expect(second[0]!.before).toBe(first[0]);
    expect(second[1]!.before).toBe(first[1]);
    expect(second[1]!.beside).toBe(second[0]);
  });

  it('leaves all as it was where it is stopped or fails', async () => {
    const drawing = new Drawing();
    const first = await drawing.draw(runs(1, 2), 'slow', 2, undisturbed);
    slowDown();
    expect(await drawing.draw(runs(1, 2), 'slow', 2, stopped)).toBeNull();
    await expect(drawing.draw(runs(3, -1), 'slow', 2, undisturbed)).rejects.toThrow('broken');
    const next = (await drawing.draw(runs(1, 2), 'slow', 2, undisturbed)) as readonly Slow[];
    expect(next.map(({ before }) => before)).toEqual(first);
  });

  it('draws one thing after the other', async () => {
    slowDown();
    const drawing = new Drawing();
    const [first, second] = await Promise.all([drawing.draw(runs(5), 'slow', 2, undisturbed), drawing.draw(runs(6), 'slow', 2, undisturbed)]);
    expect((second![0] as Slow).before).toBe(first![0]);
  });

  it('settles each run until it has, and a shared picture once', async () => {
    const drawing = new Drawing();
    const [one, other] = (await drawing.draw(runs(1, 9, 3), 'slow', 2, undisturbed)) as readonly Slow[];
    expect(other).toBe(one);
    const lefts: number[][] = [];
    for (let pictures = await drawing.settle(undisturbed); pictures; pictures = await drawing.settle(undisturbed)) lefts.push(pictures.map((picture) => (picture as Slow).left));
    expect(lefts).toEqual([[0, 0, 2], [0, 0, 1], [0, 0, 0]]);
    expect(one!.asked).toBe(1);
    expect(await drawing.settle(undisturbed)).toBeNull();
  });

  it('has nothing to settle where pictures are done at once', async () => {
    const drawing = new Drawing();
    expect(await drawing.settle(undisturbed)).toBeNull();
    await drawing.draw(runs(1), 'identity', 2, undisturbed);
    expect(await drawing.settle(undisturbed)).toBeNull();
  });
});
