import { describe, expect, it } from 'vitest';
import { interpolate, Tween } from './tween.ts';

describe('interpolate', () => {
  it('mixes elementwise and takes the end where the start is not finite', () => {
    const out = new Float32Array(3);
    interpolate(out, Float32Array.of(0, 10, Number.NaN), Float32Array.of(1, 20, 5), 0.25);
    expect([...out]).toEqual([0.25, 12.5, 5]);
  });
});

describe('Tween', () => {
  const start = Float32Array.of(0, 0);
  const end = Float32Array.of(10, 20);

  it('jumps at once and then rests', () => {
    const tween = new Tween();
    tween.jump(end, 0);
    expect([...tween.current]).toEqual([10, 20]);
    expect(tween.advance(1)).toBe(false);
  });

  it('arrives exactly, within 300 ms even when snapshots are slow', () => {
    const tween = new Tween();
    tween.jump(start, 0);
    tween.aim(end, 5000);
    expect(tween.advance(5150)).toBe(true);
    expect(tween.current[0]).toBeCloseTo(5, 5);
    expect(tween.advance(5300)).toBe(false);
    expect([...tween.current]).toEqual([10, 20]);
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
    const quarter = tween.current[0]!;
    tween.advance(2300);
    expect(10 - quarter).toBeCloseTo(quarter - tween.current[0]!, 1);
  });

  it('turns from where it is towards a new target', () => {
    const tween = new Tween();
    tween.jump(start, 0);
    tween.aim(end, 1000);
    tween.advance(1150);
    const half = tween.current[0]!;
    tween.aim(start, 1150);
    tween.advance(1150);
    expect(tween.current[0]).toBe(half);
  });
});
