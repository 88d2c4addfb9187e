import { describe, expect, it } from 'vitest';
import { Motion } from './motion.ts';
import { trailLength } from './scene.ts';
import { snapshotCase } from './sceneCase.ts';

const shown = { title: 'Softmax', classNames: ['0', '1', '2'], hidden: new Set<number>(), selected: null };

describe('Motion', () => {
  it('has an empty scene before the first snapshot', () => {
    const motion = new Motion(0);
    expect(motion.features).toBeNull();
    expect(motion.scene(shown).points).toHaveLength(0);
  });

  it('stands at the first snapshot at once and moves to the next', () => {
    const motion = new Motion(0);
    expect(motion.show(snapshotCase(0), 0, false)).toBe('anew');
    expect(motion.scene(shown).points[0]).toBe(-1);
    expect(motion.show(snapshotCase(10, 4), 1000, false)).toBe('on');
    motion.advance(1150);
    expect(motion.scene(shown).points[0]).toBeCloseTo(1, 5);
    expect(motion.advance(1400)).toBe(false);
    expect(motion.scene(shown)).toMatchObject({ step: 10, points: snapshotCase(10, 4).runs[0]!.points });
  });

  it('arrives at once when it is to keep still', () => {
    const motion = new Motion(0);
    motion.show(snapshotCase(0), 0, true);
    motion.show(snapshotCase(10, 4), 1000, true);
    expect(motion.scene(shown).points[0]).toBe(3);
  });

  it('keeps where centers were drawn as a trail, until the experiment begins anew', () => {
    const motion = new Motion(0);
    for (let step = 0; step < 20; step++) {
      motion.show(snapshotCase(step, step), 1000 * step, false);
      motion.advance(1000 * step + 999);
    }
    expect(motion.scene(shown).trail.map((centers) => centers[0])).toEqual(Array.from({ length: trailLength }, (_, k) => 19 - trailLength + k));
    motion.show(snapshotCase(0), 20_000, false);
    expect(motion.scene(shown).trail).toEqual([]);
  });

  it('never puts a trail ahead of what it has drawn', () => {
    const motion = new Motion(0);
    motion.show(snapshotCase(0), 0, false);
    for (let step = 1; step < 5; step++) motion.show(snapshotCase(step, 10 * step), 10 * step, false);
    expect(motion.scene(shown).trail.map((centers) => centers[0])).toEqual([0, 0, 0, 0]);
  });

  it('moves on from where things are when a snapshot has fewer points, and lets further ones appear where they belong', () => {
    const motion = new Motion(0);
    const fewer = (step: number, shift: number) => {
      const { labels, runs, ...rest } = snapshotCase(step, shift);
      return { ...rest, labels: labels.slice(0, 4), runs: runs.map((run) => ({ ...run, points: run.points.slice(0, 8), predictions: run.predictions.slice(0, 4) })) };
    };
    motion.show(snapshotCase(0), 0, false);
    expect(motion.show({ ...fewer(10, 4), step: 10 }, 1000, false)).toBe('on');
    motion.advance(1150);
    expect(motion.scene(shown).points).toHaveLength(8);
    expect(motion.scene(shown).points[0]).toBeCloseTo(1, 5);
    motion.advance(1400);
    expect(motion.show(snapshotCase(20, 8), 2000, false)).toBe('on');
    motion.advance(2000);
    const { points, order, trail } = motion.scene(shown);
    expect(points[0]).toBe(3);
    expect([points[8], points[10]]).toEqual([27, 29]);
    expect(order).toHaveLength(6);
    expect(trail).toHaveLength(2);
  });

  it('leaves everything as it is for a snapshot without its run', () => {
    const motion = new Motion(1);
    expect(motion.show(snapshotCase(), 0, false)).toBeNull();
    expect(motion.features).toBeNull();
  });
});
