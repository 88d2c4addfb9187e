import { describe, expect, it } from 'vitest';
import { liveCountFor } from './session.ts';

describe('the images drawn while training', () => {
  it('are all of the probe on a device that measures them in 150 ms', () => {
    expect(liveCountFor(2000, 5)).toBe(2000);
    expect(liveCountFor(2000, 150)).toBe(2000);
    expect(liveCountFor(40, 1)).toBe(40);
  });

  it('are fewer on a slow device, in steps of 250, and never fewer than that', () => {
    expect(liveCountFor(2000, 600)).toBe(500);
    expect(liveCountFor(2000, 300)).toBe(1000);
    expect(liveCountFor(2000, 60_000)).toBe(250);
    expect(liveCountFor(40, 60_000)).toBe(40);
  });
});
