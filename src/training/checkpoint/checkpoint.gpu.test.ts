import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWebGPU } from '../../kernels/device/webgpuBackend.ts';
import { openBackend } from '../backend/backend.ts';
import { Trainer } from '../trainer.ts';
import { asIs, checkpointCases, differences, firstPart, inOneGo, lossDistance, secondPart } from './cases.ts';
import type { Stump } from './cases.ts';
import { decodeCheckpoint } from './checkpoint.ts';

let device: GPUDevice;
const renewDevice = async () => {
  device?.destroy();
  ({ device } = await openWebGPU());
};

beforeAll(renewDevice);

describe('a training on WebGPU', () => {
  it.each(['small-cnn', 'lenet++'])('of %s goes on from its checkpoint on a new device to the bit, ordinary and captured, with each optimizer', async (model) => {
    const [first, second] = model === 'lenet++' ? ([3, 2] as const) : ([20, 30] as const);
    const cases = checkpointCases.filter(({ experiment }) => experiment.model === model).flatMap((given) => [true, false].map((capture) => ({ ...given, capture })));
    expect(cases).toHaveLength(4);
    const stumps: Stump[] = [];
    for (const { experiment, dataset, capture } of cases) stumps.push(await firstPart(experiment, dataset, first, capture));
    await renewDevice();
    for (const [i, { experiment, dataset, capture }] of cases.entries()) {
      const expected = await inOneGo(experiment, dataset, [first, second], !capture);
      const course = await secondPart(stumps[i]!, dataset, second, capture);
      expect(course.losses).toEqual(expected.losses);
      expect(differences(course.end, expected.end)).toEqual([]);
    }
  });

  it.each(checkpointCases)('of $experiment.model with $experiment.optimizer has the same checkpoint on the CPU, to the bit', async ({ experiment, dataset }) => {
    const { file } = await firstPart(experiment, dataset, 2, false);
    for (const backend of ['cpu', 'webgpu']) {
      await setBackend(backend);
      const trainer = new Trainer(experiment, dataset);
      trainer.restore(decodeCheckpoint(file, asIs));
      expect(trainer.step).toBe(2);
      const { arrays } = await trainer.checkpoint();
      expect(differences({ ...decodeCheckpoint(file, asIs), arrays }, decodeCheckpoint(file, asIs))).toEqual([]);
      trainer.dispose();
    }
  });

  it('goes on on the CPU, and one of the CPU here, with losses as near as the backends are', async () => {
    const [{ experiment, dataset }] = checkpointCases as [(typeof checkpointCases)[number]];
    const gpu = await inOneGo(experiment, dataset, [6, 4], true);
    const ofGpu = await firstPart(experiment, dataset, 6, true);
    await openBackend('cpu');
    const toCpu = await secondPart(ofGpu, dataset, 4, true);
    const ofCpu = await firstPart(experiment, dataset, 6, true);
    await openBackend('webgpu', 'registers');
    const toGpu = await secondPart(ofCpu, dataset, 4, true);
    expect(lossDistance(gpu, toCpu)).toBeLessThan(1e-5);
    expect(lossDistance(gpu, toGpu)).toBeLessThan(1e-5);
    expect(differences(toCpu.end, gpu.end)).not.toEqual([]);
  });
});
