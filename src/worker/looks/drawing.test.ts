import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { projectionFactories } from '../../projections/index.ts';
import type { Fitted, Parts, Projection } from '../../projections/projection.ts';
import type { RunMeasures } from '../../training/measure/evaluator.ts';
import { Drawing, drawnBy } from './drawing.ts';
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

describe('drawnBy', () => {
  const dimension = 3;
  const features = Float32Array.of(1, 2, 3, 4, 6, 5, 7, 8, 9, -1, 0, 2);
  const measures = { name: 'a', features, logits: new Float32Array(8), predictions: new Uint8Array(4), centers: Float32Array.of(1, 1, 1, 2, 2, 2), means: Float32Array.of(2, 4, 4, 3, 4, 5) } as unknown as RunMeasures;
  const drawn = (projection: string) => drawnBy(projectionFactories.get(projection)(features, dimension, null, null) as Fitted, measures, new Uint8Array(4), dimension, null);

  it('tells depths of a picture in space, of points, centers and means', () => {
    const { points, centers, depths } = drawn('space');
    expect([points.length, centers.length, depths!.points.length, depths!.centers.length, depths!.means.length]).toEqual([8, 4, 4, 2, 2]);
    // Of three features it is a turn: distances are those of the features.
    const apart = Math.hypot(points[0]! - points[2]!, points[1]! - points[3]!, depths!.points[0]! - depths!.points[1]!);
    expect(apart).toBeCloseTo(Math.hypot(3, 4, 2), 4);
  });

  it('sends nothing more of other pictures', () => {
    expect(Object.keys(drawn('pca')).filter((key) => !Object.hasOwn(drawn('space'), key))).toEqual([]);
    expect(drawn('pca')).not.toHaveProperty('depths');
  });

  it('places features as it draws them, with their depth in space', async () => {
    const drawing = new Drawing();
    await drawing.draw([measures], 'space', dimension, undisturbed);
    const { points, depths } = drawn('space');
    expect([...drawing.place(0, features.slice(0, 3))]).toEqual([points[0], points[1], depths!.points[0]]);
    expect([...drawing.place(7, features.slice(0, 3))]).toEqual([Number.NaN, Number.NaN]);
  });
});

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
