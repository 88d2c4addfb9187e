import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { classMeans } from '../../metrics/compactness.ts';
import { openBackend } from '../../training/backend/backend.ts';
import { embeddingExperiment, tinyEmbeddings } from '../../training/tinyDataset.ts';
import { Trainer } from '../../training/trainer.ts';
import { ask } from './ask.ts';
import { noveltyOf } from './novelty.ts';
import { suspicionsOf } from './suspicions.ts';

beforeAll(() => openBackend('cpu'));

const dataset = tinyEmbeddings(60);
const without = { ...embeddingExperiment, batchSize: 8, heldOut: [2] };
const always = () => true;

function trained(experiment = without): Trainer {
  const trainer = new Trainer(experiment, dataset);
  trainer.advance(60);
  return trainer;
}

/** The share of pairs in which the stranger's number is the larger. */
const byPairs = (known: readonly number[], strangers: readonly number[]) =>
  strangers.flatMap((stranger) => known.map((one): number => (stranger > one ? 1 : stranger === one ? 0.5 : 0))).reduce((a, b) => a + b) / (known.length * strangers.length);

const isStranger = (_: unknown, i: number) => dataset.test.labels[i] === 2;
const isKnown = (_: unknown, i: number) => dataset.test.labels[i] !== 2;

describe('strangers', () => {
  it('are told by the distance to the means of the training images, and by the largest probability: as counting every pair says', async () => {
    const trainer = trained();
    const before = memory().numTensors;
    const found = (await noveltyOf(trainer, always))!;
    expect(found).toMatchObject({ step: 60, known: 6, strangers: 3 });
    const { evaluator } = trainer;
    const [train, test] = [await evaluator.measureAtRest(evaluator.training, true, always), await evaluator.measureAtRest(evaluator.everything, true, always)];
    for (const [r, { metrics, distance, probability }] of found.runs.entries()) {
      const { features, logits } = test![r]!;
      const means = classMeans(train![r]!.features, dataset.train.labels, 3, 16);
      const distances = Array.from({ length: 9 }, (_, i) => Math.fround(Math.min(...[0, 1].map((c) => Math.hypot(...Array.from({ length: 16 }, (__, d) => features[i * 16 + d]! - means[c * 16 + d]!))))));
      const largest = Array.from({ length: 9 }, (_, i) => -Math.abs(logits[3 * i]! - logits[3 * i + 1]!));
      expect(distance.area).toBeCloseTo(byPairs(distances.filter(isKnown), distances.filter(isStranger)), 6);
      expect(probability.area).toBeCloseTo(byPairs(largest.filter(isKnown), largest.filter(isStranger)), 6);
      expect(metrics).toEqual(test![r]!.metrics);
      expect(distance.curve).toHaveLength(65);
    }
    expect(memory().numTensors).toBe(before);
    expect(await noveltyOf(trainer, () => false)).toBeNull();
    trainer.dispose();
  });

  it('are asked of a training that leaves classes out, with images to test on of both kinds', async () => {
    const all = trained({ ...without, heldOut: [] });
    await expect(noveltyOf(all, always)).rejects.toThrow('All classes are trained, so there are no strangers.');
    all.dispose();
    const some = new Trainer(without, { ...dataset, test: { values: dataset.test.values.slice(0, 24), labels: Uint8Array.of(0, 1) } });
    await expect(noveltyOf(some, always)).rejects.toThrow('has no image to test on of the classes that are left out of training');
    some.dispose();
  });

  it('are no answer when a run is asked about an image, and no suspects', async () => {
    const trainer = trained();
    const { runs } = await ask(trainer, (dataset.test.values as Float32Array).slice(24, 36));
    for (const { probabilities, nearest, distances, threshold } of runs) {
      expect([probabilities[2], Number.isNaN(distances[2])]).toEqual([0, true]);
      expect(nearest).not.toBe(2);
      expect(Number.isFinite(threshold)).toBe(true);
    }
    await expect(suspicionsOf(trainer, 0, always)).rejects.toThrow('while classes are left out of training');
    trainer.dispose();
  });
});
