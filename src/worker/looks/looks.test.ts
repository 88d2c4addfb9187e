import { describe, expect, it } from 'vitest';
import type { Trainer } from '../../training/trainer.ts';
import { Looks } from './looks.ts';

const drawnBy = (projection: string) => ({ experiment: { projection } }) as unknown as Trainer;

describe('whileTraining', () => {
  it('is what the device affords at the first snapshot, as far as its projection keeps pace', () => {
    const [byPca, live] = [new Looks(), new Looks()];
    expect([2000, 250].map((affordable) => byPca.whileTraining(affordable, drawnBy('pca')))).toEqual([2000, 2000]);
    expect([2000, 250].map((affordable) => live.whileTraining(affordable, drawnBy('tsne')))).toEqual([750, 750]);
    expect(new Looks().whileTraining(626, drawnBy('tsne'))).toBe(626);
  });
});
