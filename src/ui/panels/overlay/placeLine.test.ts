import { describe, expect, it } from 'vitest';
import { placeLines } from './placeLine.ts';

describe('placeLines', () => {
  it('leads from ring to ring, from panel to panel in their order', () => {
    expect(placeLines([{ x: 0, y: 0 }, { x: 100, y: 0 }])).toBe('M12.0 0.0L88.0 0.0');
    // Along (3, 4) / 5, then straight down.
    expect(placeLines([{ x: 10, y: 10 }, { x: 70, y: 90 }, { x: 70, y: 190 }])).toBe('M17.2 19.6L62.8 80.4M70.0 102.0L70.0 178.0');
  });

  it('draws nothing to or from a panel without a place, nor between rings that touch', () => {
    const [a, b, c] = [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 200, y: 0 }];
    expect(placeLines([a, null, c])).toBe('');
    expect(placeLines([null, b, c])).toBe('M112.0 0.0L188.0 0.0');
    expect(placeLines([a])).toBe('');
    expect(placeLines([])).toBe('');
    expect(placeLines([a, { x: 24, y: 0 }])).toBe('');
  });
});
