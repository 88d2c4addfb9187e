import { describe, expect, it } from 'vitest';
import { splitName } from './splitName.ts';

describe('splitName', () => {
  it('keeps a short name whole', () => {
    expect(splitName('Softmax')).toEqual(['Softmax', '']);
  });

  it('keeps the end apart, without losing a letter', () => {
    expect(splitName('softmax + center, weight 0.01')).toEqual(['softmax + center, weig', 'ht 0.01']);
  });

  it('does not cut within a letter of any script', () => {
    const name = '👩‍👩‍👧‍👦'.repeat(16);
    const [start, end] = splitName(name);
    expect(start + end).toBe(name);
    expect(end).toBe('👩‍👩‍👧‍👦'.repeat(7));
  });
});
