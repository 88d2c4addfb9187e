import { describe, expect, it } from 'vitest';
import { checkedImages, confusionRows } from './points.ts';

const probe = { labels: Uint8Array.of(0, 1, 1), indices: Int32Array.of(8, 3, 5) };

describe('checkedImages', () => {
  it('takes each image once', () => {
    expect(checkedImages([5, 8, 5], probe)).toEqual([5, 8]);
    expect(checkedImages([], probe)).toEqual([]);
  });

  it('names what is no image of the probe', () => {
    expect(() => checkedImages([8, 4, '3'], probe)).toThrow('2 of 3 are no images that the panels draw: 4, 3.');
    expect(() => checkedImages([1, 2, 4, 6, 7, 9], probe)).toThrow('6 of 6 are no images that the panels draw: 1, 2, 4, 6, 7 ….');
    expect(() => checkedImages(8, probe)).toThrow('no list');
  });
});

describe('confusionRows', () => {
  it('counts true classes in rows, predicted ones in columns', () => {
    expect(confusionRows([0, 0, 1, 2], [0, 1, 1, 0], 3)).toEqual([[1, 1, 0], [0, 1, 0], [1, 0, 0]]);
  });
});
