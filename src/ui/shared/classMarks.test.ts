import { describe, expect, it } from 'vitest';
import { areaOf, colorProperties, longestReach, markCount, markIndex, markOf, needsMarks, ofTen, outlinePath } from './classMarks.ts';
import { classColors } from './palette.ts';

describe('marks of classes', () => {
  it('tell 200 classes apart together with ten colours, and leave ten classes their discs', () => {
    const looks = Array.from({ length: 200 }, (_, c) => `${markOf(c).symbol} ${ofTen(classColors('light'), c)}`);
    expect(new Set(looks).size).toBe(200);
    expect(looks.slice(0, 10).every((look) => look.startsWith('circle #'))).toBe(true);
    expect([markIndex(9), markIndex(10), markIndex(199), markCount]).toEqual([0, 1, 19, 20]);
    expect([needsMarks(10), needsMarks(11)]).toEqual([false, true]);
  });

  it('are as large as the disc, or as large as their reach allows', () => {
    for (let c = 0; c < 200; c += 10) {
      const { outline, symbol } = markOf(c);
      if (!outline) continue;
      const reach = Math.max(...outline.map(([x, y]) => Math.hypot(x, y)));
      expect(reach, symbol).toBeLessThanOrEqual(longestReach + 1e-9);
      const full = Math.abs(areaOf(outline) - Math.PI) < 1e-9 || Math.abs(reach - longestReach) < 1e-9;
      expect(full, symbol).toBe(true);
    }
  });

  it('lie around their middle', () => {
    for (let c = 0; c < 200; c += 10) {
      const outline = markOf(c).outline ?? [];
      const middle = outline.reduce(([x, y], corner) => [x + corner[0], y + corner[1]] as const, [0, 0] as readonly [number, number]);
      expect(Math.hypot(...middle), markOf(c).symbol).toBeLessThan(1e-9);
    }
  });
});

describe('outlinePath', () => {
  it('closes around a place, in pixels', () => {
    expect(outlinePath(markOf(0), 5, [8, 8])).toBe('M13.00,8.00A5.00,5.00 0 1,1 3.00,8.00A5.00,5.00 0 1,1 13.00,8.00Z');
    expect(outlinePath(markOf(20), 1)).toMatch(/^M(-?\d\.\d\d,-?\d\.\d\dL){3}-?\d\.\d\d,-?\d\.\d\dZ$/);
  });
});

describe('colorProperties', () => {
  it('give both themes their colour', () => {
    expect(colorProperties(13)).toEqual({ '--class-light': '#94a4a2', '--class-dark': '#94a4a2' });
    expect(colorProperties(2, 'ink')).toEqual({ '--class-light': '#bd1f01', '--class-dark': '#dc3d36' });
  });
});
