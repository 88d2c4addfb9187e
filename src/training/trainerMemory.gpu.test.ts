import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../config/experiment.ts';
import { activeWebGPU, deviceOf } from '../kernels/device/dispatch.ts';
import { bytesHeld, releaseFreeBuffers } from '../kernels/device/freeBuffers.ts';
import { openBackend } from './backend/backend.ts';
import { DeviceDataset } from './deviceDataset.ts';
import { tinyDataset } from './tinyDataset.ts';
import { Trainer } from './trainer.ts';

const dataset = tinyDataset({ side: 8, trainCount: 58, testCount: 1300 });
const experiment = { ...defaultExperiment, batchSize: 8 };

let device: GPUDevice;
beforeAll(async () => {
  await openBackend('webgpu');
  device = deviceOf(activeWebGPU()!);
});
beforeEach(() => releaseFreeBuffers());

/** Bytes of buffers made and not destroyed on a device since the call. */
function countedBytes(on: GPUDevice): () => number {
  let bytes = 0;
  const create = on.createBuffer.bind(on);
  vi.spyOn(on, 'createBuffer').mockImplementation((descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    let held = buffer.size;
    bytes += held;
    buffer.destroy = () => {
      bytes -= held;
      held = 0;
      return destroy();
    };
    return buffer;
  });
  return () => bytes;
}

describe('memory on WebGPU', () => {
  it('is as before after twenty set-ups of different sizes, by the count of tfjs and by that of buffers made', async () => {
    const images = new DeviceDataset(dataset);
    const before = { held: bytesHeld(), tensors: memory().numTensors };
    const counted = countedBytes(device);
    for (let batchSize = 1; batchSize <= 20; batchSize++) {
      const trainer = new Trainer({ ...experiment, batchSize }, batchSize % 2 === 0 ? images : dataset);
      trainer.advance(3);
      await Promise.all([trainer.readLosses(), trainer.evaluator.measure(trainer.evaluator.probe, true), trainer.checkpoint()]);
      expect(trainer.memory().bytes - before.held).toBe(counted());
      trainer.dispose();
      expect({ held: bytesHeld(), tensors: memory().numTensors }).toEqual(before);
      expect(counted()).toBe(0);
    }
    vi.restoreAllMocks();
    images.dispose();
  });

  it('holds the images once for all trainings on a data set', async () => {
    const images = new DeviceDataset(dataset);
    const upload = vi.spyOn(device, 'createBuffer');
    const ofImages = () => upload.mock.calls.filter(([{ size }]) => size === dataset.test.values.length).length;
    const trainers = [new Trainer(experiment, images), new Trainer({ ...experiment, seed: 2 }, images)];
    for (const trainer of trainers) trainer.advance(2);
    expect(ofImages()).toBe(0);
    trainers[0]!.dispose();
    trainers[1]!.advance(2);
    const shared = await trainers[1]!.readLosses();
    const alone = new Trainer({ ...experiment, seed: 2 }, dataset);
    expect(ofImages()).toBeGreaterThan(0);
    alone.advance(4);
    expect(shared).toEqual(await alone.readLosses());
    vi.restoreAllMocks();
    [trainers[1]!, alone, images].forEach((held) => held.dispose());
  });
});

describe('reads of a measurement', () => {
  const reads = () => vi.spyOn(GPUBuffer.prototype, 'mapAsync');

  it('are one for a snapshot, also while training goes on, and few for the whole test set', async () => {
    const trainer = new Trainer(experiment, dataset);
    const { everything, probe } = trainer.evaluator;
    trainer.advance(4);
    const counter = reads();
    const measuring = trainer.evaluator.measure(probe, true);
    trainer.advance(4);
    const [then] = await Promise.all([measuring, trainer.readLosses()]);
    expect(counter).toHaveBeenCalledTimes(2);
    counter.mockClear();
    const asked: number[] = [];
    const all = await trainer.evaluator.measureAtRest(everything, true, () => asked.push(0) > 0);
    expect(asked).toHaveLength(6);
    expect(counter.mock.calls.length).toBeLessThan(6);
    const now = await trainer.evaluator.measure(everything, true);
    expect(all).toEqual(now);
    const again = new Trainer(experiment, dataset);
    again.advance(4);
    expect(await again.evaluator.measure(probe, true)).toEqual(then);
    vi.restoreAllMocks();
    [trainer, again].forEach((held) => held.dispose());
  });

  it('end when told to, and leave nothing', async () => {
    const trainer = new Trainer(experiment, dataset);
    trainer.advance(2);
    const before = memory().numTensors;
    for (const most of [0, 1, 2, 5]) {
      let asked = 0;
      expect(await trainer.evaluator.measureAtRest(trainer.evaluator.everything, true, () => asked++ < most)).toBeNull();
      expect(memory().numTensors).toBe(before);
    }
    trainer.dispose();
  });
});
