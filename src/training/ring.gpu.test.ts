import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../config/experiment.ts';
import { changedExperiment } from '../config/validate.ts';
import { openBackend } from './backend/backend.ts';
import { tinyDataset } from './tinyDataset.ts';
import { Trainer } from './trainer.ts';

const dataset = tinyDataset({ side: 8, trainCount: 58 });
const steps = 12;
/** The default runs, and a third one under ring loss. */
const experiment = changedExperiment(defaultExperiment, {
  batchSize: 8,
  learningRate: 0.002,
  runs: [
    ...defaultExperiment.runs,
    { name: 'ring', objective: [{ loss: 'softmax', weight: 1, on: true, options: {} }, { loss: 'ring', weight: 1, on: true, options: { radius: 2 } }] },
  ],
});
const radius = 'runs/2/parameters/terms/ring/radius';

beforeAll(async () => void (await openBackend('webgpu')));

async function train(from: typeof experiment, capture: boolean) {
  const before = memory().numTensors;
  const trainer = new Trainer(from, dataset, { capture });
  await trainer.prepare(() => undefined);
  trainer.advance(steps);
  const [{ trace, fault }, { arrays }] = [await trainer.readLosses(), await trainer.checkpoint()];
  const { captureState } = trainer;
  trainer.dispose();
  expect(memory().numTensors).toBe(before);
  expect(fault).toBeNull();
  return { losses: trace.losses, arrays, captureState };
}

describe('a run under ring loss beside the default ones, on WebGPU', () => {
  it('trains by captured steps to the same bits as by ordinary ones, its radius too, and leaves the others as they are', async () => {
    const [ordinary, captured, without] = [await train(experiment, false), await train(experiment, true), await train({ ...experiment, runs: defaultExperiment.runs }, true)];
    expect(captured.captureState).toBe('captured');
    expect(captured.losses).toEqual(ordinary.losses);
    expect(captured.arrays).toEqual(ordinary.arrays);
    expect(captured.losses.map((runs) => runs.slice(0, 2))).toEqual(without.losses);

    const [first, last] = [captured.losses[0]![2]!, captured.losses[steps - 1]![2]!];
    expect(Object.keys(first)).toEqual(['softmax', 'ring', 'center']);
    expect(last['ring']).toBeLessThan(first['ring']!);
    // Features begin near the origin: the radius comes towards them, by at most Adam's rate a step.
    const [end] = captured.arrays[radius]!;
    expect(end).toBeLessThan(2 - 0.5 * steps * experiment.learningRate);
    expect(end).toBeGreaterThan(2 - 1.1 * steps * experiment.learningRate);
  });
});
