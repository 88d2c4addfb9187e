import { describe, expect, it } from 'vitest';
import { shortened } from './names.ts';

describe('shortened', () => {
  it('leaves short names alone and takes the middle out of long ones', () => {
    expect(shortened('Song Sparrow')).toBe('Song Sparrow');
    expect(shortened('Black-throated Blue Warbler')).toBe('Black-thr…Warbler');
    expect(shortened('abcdefghij', 5)).toBe('ab…ij');
    expect(shortened('abcdefghij', 6)).toBe('abc…ij');
  });

  it('never cuts within a letter that has several code points', () => {
    const family = '👩‍👩‍👧';
    expect(shortened(family.repeat(6), 3)).toBe(`${family}…${family}`);
  });
});
