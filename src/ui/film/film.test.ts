import { describe, expect, it } from 'vitest';
import { snapshotCase } from '../panels/scene/sceneCase.ts';
import { chosen, filmFrames, filmLayout, mostFrames } from './film.ts';

/** Pictures whose points spread by a factor. */
const pictures = (...factors: readonly number[]) =>
  factors.map((factor, step) => {
    const snapshot = snapshotCase(step);
    return { ...snapshot, runs: [1, 3].map((run) => ({ ...snapshot.runs[0]!, points: snapshot.runs[0]!.points.map((value) => value * factor * run) })) };
  });

describe('a film', () => {
  it('has the first and the last picture, and no more than it may', () => {
    const many = Array.from({ length: 1000 }, (_, step) => snapshotCase(step));
    const few = chosen(many);
    expect([few.length, few[0]!.step, few.at(-1)!.step]).toEqual([mostFrames, 0, 999]);
    expect(chosen(few)).toBe(few);
  });

  it('follows the features by and by, together where panels are linked, and not at all where they are locked', () => {
    const grown = pictures(1, 10, 10);
    const follow = filmFrames(grown, 10, 'follow').map(({ extents }) => extents);
    expect(follow[0]![1]! / follow[0]![0]!).toBeCloseTo(3, 5);
    expect(follow[1]![0]).toBeGreaterThan(follow[0]![0]!);
    expect(follow[2]![0]).toBeGreaterThan(follow[1]![0]!);
    expect(follow[2]![0]).toBeLessThan(10 * follow[0]![0]!);
    expect(filmFrames(grown, 10, 'linked').every(({ extents: [a, b] }) => a === b)).toBe(true);
    expect(new Set(filmFrames(grown, 10, 'locked').map(({ extents }) => extents[0])).size).toBe(1);
  });

  it.each([1, 2, 3, 4, 5, 6])('of %i panels has an even size that holds them all', (panels) => {
    for (const side of [241, 360]) {
      const { width, height, heading, places } = filmLayout(panels, side);
      expect([width % 2, height % 2, places.length]).toEqual([0, 0, panels]);
      expect(places.every(({ x, y }) => x >= 0 && y >= 0 && x + side <= width && y + heading + side <= height)).toBe(true);
      expect(new Set(places.map(({ x, y }) => `${x},${y}`)).size).toBe(panels);
    }
  });
});
