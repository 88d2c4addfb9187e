import { describe, expect, it } from 'vitest';
import { PaletteLookup } from './palette.ts';

const pixels = (...colors: readonly (readonly number[])[]) => Uint8ClampedArray.from(colors.flatMap((color) => [...color, 255]));

describe('a fixed palette', () => {
  const palette = [[253, 253, 251], [63, 144, 218], [0, 0, 0], [254, 254, 252]] as const;

  it('gives its own colours back, also where two are in one cell', () => {
    expect([...new PaletteLookup(palette).indexed(pixels(...palette))]).toEqual([0, 1, 2, 3]);
  });

  it('finds the nearest, whatever was asked before', () => {
    const asked = pixels([70, 150, 210], [10, 0, 5], [71, 151, 211]);
    const fresh = [...new PaletteLookup(palette).indexed(asked)];
    expect(fresh).toEqual([1, 2, 1]);
    const used = new PaletteLookup(palette);
    used.indexed(pixels([68, 148, 208], [8, 3, 3], [255, 255, 255]));
    expect([...used.indexed(asked)]).toEqual(fresh);
  });
});
