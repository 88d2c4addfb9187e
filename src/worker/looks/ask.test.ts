import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { openBackend } from '../../training/backend/backend.ts';
import { embeddingExperiment, tinyDataset, tinyEmbeddings } from '../../training/tinyDataset.ts';
import { Trainer } from '../../training/trainer.ts';
import { ask } from './ask.ts';

beforeAll(() => openBackend('cpu'));

describe('ask', () => {
  it('says of an image of a class what the runs say of that class, and of one far from all that it is none', async () => {
    const dataset = tinyEmbeddings(60);
    const trainer = new Trainer({ ...embeddingExperiment, batchSize: 10 }, dataset);
    trainer.advance(150);
    const before = memory().numTensors;
    const known = await ask(trainer, (dataset.test.values as Float32Array).slice(0, 12));
    expect(known).toMatchObject({ step: 150, errorRate: 0.05 });
    for (const { probabilities, nearest, distances, threshold, features } of known.runs) {
      expect(features).toHaveLength(16);
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect([probabilities.indexOf(Math.max(...probabilities)), nearest]).toEqual([0, 0]);
      expect(distances[0]!).toBeLessThanOrEqual(threshold);
    }
    const strange = await ask(trainer, Float32Array.from({ length: 12 }, (_, k) => (k % 2 ? -3 : 3)));
    for (const { distances, nearest, threshold } of strange.runs) expect(distances[nearest]!).toBeGreaterThan(threshold);
    expect(memory().numTensors).toBe(before);
    trainer.dispose();
  });

  it('takes images as bytes, and refuses another form', async () => {
    const trainer = new Trainer({ ...defaultExperiment, batchSize: 8 }, tinyDataset({ side: 8, trainCount: 20 }));
    const { runs } = await ask(trainer, new Uint8Array(64).fill(9));
    expect(runs.map(({ probabilities }) => probabilities.length)).toEqual([10, 10]);
    await expect(ask(trainer, new Uint8Array(63))).rejects.toThrow(/63/);
    trainer.dispose();
  });
});
