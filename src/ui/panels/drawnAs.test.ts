import { describe, expect, it } from 'vitest';
import { drawnAs } from './drawnAs.ts';

describe('drawnAs', () => {
  it('says how many features are drawn by what, and nothing where they are drawn as they are', () => {
    expect(drawnAs({ dimension: 64, projection: 'pca' })).toBe('64 features drawn in the plane by PCA');
    expect(drawnAs({ dimension: 2, projection: 'pca' })).toBe('2 features drawn in the plane by PCA');
    expect(drawnAs({ dimension: 3, projection: 'space' })).toBe('3 features drawn by PCA in space');
    expect(drawnAs({ dimension: 2, projection: 'identity' })).toBeNull();
  });
});
