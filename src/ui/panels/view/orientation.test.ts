import { beforeEach, describe, expect, it } from 'vitest';
import { axisEnds, beginSide, faceFront, front, hold, placeSeen, side, sideText, turn, turnOf, turnedBy } from './orientation.ts';
import type { Orientation } from './orientation.ts';

/** A place [x, y, depth] as it is seen: across, up, towards the eye. */
function seen(place: readonly [number, number, number], orientation: Orientation): number[] {
  const { right, up, near } = turnOf(orientation);
  return [right, up, near].map((row) => row.reduce((sum, weight, k) => sum + weight * place[k]!, 0));
}

const close = (values: readonly number[]): unknown => values.map((value) => expect.closeTo(value, 9) as unknown);

describe('turnOf', () => {
  it('leaves everything from the front', () => {
    expect(seen([1, 2, 3], front)).toEqual(close([1, 2, 3]));
  });

  it('shows from the right what lies right as near, and what was near at the left', () => {
    expect(seen([1, 0, 0], { azimuth: 90, elevation: 0 })).toEqual(close([0, 0, 1]));
    expect(seen([0, 0, 1], { azimuth: 90, elevation: 0 })).toEqual(close([-1, 0, 0]));
    expect(seen([0, 1, 0], { azimuth: 90, elevation: 0 })).toEqual(close([0, 1, 0]));
  });

  it('shows from above what lies above as near, and what was near below', () => {
    expect(seen([0, 1, 0], { azimuth: 0, elevation: 90 })).toEqual(close([0, 0, 1]));
    expect(seen([0, 0, 1], { azimuth: 0, elevation: 90 })).toEqual(close([0, -1, 0]));
    expect(seen([1, 0, 0], { azimuth: 0, elevation: 90 })).toEqual(close([1, 0, 0]));
  });

  it('turns without stretching, mirroring or rolling', () => {
    for (const orientation of [{ azimuth: 33, elevation: -71 }, { azimuth: -160, elevation: 12 }]) {
      const { right, up, near } = turnOf(orientation);
      const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, k) => sum + value * b[k]!, 0);
      expect([dot(right, right), dot(up, up), dot(near, near), dot(right, up), dot(right, near), dot(up, near)]).toEqual(close([1, 1, 1, 0, 0, 0]));
      expect(right[0] * up[1] - right[1] * up[0]).toBeCloseTo(near[2], 9);
      // The vertical axis stays vertical.
      expect(axisEnds(orientation)[1]).toEqual(close([0, Math.cos((orientation.elevation * Math.PI) / 180)]));
    }
  });
});

describe('placeSeen', () => {
  it('is the place on the panel from a side, and as it is in the plane', () => {
    expect(placeSeen([1, 2, 3], { azimuth: 90, elevation: 0 })).toEqual(close([-3, 2]));
    expect(placeSeen([1, 2, 3], undefined)).toEqual([1, 2]);
  });
});

describe('turnedBy', () => {
  it('goes all the way round', () => {
    expect(turnedBy({ azimuth: 170, elevation: 0 }, 20, 0).azimuth).toBeCloseTo(-170, 9);
    expect(turnedBy({ azimuth: -170, elevation: 0 }, -370, 0).azimuth).toBeCloseTo(180, 9);
    expect(turnedBy(front, -30, 0).azimuth).toBe(-30);
  });

  it('stops right above and right below', () => {
    expect(turnedBy({ azimuth: 0, elevation: 80 }, 0, 30).elevation).toBe(90);
    expect(turnedBy({ azimuth: 0, elevation: 80 }, 0, -300).elevation).toBe(-90);
  });
});

describe('sideText', () => {
  it('says the side in whole degrees, and nothing from the front', () => {
    expect(sideText(front)).toBeNull();
    expect(sideText({ azimuth: 0.4, elevation: -0.3 })).toBeNull();
    expect(sideText({ azimuth: -39.6, elevation: 10 })).toBe('Seen from 40° left, 10° above');
    expect(sideText({ azimuth: 180, elevation: -0.2 })).toBe('Seen from 180° right');
    expect(sideText({ azimuth: 0, elevation: -90 })).toBe('Seen from 90° below');
  });
});

describe('side', () => {
  beforeEach(() => {
    faceFront();
    hold(false);
  });

  it('is one for all, turned and brought back', () => {
    turn(30, 100);
    turn(-10, 0);
    expect(side.getState().orientation).toEqual({ azimuth: 20, elevation: 90 });
    hold(true);
    expect(side.getState()).toMatchObject({ orientation: { azimuth: 20, elevation: 90 }, held: true });
    faceFront();
    expect(side.getState().orientation).toEqual(front);
  });

  it('stays for an experiment, in as many panels as there are, and ends with it', () => {
    const [one, other] = [{}, {}];
    beginSide(one);
    turn(10, 0);
    beginSide(null);
    beginSide(one);
    expect(side.getState().orientation.azimuth).toBe(10);
    beginSide(other);
    expect(side.getState().orientation).toEqual(front);
  });
});
