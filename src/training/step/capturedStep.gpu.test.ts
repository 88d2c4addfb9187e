import { add, memory, mul, scalar, tidy, variable } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment, makeRun } from '../../config/experiment.ts';
import type { Experiment } from '../../config/schema.ts';
import { LiveScalar } from '../../kernels/values/liveScalar.ts';
import { activeWebGPU, deviceOf } from '../../kernels/device/dispatch.ts';
import { relativeError } from '../../kernels/device/comparison.ts';
import { setTileMode, tileModeOf, tileTierOf } from '../../kernels/device/tileMode.ts';
import { openBackend } from '../backend/backend.ts';
import { CapturedStep } from './capturedStep.ts';
import { embeddingExperiment, tinyDataset, tinyEmbeddings } from '../tinyDataset.ts';
import { Trainer } from '../trainer.ts';
import type { LossValues } from '../trainer.ts';

const dataset = tinyDataset({ side: 8, trainCount: 58 });
/** Epochs of 7 steps, 2 images left over. */
const experiment: Experiment = { ...defaultExperiment, batchSize: 8, learningRate: 0.002 };
/** The larger network, with fewer images: epochs of 2 steps. */
const large: Experiment = { ...experiment, model: 'lenet++', batchSize: 2, runs: [makeRun('Softmax + center', 0.1)] };
const largeDataset = tinyDataset({ side: 8, trainCount: 5 });

/** tfjs's own count of device memory: `numBytesInGPU` holds the buffers in use, the recording's included. */
function held() {
  const { numTensors, numBytesInGPU, numBytesAllocatedInGPU } = memory() as ReturnType<typeof memory> & { numBytesInGPU: number; numBytesAllocatedInGPU: number };
  return { numTensors, numBytesInGPU, numBytesAllocatedInGPU };
}

/** Losses of five legs of training; before each but the first something changes live. `advance` takes the steps of a leg. */
async function losses(trainer: Trainer, legSteps: number, advance: (trainer: Trainer, steps: number) => void): Promise<(readonly LossValues[])[]> {
  const last = trainer.runs.length - 1;
  const changes = [
    () => undefined,
    () => trainer.change({ kind: 'term', loss: 'center', runs: [last], weight: 0.7, on: true }),
    () => trainer.change({ kind: 'rates', learningRate: 0.001, centerRate: 0.5 }),
    () => trainer.change({ kind: 'rates', learningRate: 0.001, centerRate: 0.05 }),
    () => trainer.change({ kind: 'term', loss: 'center', runs: [last], weight: 0.7, on: false }),
  ];
  await trainer.prepare(() => undefined);
  await trainer.tune();
  for (const change of changes) {
    change();
    advance(trainer, legSteps);
  }
  return [...(await trainer.readLosses()).trace.losses];
}

const oneByOne = (trainer: Trainer, steps: number) => Array.from({ length: steps }).forEach(() => trainer.advance());
const joined = (trainer: Trainer, steps: number) => trainer.advance(steps);

let software: boolean;
beforeAll(async () => {
  const { adapter, ...opened } = await openBackend('webgpu');
  software = opened.software;
  console.info(`WebGPU adapter: ${adapter}${software ? ' (software)' : ''}`);
});

