import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../random.ts';
import { front } from '../view/orientation.ts';
import { depthCounts, orderByDepth } from './depthOrder.ts';
import { isInSpace, stillOf, Turned } from './turned.ts';
import type { SpacePlacement } from './turned.ts';

/** Three points, one of them a center and one its mean: across, up and near. */
const placement: SpacePlacement = {
  points: Float32Array.of(1, 0, 0, 1, 0, 0),
  centers: Float32Array.of(1, 0),
  means: Float32Array.of(0, 1),
  depths: { points: Float32Array.of(0, 0, 1), centers: Float32Array.of(0), means: Float32Array.of(0) },
};

const close = (values: readonly number[]): unknown => values.map((value) => expect.closeTo(value, 6) as unknown);

describe('orderByDepth', () => {
  const ordered = (depths: readonly number[]) => {
    const order = new Int32Array(depths.length);
    orderByDepth(order, Float32Array.from(depths), depthCounts());
    return [...order];
  };

  it('is exact, whatever the depths, and keeps the order of equal ones', () => {
    expect(ordered([3, -1, 2, 2, 0])).toEqual([1, 4, 2, 3, 0]);
    expect(ordered([1e6, 2, 1, 3, 2.5])).toEqual([2, 1, 4, 3, 0]);
    expect(ordered([5, 5, 5])).toEqual([0, 1, 2]);
    expect(ordered([])).toEqual([]);
    const random = createRandom(1, 'depth');
    const depths = Float32Array.from({ length: 2000 }, () => random.normal());
    const order = ordered([...depths]);
    expect(order).toEqual([...depths.keys()].sort((a, b) => depths[a]! - depths[b]! || a - b));
  });

  it('puts what has no depth first', () => {
    expect(ordered([2, Number.NaN, 1])).toEqual([1, 2, 0]);
  });
});

describe('Turned', () => {
  it('is as projected from the front, far to near', () => {
    const seen = new Turned(placement, []).turn(placement, [], front);
    expect(seen.points).toEqual(placement.points);
    expect([...seen.order]).toEqual([0, 1, 2]);
    expect(seen.orientation).toBe(front);
  });

  it('shows points, centers, means and trails from the same side, and the nearest last', () => {
    const trail = [{ centers: Float32Array.of(0, 0), depths: Float32Array.of(2) }];
    const turned = new Turned(placement, trail);
    const right = turned.turn(placement, trail, { azimuth: 90, elevation: 0 });
    expect([...right.points]).toEqual(close([0, 0, 0, 1, -1, 0]));
    expect([[...right.centers], [...right.means], [...right.trail[0]!]]).toEqual([close([0, 0]), close([0, 1]), close([-2, 0])]);
    expect(right.order.at(-1)).toBe(0);
    const { points } = right;
    const above = turned.turn(placement, trail, { azimuth: 0, elevation: 90 });
    expect([...above.points]).toEqual(close([1, 0, 0, 0, 0, -1]));
    expect(above.order.at(-1)).toBe(1);
    // The arrays are written anew, not made anew.
    expect(above.points).toBe(points);
  });
});

describe('stillOf', () => {
  it('turns a picture in space, and leaves one of the plane with its classes in turns', () => {
    const labels = Uint8Array.of(0, 0, 1);
    expect(isInSpace(placement)).toBe(true);
    expect([...stillOf(placement, labels, { azimuth: 90, elevation: 0 }).points]).toEqual(close([0, 0, 0, 1, -1, 0]));
    const { points, centers, means } = placement;
    const flat = stillOf({ points, centers, means }, labels, { azimuth: 90, elevation: 0 });
    expect(flat).toEqual({ points, centers, means, trail: [], order: Int32Array.of(0, 2, 1) });
  });
});
