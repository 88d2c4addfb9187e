import { describe, expect, it } from 'vitest';
import type { DrawnSnapshot } from '../../../app/store/snapshotFeed.ts';
import { trailLength } from '../scene/scene.ts';
import { snapshotCase } from '../scene/sceneCase.ts';
import { Motion } from './motion.ts';

const experiment = {};
const shown = { title: 'Softmax', drawnAs: null, hasUnit: true, classNames: ['0', '1', '2'], hidden: new Set<number>(), selected: null };

/** A snapshot of the first points alone, as a slow device sends them while it trains. */
function firstPoints({ labels, indices, runs, ...rest }: DrawnSnapshot, count: number): DrawnSnapshot {
  const few = runs.map((run) => ({ ...run, points: run.points.slice(0, 2 * count), predictions: run.predictions.slice(0, count) }));
  return { ...rest, labels: labels.slice(0, count), indices: indices.slice(0, count), runs: few };
}

/** How far places lie from where they were at first: the largest of all coordinates' ways, infinite where one went backwards. */
const shiftOf = (at: Float32Array, first: Float32Array) => Math.max(...Array.from(at, (v, i) => (v < first[i]! ? Infinity : v - first[i]!)));

describe('Motion', () => {
  it('has an empty scene before the first snapshot', () => {
    const motion = new Motion(0);
    expect(motion.features).toBeNull();
    expect(motion.scene(shown).points).toHaveLength(0);
  });

  it('stands at the first snapshot at once and moves to the next', () => {
    const motion = new Motion(0);
    expect(motion.show(snapshotCase(0), experiment, 0, false)).toBe('anew');
    expect(motion.scene(shown).points[0]).toBe(-1);
    expect(motion.show(snapshotCase(10, 4), experiment, 1000, false)).toBe('on');
    motion.advance(1150);
    expect(motion.scene(shown).points[0]).toBeCloseTo(1, 5);
    expect(motion.advance(1400)).toBe(false);
    expect(motion.scene(shown)).toMatchObject({ step: 10, points: snapshotCase(10, 4).runs[0]!.points });
  });

  it('arrives at once when it is to keep still', () => {
    const motion = new Motion(0);
    motion.show(snapshotCase(0), experiment, 0, true);
    motion.show(snapshotCase(10, 4), experiment, 1000, true);
    expect(motion.scene(shown).points[0]).toBe(3);
  });

  it('keeps where centers were drawn as a trail, until the experiment begins anew', () => {
    const motion = new Motion(0);
    const lengths: number[] = [];
    for (let step = 0; step < 20; step++) {
      motion.show(snapshotCase(step, step), experiment, 1000 * step, false);
      motion.advance(1000 * step + 999);
      lengths.push(motion.scene(shown).trail.length);
    }
    expect(lengths.slice(0, 2)).toEqual([0, 0]);
    expect(motion.scene(shown).trail.map((centers) => centers[0])).toEqual(Array.from({ length: trailLength }, (_, k) => 19 - trailLength + k));
    motion.show(snapshotCase(0), experiment, 20_000, false);
    expect(motion.scene(shown).trail).toEqual([]);
  });

  it('takes the path to a step that it leaps to from the pictures before it, and nothing that is drawn on the way there', () => {
    const motion = new Motion(0);
    const pictures = [2, 4, 6, 8, 10].map((step) => snapshotCase(step, step));
    const ledTo = (k: number) => ({ ...pictures[k]!, ledBy: pictures.slice(0, k) });
    const trail = () => motion.scene(shown).trail.map((centers) => centers[0]);
    const placeOf = (k: number) => pictures[k]!.runs[0]!.centers[0];
    pictures.forEach((_, k) => {
      motion.show(ledTo(k), experiment, 1000 * k, false);
      motion.advance(1000 * k + 999);
    });
    motion.show({ ...ledTo(1), isApart: true }, experiment, 9000, false);
    expect(trail()).toEqual([placeOf(0)]);
    // Before anything of the leap was drawn.
    motion.show(ledTo(2), experiment, 9010, false);
    expect(trail()).toEqual([0, 1].map(placeOf));
    motion.advance(9900);
    motion.show(ledTo(3), experiment, 9910, false);
    expect(trail()).toEqual([0, 1, 2].map(placeOf));
    motion.show({ ...ledTo(4), isApart: true }, experiment, 9920, true);
    expect(trail()).toEqual([0, 1, 2, 3].map(placeOf));
  });

  it('never puts a trail ahead of what it has drawn', () => {
    const motion = new Motion(0);
    motion.show(snapshotCase(1), experiment, 0, false);
    for (let step = 2; step < 6; step++) motion.show(snapshotCase(step, 10 * step), experiment, 10 * step, false);
    expect(motion.scene(shown).trail.map((centers) => centers[0])).toEqual([0, 0, 0, 0]);
  });

  it('moves on from where things are when a snapshot has fewer points, and lets further ones appear where they belong', () => {
    const motion = new Motion(0);
    motion.show(snapshotCase(1), experiment, 0, false);
    expect(motion.show(firstPoints(snapshotCase(10, 4), 4), experiment, 1000, false)).toBe('on');
    motion.advance(1150);
    expect(motion.scene(shown).points).toHaveLength(8);
    expect(motion.scene(shown).points[0]).toBeCloseTo(1, 5);
    motion.advance(1400);
    expect(motion.show(snapshotCase(20, 8), experiment, 2000, false)).toBe('on');
    motion.advance(2000);
    const { points, order, trail } = motion.scene(shown);
    expect(points[0]).toBe(3);
    expect([points[8], points[10]]).toEqual([27, 29]);
    expect(order).toHaveLength(6);
    expect(trail).toHaveLength(2);
  });

  it('draws centers and their path where centers were, however many points each snapshot has', () => {
    const motion = new Motion(0);
    const counts = [6, 2, 6, 4, 4, 1, 6];
    counts.forEach((count, k) => {
      motion.show(firstPoints(snapshotCase(k + 1, k), count), experiment, 1000 * k, false);
      for (const part of [0, 0.3, 0.9]) {
        motion.advance(1000 * k + 300 * part);
        const { centers, means, trail } = motion.scene(shown);
        // DrawnSnapshot k has every center k further right and up than the first: no place can be anywhere but on that way.
        for (const [c, at] of [...trail, centers].entries()) expect(shiftOf(at, snapshotCase(0).runs[0]!.centers), `path ${c} of snapshot ${k}`).toBeLessThanOrEqual(k);
        expect(shiftOf(means, snapshotCase(0).runs[0]!.means)).toBeLessThanOrEqual(k);
      }
      motion.advance(1000 * k + 999);
      expect(motion.scene(shown).centers).toEqual(snapshotCase(k, k).runs[0]!.centers);
    });
    expect(motion.scene(shown).trail).toEqual(counts.slice(1).map((_, k) => snapshotCase(k, k).runs[0]!.centers));
  });

  it('begins anew with another experiment, also from step 0 to step 0, and keeps no path to an earlier step', () => {
    const motion = new Motion(0);
    motion.show(snapshotCase(0), experiment, 0, false);
    expect(motion.show(snapshotCase(0, 7), {}, 1000, false)).toBe('anew');
    expect(motion.scene(shown)).toMatchObject({ points: snapshotCase(0, 7).runs[0]!.points, trail: [] });
    const other = {};
    motion.show(snapshotCase(500), other, 2000, false);
    expect(motion.show(snapshotCase(400, 3), other, 3000, false)).toBe('back');
    expect(motion.scene(shown).trail).toEqual([]);
    motion.arrive();
    expect(motion.scene(shown)).toMatchObject({ points: snapshotCase(400, 3).runs[0]!.points, trail: [] });
  });

  it('draws no path to a snapshot that does not follow the one before', () => {
    const motion = new Motion(0);
    motion.show(snapshotCase(100), experiment, 0, false);
    motion.show(snapshotCase(200, 2), experiment, 1000, false);
    expect(motion.scene(shown).trail).toHaveLength(1);
    motion.show({ ...snapshotCase(900, 3), isApart: true }, experiment, 2000, false);
    expect(motion.scene(shown).trail).toEqual([]);
  });

  it('arrives at the newest when told to', () => {
    const motion = new Motion(0);
    motion.show(snapshotCase(0), experiment, 0, false);
    motion.show(snapshotCase(10, 4), experiment, 1000, false);
    motion.arrive();
    expect(motion.scene(shown).points).toEqual(snapshotCase(10, 4).runs[0]!.points);
    expect(motion.advance(1001)).toBe(false);
  });

  it('shows a picture in space from its orientation as it moves on, and what was drawn before stays as it was', () => {
    const deep = (shift: number) => {
      const { runs, ...rest } = snapshotCase(10 + shift, shift);
      const depths = { points: Float32Array.of(7, 0, 0, 0, 0, 0), centers: new Float32Array(3), means: new Float32Array(3) };
      return { ...rest, runs: runs.map((run) => ({ ...run, depths })) };
    };
    const motion = new Motion(0);
    motion.show(deep(0), experiment, 0, false);
    const before = motion.scene(shown);
    expect([before.points[0], before.orientation]).toEqual([-1, { azimuth: 0, elevation: 0 }]);
    motion.orientation = { azimuth: 90, elevation: 0 };
    expect(motion.scene(shown).points[0]).toBe(-1);
    expect(motion.goal(shown).points[0]).toBeCloseTo(-7, 5);
    motion.advance(10);
    expect([motion.scene(shown).points[0], motion.scene(shown).order.at(-1)]).toEqual([expect.closeTo(-7, 5), 5]);
    const drawn = motion.scene(shown).points;
    motion.show(deep(4), experiment, 1000, false);
    motion.arrive();
    expect(motion.scene(shown).trail.map((centers) => [...centers])).toEqual([[0, 0, 0, 1, 0, 2].map((value) => expect.closeTo(value, 5) as unknown)]);
    expect(motion.scene(shown).points[1]).toBeCloseTo(4, 5);
    expect(drawn[1]).toBeCloseTo(0, 5);
    motion.show(snapshotCase(99), {}, 2000, false);
    expect(motion.scene(shown).orientation).toBeUndefined();
  });

  it('leaves everything as it is for a snapshot without its run', () => {
    const motion = new Motion(1);
    expect(motion.show(snapshotCase(), experiment, 0, false)).toBeNull();
    expect(motion.features).toBeNull();
  });
});
