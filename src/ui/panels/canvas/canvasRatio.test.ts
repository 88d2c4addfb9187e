import { describe, expect, it } from 'vitest';
import { markCount } from '../../shared/classMarks.ts';
import { lookFor } from '../scene/look.ts';
import { canvasRatio } from './canvasRatio.ts';
import { stampsFor } from './drawPoints.ts';
import { Pixels } from './pixels.ts';

const image = (width: number, height: number) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) }) as ImageData;

describe('canvasRatio', () => {
  it('is the screen’s own up to 4, and less where a canvas would hold too much', () => {
    expect([0.5, 1, 2, 3, 4].map((ratio) => canvasRatio(500, 500, ratio))).toEqual([0.5, 1, 2, 3, 4]);
    expect(canvasRatio(90, 90, 8)).toBe(4);
    const ratio = canvasRatio(3000, 3000, 2);
    expect(ratio * 3000 * ratio * 3000).toBeLessThanOrEqual(6.001e6);
  });

  it.each([0.5, 0.75, 1, 1.25, 1.5, 2, 2.625, 3, 4, 5, 8])('leaves points that can be stamped at %d device pixels per CSS pixel, on panels of any size', (ratio) => {
    for (const side of [40, 160, 333, 480, 1200, 4000]) {
      const backing = canvasRatio(side, side, ratio);
      const stamps = stampsFor(new Pixels(64, 64, image), lookFor('light', side), backing);
      const marks = [0, 1, markCount - 1].map(stamps.mark);
      for (const { covers } of [...marks, stamps.dimMark(0), stamps.cross, stamps.dimCross]) expect(Math.max(...covers.map(({ length }) => length))).toBeGreaterThan(0);
    }
  });
});