describe('a captured step', () => {
  it.each([
    { chosen: { ...experiment, optimizer: 'adam' }, set: dataset, legSteps: 10 },
    { chosen: { ...experiment, optimizer: 'sgd' }, set: dataset, legSteps: 10 },
    { chosen: { ...large, optimizer: 'adam' }, set: largeDataset, legSteps: 3 },
    { chosen: { ...large, optimizer: 'sgd' }, set: largeDataset, legSteps: 3 },
    { chosen: { ...embeddingExperiment, batchSize: 4 }, set: tinyEmbeddings(14), legSteps: 10 },
  ] as const)('trains $chosen.model with $chosen.optimizer to the bit as ordinary steps do, through epochs and live changes', async ({ chosen, set, legSteps }) => {
    const ordinary = new Trainer(chosen, set, { capture: false });
    const expected = await losses(ordinary, legSteps, oneByOne);
    expect(ordinary.captureState).toEqual({ ordinary: 'Capturing is switched off.' });
    expect(expected).toHaveLength(5 * legSteps);
    expect(expected.flat().flatMap((values) => Object.values(values)).every(Number.isFinite)).toBe(true);
    ordinary.dispose();
    for (const advance of [oneByOne, joined]) {
      const captured = new Trainer(chosen, set);
      expect(await losses(captured, legSteps, advance)).toEqual(expected);
      expect(captured.captureState).toBe('captured');
      captured.dispose();
    }
  });

  // Only software adapters start on quick programs. A GPU fuses products and sums as each program suits it.
  it('trains to the bit the same through the change from quick programs to full ones, on a GPU the same but for rounding', async () => {
    const device = deviceOf(activeWebGPU()!);
    setTileMode(device, { ...tileModeOf(device), family: 'registers' }, { tiered: true });
    const other = tinyDataset({ side: 12, trainCount: 58 });
    const [first, second] = [new Trainer(experiment, other), new Trainer(experiment, other)];
    await first.prepare(() => undefined);
    expect(tileTierOf(device)).toBe('quick');
    first.advance(5);
    expect(first.captureState).toBe('captured');
    await first.tune(() => false);
    expect(tileTierOf(device)).toBe('quick');
    await first.tune();
    expect(tileTierOf(device)).toBe('full');
    first.advance(5);
    expect(first.captureState).toBe('captured');
    await second.prepare(() => undefined);
    second.advance(10);
    const [changed, straight] = await Promise.all([first, second].map(async (trainer) => [...(await trainer.readLosses()).trace.losses].flat().flatMap((values) => Object.values(values))));
    expect(changed).toHaveLength(straight!.length);
    expect(relativeError(changed!, straight!)).toBeLessThanOrEqual(software ? 0 : 1e-3);
    [first, second].forEach((trainer) => trainer.dispose());
  });

  it('keeps tensors and device memory flat over 200 replays, and gives everything back', async () => {
    const before = held();
    const trainer = new Trainer(experiment, dataset);
    expect(trainer.stepsPerEpoch).toBe(7);
    trainer.advance(10);
    await trainer.readLosses();
    const early = held();
    const reported = trainer.memory();
    expect(trainer.captureState).toBe('captured');
    expect(reported.bytes).toBeGreaterThan(memory().numBytes);
    for (let round = 0; round < 4; round++) {
      for (let step = 0; step < 50; step++) trainer.advance();
      await trainer.readLosses();
    }
    expect(trainer.step).toBe(210);
    expect(held()).toEqual(early);
    expect(trainer.memory()).toEqual(reported);
    trainer.dispose();
    const { numTensors, numBytesInGPU } = held();
    expect({ numTensors, numBytesInGPU }).toEqual({ numTensors: before.numTensors, numBytesInGPU: before.numBytesInGPU });
  });

  it('shows its current weights and centers to evaluations between replays', async () => {
    const [ordinary, captured] = [new Trainer(experiment, dataset, { capture: false }), new Trainer(experiment, dataset)];
    const measure = async (trainer: Trainer) => {
      trainer.advance(4);
      return trainer.evaluator.measure(trainer.evaluator.probe, true);
    };
    const [first, second] = [await measure(captured), await measure(captured)];
    expect(captured.captureState).toBe('captured');
    expect(first).toEqual(await measure(ordinary));
    expect(second).toEqual(await measure(ordinary));
    expect(second![0]!.features).not.toEqual(first![0]!.features);
    [ordinary, captured].forEach((trainer) => trainer.dispose());
  });

  it('is recorded anew when a parameter has got another buffer', async () => {
    const [ordinary, captured] = [new Trainer(experiment, dataset, { capture: false }), new Trainer(experiment, dataset)];
    for (const trainer of [ordinary, captured]) {
      trainer.advance(3);
      const [parameter] = trainer.runs[0]!.model.parameters;
      tidy(() => parameter!.assign(mul(parameter!, 0.5)));
      trainer.advance(3);
    }
    expect((await captured.readLosses()).trace.losses).toEqual((await ordinary.readLosses()).trace.losses);
    expect(captured.captureState).toBe('captured');
    [ordinary, captured].forEach((trainer) => trainer.dispose());
  });

  it('goes on with ordinary steps and says why when a step cannot be recorded', async () => {
    const counter = tidy(() => variable(scalar(0), false));
    const rate = new LiveScalar(1);
    const step = new CapturedStep(() => {
      rate.set(rate.value + 1);
      counter.assign(add(counter, rate.tensor));
    }, true);
    step.run(1);
    expect(step.state).toBe('pending');
    step.run(3);
    expect(step.state).toEqual({ ordinary: 'The step cannot be recorded: it uploads values.' });
    expect([...(await counter.data())]).toEqual([2 + 4 + 5 + 6]);
    step.dispose();
    rate.dispose();
    counter.dispose();
  });
});
