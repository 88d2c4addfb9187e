import { memory, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { openBackend } from '../backend/backend.ts';
import { CapturedStep } from './capturedStep.ts';
import { tinyDataset } from '../tinyDataset.ts';
import { Trainer } from '../trainer.ts';

beforeAll(async () => void (await openBackend('cpu')));

describe('a step where nothing can be captured', () => {
  it('is run as often as asked for, and says why it is not captured', () => {
    const counter = { steps: 0 };
    const step = new CapturedStep(() => void counter.steps++, true);
    step.run(1);
    step.run(4);
    expect(counter.steps).toBe(5);
    expect(step.state).toEqual({ ordinary: 'Only WebGPU can replay recorded commands.' });
    expect(step.bytes).toBe(0);
    step.dispose();
  });

  it('trains the same one by one and several at a time, through an epoch, and leaks nothing', async () => {
    const before = memory().numTensors;
    const losses = async (strides: readonly number[]) => {
      const trainer = new Trainer({ ...defaultExperiment, batchSize: 4 }, tinyDataset({ side: 8, trainCount: 9 }));
      strides.forEach((steps) => trainer.advance(steps));
      const { losses: rows } = (await trainer.readLosses()).trace;
      expect(trainer.step).toBe(3);
      trainer.dispose();
      return rows;
    };
    expect(await losses([3])).toEqual(await losses([1, 1, 1]));
    expect(memory().numTensors).toBe(before);
  });

  it('refuses to queue more steps than the log can hold', () => {
    tidy(() => {
      const trainer = new Trainer({ ...defaultExperiment, batchSize: 4 }, tinyDataset({ side: 8, trainCount: 9 }));
      expect(() => trainer.advance(2049)).toThrow('2049 steps would be unread; the log holds 2048.');
      expect(trainer.step).toBe(0);
      trainer.dispose();
    });
  });
});
