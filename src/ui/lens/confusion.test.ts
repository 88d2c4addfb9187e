import { describe, expect, it } from 'vitest';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { confusionOf, imagesOf, pairsOf } from './confusion.ts';

/** Eight images of three classes: one 0 taken for 1, two of class 1 taken for 0, one 2 nearer to 1's mean. */
const snapshot = {
  step: 7,
  labels: Uint8Array.of(0, 0, 0, 1, 1, 1, 2, 2),
  indices: Int32Array.of(10, 11, 12, 13, 14, 15, 16, 17),
  runs: [
    {
      predictions: Uint8Array.of(0, 1, 0, 0, 1, 0, 2, 2),
      nearest: Uint8Array.of(0, 1, 0, 0, 1, 1, 1, 2),
    },
  ],
} as unknown as DrawnSnapshot;

describe('confusionOf', () => {
  it('counts each true class against what was predicted, and against the nearest mean', () => {
    const { predicted, nearest, images } = confusionOf(snapshot, 0, 3);
    expect([...predicted]).toEqual([2, 1, 0, 2, 1, 0, 0, 0, 2]);
    expect([...nearest]).toEqual([2, 1, 0, 1, 2, 0, 0, 1, 1]);
    expect([...images]).toEqual([3, 3, 2]);
  });
});

describe('pairsOf', () => {
  it('ranks pairs by both shares and leaves out those that never meet', () => {
    expect(pairsOf(confusionOf(snapshot, 0, 3))).toEqual([
      { a: 0, b: 1, confused: 3, overlapping: 2, images: 6 },
      { a: 1, b: 2, confused: 0, overlapping: 1, images: 5 },
    ]);
  });
});

describe('imagesOf', () => {
  it('gives a class’s images by their numbers, those taken for the other class first', () => {
    expect(imagesOf(snapshot, 0, 1, 0, false)).toEqual([
      { image: 13, predicted: 0 },
      { image: 15, predicted: 0 },
      { image: 14, predicted: 1 },
    ]);
    expect(imagesOf(snapshot, 0, 0, 1, true)).toEqual([{ image: 11, predicted: 1 }]);
  });
});
