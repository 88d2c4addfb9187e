import { describe, expect, it } from 'vitest';
import { matching, onlyShown, toggled } from './shown.ts';

describe('toggled', () => {
  it('hides what is shown and shows what is hidden', () => {
    expect(toggled([], 4)).toEqual([4]);
    expect(toggled([4, 7], 4)).toEqual([7]);
  });
});

describe('onlyShown', () => {
  it('leaves one class, to which a press adds another; once more brings all back', () => {
    const four = onlyShown([], 10, 4);
    expect(four).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
    expect(toggled(four, 9)).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    expect(onlyShown(four, 10, 4)).toEqual([]);
    expect(onlyShown(four, 10, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('shows the class also where all were hidden', () => {
    expect(onlyShown([0, 1, 2], 3, 1)).toEqual([0, 2]);
  });
});

describe('matching', () => {
  const names = ['0', 'Épinette bleue', 'song sparrow', 'Sparrow'];
  it('finds by name and number, whatever case and accents', () => {
    expect([matching(names, 'SPARROW'), matching(names, ' epin '), matching(names, '2'), matching(names, 'x')]).toEqual([[2, 3], [1], [2], []]);
  });
  it('is all without a text', () => {
    expect(matching(names, ' ')).toEqual([0, 1, 2, 3]);
  });
});
