import { describe, expect, it } from 'vitest';
import { planeHead } from './head.ts';
import { paintRegions } from './regions.ts';

const look = { background: [0, 0, 0], colors: [[200, 0, 0], [0, 200, 0]], unsure: 0, sure: 1 } as const;

describe('paintRegions', () => {
  it('colours each cell by the class of the largest logit, as strong as that is sure', () => {
    // Class 0 to the right of x = 1, class 1 to its left.
    const head = planeHead(Float32Array.of(3, -3, 0, 0, -3, 3), 2)!;
    const pixels = new Uint8ClampedArray(5 * 2 * 4);
    paintRegions(pixels, { columns: 5, rows: 2, x: [-1, 3], y: [1, -1] }, head, look);
    const row = Array.from({ length: 5 }, (_, i) => [...pixels.subarray(4 * i, 4 * i + 4)]);
    const strong = (x: number) => Math.round(200 * (2 / (1 + Math.exp(-6 * Math.abs(x - 1))) - 1));
    expect(row).toEqual([[0, strong(-1), 0, 255], [0, strong(0), 0, 255], [0, 0, 0, 255], [strong(2), 0, 0, 255], [strong(3), 0, 0, 255]]);
    expect([...pixels.subarray(20)]).toEqual(row.flat());
  });
});
