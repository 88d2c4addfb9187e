import { describe, expect, it } from 'vitest';
import type { Placement } from '../scene/scene.ts';
import { Tween } from './tween.ts';

/** One point, one center and its mean, all at one place. */
const placed = (x: number, y: number): Placement => ({ points: Float32Array.of(x, y), centers: Float32Array.of(x, y), means: Float32Array.of(x, y) });

describe('Tween', () => {
  const start = placed(0, 0);
  const end = placed(10, 20);

  it('jumps at once and then rests', () => {
    const tween = new Tween();
    tween.jump(end, 0);
    expect([...tween.current.centers]).toEqual([10, 20]);
    expect(tween.advance(1)).toBe(false);
  });

  it('arrives exactly, within 300 ms even when snapshots are slow', () => {
    const tween = new Tween();
    tween.jump(start, 0);
    tween.aim(end, 5000);
    expect(tween.advance(5150)).toBe(true);
    expect(tween.current.points[0]).toBeCloseTo(5, 5);
    expect(tween.advance(5300)).toBe(false);
    expect([...tween.current.centers]).toEqual([10, 20]);
  });

  it('takes 150 ms when snapshots are fast', () => {
    const tween = new Tween();
    tween.jump(start, 0);
    for (let now = 30; now <= 300; now += 30) tween.aim(end, now);
    expect(tween.advance(300 + 149)).toBe(true);
    expect(tween.advance(300 + 151)).toBe(false);
  });

  it('moves evenly when snapshots come every 200 ms', () => {
    const tween = new Tween();
    tween.jump(start, 0);
    for (let now = 200; now <= 2000; now += 200) {
      tween.aim(now % 400 === 0 ? end : start, now);
      tween.advance(now + 199.9);
    }
    tween.aim(start, 2200);
    tween.advance(2250);
    const quarter = tween.current.points[0]!;
    tween.advance(2300);
    expect(10 - quarter).toBeCloseTo(quarter - tween.current.points[0]!, 1);
  });

  it('turns from where it is towards a new target', () => {
    const tween = new Tween();
    tween.jump(start, 0);
    tween.aim(end, 1000);
    tween.advance(1150);
    const half = tween.current.points[0]!;
    tween.aim(start, 1150);
    tween.advance(1150);
    expect(tween.current.points[0]).toBe(half);
  });

  it('arrives when told to, and then rests', () => {
    const tween = new Tween();
    tween.jump(start, 0);
    tween.aim(end, 1000);
    tween.arrive();
    expect([...tween.current.means]).toEqual([10, 20]);
    expect(tween.advance(1001)).toBe(false);
  });

  it('never writes into what it was given', () => {
    const tween = new Tween();
    const [from, to] = [placed(0, 0), placed(10, 20)];
    tween.jump(from, 0);
    tween.aim(to, 1000);
    tween.advance(1100);
    tween.arrive();
    tween.aim(from, 2000);
    tween.advance(2100);
    expect([from, to]).toEqual([placed(0, 0), placed(10, 20)]);
  });
});
