import { backend } from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { describe, expect, it } from 'vitest';
import { defaultExperiment, makeRun } from '../../config/experiment.ts';
import { Devices } from '../../worker/device/devices.ts';
import { tinyDataset } from '../tinyDataset.ts';
import { Trainer } from '../trainer.ts';
import { openBackend } from './backend.ts';

const experiment = { ...defaultExperiment, model: 'direct', batchSize: 8, runs: [makeRun('center', 0.1, 'center')] };
const dataset = tinyDataset({ side: 10, trainCount: 40 });

async function lossesOf(steps: number): Promise<unknown> {
  const trainer = new Trainer(experiment, dataset);
  await trainer.prepare(() => {});
  trainer.advance(steps);
  const { trace } = await trainer.readLosses();
  trainer.dispose();
  return trace.losses;
}

const loseContext = () => (backend() as MathBackendWebGL).gpgpu.gl.getExtension('WEBGL_lose_context')!.loseContext();

describe('WebGL', () => {
  it('is opened again on a new context where its own goes away, under work too, and computes the same', async () => {
    const told: string[] = [];
    const devices = new Devices(openBackend, (info) => told.push(info.backend), () => told.push('lost'));
    devices.wishFor('webgl', 'measured');
    const expected = await devices.on(() => lossesOf(3));
    let tries = 0;
    const again = await devices.on(async () => {
      if (tries++ > 0) return lossesOf(3);
      const cut = lossesOf(3);
      loseContext();
      return cut;
    });
    expect(again).toEqual(expected);
    expect([tries, told]).toEqual([2, ['webgl', 'lost', 'webgl']]);
  });
});
