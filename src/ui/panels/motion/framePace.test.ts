import { describe, expect, it } from 'vitest';
import { FramePace } from './framePace.ts';

/** Frames at an even interval, the first of them after a rest. */
function frames(pace: FramePace, from: number, intervalMs: number, count: number): number {
  for (let i = 0; i < count; i++) pace.frame(from + i * intervalMs, i > 0);
  return from + (count - 1) * intervalMs;
}

describe('FramePace', () => {
  it('is not slow at sixty or thirty frames a second, nor after rests', () => {
    const pace = new FramePace();
    const now = frames(pace, 0, 33, 100);
    expect(pace.isSlow(now)).toBe(false);
    for (let i = 1; i < 20; i++) pace.frame(now + 2000 * i, false);
    expect(pace.isSlow(now + 40_000)).toBe(false);
  });

  it('is slow after a few frames 100 ms apart, and tries again after ten seconds', () => {
    const pace = new FramePace();
    const now = frames(pace, 0, 100, 5);
    expect(pace.isSlow(now)).toBe(true);
    expect(pace.isSlow(now + 9000)).toBe(true);
    expect(pace.isSlow(now + 11_000)).toBe(false);
  });

  it.each([120, 5000, 3_600_000])('overlooks a single frame that is %d ms late', (late) => {
    const pace = new FramePace();
    frames(pace, 0, 16, 20);
    pace.frame(16 * 19 + late, true);
    expect(pace.isSlow(16 * 19 + late)).toBe(false);
  });
});
