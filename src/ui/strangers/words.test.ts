import { describe, expect, it } from 'vitest';
import { foundAt, foundWords, meaning, namesOf } from './words.ts';

describe('words on strangers', () => {
  it('name a few classes, and count the rest of many', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    expect([[], [1], [1, 3], [0, 1, 2], [0, 1, 2, 3, 4, 5, 6, 7], [9]].map((classes) => namesOf(classes, names))).toEqual(['', 'b', 'b and d', 'a, b and c', 'a, b, c, d, e, f and 2 more', 'class 9']);
  });

  it('read a curve between its points', () => {
    expect([0, 0.25, 0.6, 1].map((share) => foundAt([0.2, 0.4, 1], share))).toEqual([0.2, 0.30000000000000004, 0.52, 1]);
  });

  it('count where there are few images, and tell shares where there are many', () => {
    const curve = Array.from({ length: 65 }, (_, k) => Math.min(1, 2 / 3 + k / 64));
    expect(foundWords(curve, 5 / 6, 6, 3)).toBe('Where none of the 6 known images is taken for a stranger, 2 of 3 strangers are found. Accuracy on the known classes: 5 of 6 images.');
    expect(foundWords(curve, 0.9, 100, 40)).toBe('Where 5.0 % of the known are taken for strangers, 71.7 % of the strangers are found. Accuracy on the known classes: 90.0 %.');
  });

  it('say what an area means', () => {
    expect(meaning('Softmax', 'distance', 0.754)).toBe('To Softmax, a stranger lies farther from every class than a known image in 75 of 100 pairs.');
    expect(meaning('Softmax', 'probability', 0.8)).toBe('Softmax is less sure of a stranger than of a known image in 80 of 100 pairs.');
  });
});
