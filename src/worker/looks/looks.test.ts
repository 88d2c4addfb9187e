import { beforeAll, describe, expect, it } from 'vitest';
import { embeddingExperiment, tinyDataset } from '../../training/tinyDataset.ts';
import { openBackend } from '../../training/backend/backend.ts';
import { Trainer } from '../../training/trainer.ts';
import { undisturbed } from './turns.ts';
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

describe('placed', () => {
  beforeAll(() => openBackend('cpu'));

  it.each(['pca', 'tsne'])('is where the picture by %s has the same image, told by the spreads of the last snapshot', async (projection) => {
    const dataset = tinyDataset({ side: 8, trainCount: 40, testCount: 60 });
    const trainer = new Trainer({ ...embeddingExperiment, dimension: 5, projection, batchSize: 10 }, dataset);
    const looks = new Looks();
    const { snapshot } = await looks.snapshot(trainer);
    const { indices } = trainer.evaluator.probe;
    const image = (dataset.test.values as Uint8Array).slice(64 * indices[3]!, 64 * (indices[3]! + 1));
    const [answer] = await looks.placed(trainer, image, 1);
    answer!.runs.forEach(({ place, features }, r) => {
      expect(features).toHaveLength(5);
      const { points } = snapshot.runs[r]!;
      const radius = Math.max(...points.map(Math.abs));
      // By t-SNE it lies among its neighbours, close by.
      expect(Math.hypot(place[0]! - points[6]!, place[1]! - points[7]!) / radius).toBeLessThan(projection === 'pca' ? 1e-3 : 0.5);
    });
    trainer.advance(2);
    const before = answer!.runs[0]!.threshold;
    expect((await looks.placed(trainer, image, 1))[0]).toMatchObject({ step: 2, runs: [{ threshold: before }, {}] });
    await looks.draw(await looks.measure(trainer), undisturbed);
    expect((await looks.placed(trainer, image, 1))[0]!.runs[0]!.threshold).not.toBe(before);
    trainer.dispose();
  });
});
