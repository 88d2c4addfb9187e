import { describe, expect, it } from 'vitest';
import { logInterval, snapshotImages, snapshotInterval, stepsInFlight, stepsPerSubmission } from './pace.ts';

describe('the test images drawn while training', () => {
  it('are all on a fast device', () => {
    expect(snapshotImages(2000, 128, 1)).toBe(2000);
    expect(snapshotImages(40, 128, 1)).toBe(40);
  });

  it('are fewer on a slow one, in steps of 250 and never fewer than that', () => {
    expect(snapshotImages(2000, 128, 110)).toBe(500);
    expect(snapshotImages(2000, 64, 5000)).toBe(250);
    expect(snapshotImages(40, 64, 5000)).toBe(40);
  });
});

describe('the pace', () => {
  it('draws seldom enough that drawing takes a fifteenth of the time at most', () => {
    expect(snapshotInterval(2000, 128, 1)).toBe(150);
    expect(snapshotInterval(500, 128, 120)).toBeCloseTo((14 * (500 / 128) * 120) / 3);
  });

  it('draws after every step where the device rests long enough between two', () => {
    expect(snapshotInterval(500, 128, 120, 880)).toBe(150);
    expect(snapshotInterval(500, 128, 120, 80)).toBeCloseTo((14 * (500 / 128) * 120) / 3);
  });

  it('tells losses every eight steps, between ten times and once a second', () => {
    expect([0, 1, 50, 5000].map(logInterval)).toEqual([100, 100, 400, 1000]);
  });

  it('submits many steps at once where they are short, and one while their time is unknown', () => {
    expect([0, 0.05, 1, 3, 100].map(stepsPerSubmission)).toEqual([1, 32, 4, 1, 1]);
  });

  it('has as much on its way as is done within the time that a pause may take, and more where finished work is told late', () => {
    expect([0, 1, 50, 51, 500].map((stepMs) => stepsInFlight(stepMs, 0))).toEqual([1, 100, 2, 1, 1]);
    expect([0, 10, 110].map((stepMs) => stepsInFlight(stepMs, 100))).toEqual([1, 30, 2]);
  });
});
