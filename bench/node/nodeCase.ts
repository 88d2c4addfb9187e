import type { Contender } from '../contenders/workload.ts';
import { defaultExperiment, makeRun } from '../../src/config/experiment.ts';
import { PlaygroundError } from '../../src/errors.ts';
import { openBackend } from '../../src/training/backend/backend.ts';
import type { BackendName } from '../../src/training/catalog.ts';
import type { CaptureState } from '../../src/training/step/capturedStep.ts';
import { tinyDataset } from '../../src/training/tinyDataset.ts';
import { Trainer } from '../../src/training/trainer.ts';

/** What five steps lost, cross-entropy and center loss in turn, and how the steps were run. */
export interface Outcome {
  readonly losses: readonly number[];
  readonly state: CaptureState;
}

/** Tests only: five steps with center loss, batches of 8, the steps recorded and replayed; then again with each queued. */
export async function trainTwice(backend: BackendName): Promise<{ captured: Outcome; queued: Outcome }> {
  await openBackend(backend);
  const experiment = { ...defaultExperiment, batchSize: 8, learningRate: 0.002, runs: [makeRun('Softmax + center', 0.1)] };
  const train = async (capture: boolean): Promise<Outcome> => {
    const trainer = new Trainer(experiment, tinyDataset({ side: 8, trainCount: 58 }), { capture });
    await trainer.prepare(() => undefined);
    for (let step = 0; step < 5; step++) trainer.advance();
    const { losses } = (await trainer.readLosses()).trace;
    const state = trainer.captureState;
    trainer.dispose();
    return { losses: losses.flat().flatMap((values) => Object.values(values)), state };
  };
  return { captured: await train(true), queued: await train(false) };
}

/** Tests only: a contender that trains nothing; a round of n steps "takes" n milliseconds. */
export const makeContender = (): Contender => ({ firstStepMs: 1, round: async (steps) => ({ wallMs: steps, hostMs: steps / 2 }), dispose: () => undefined });

/** Tests only. @throws PlaygroundError always */
export function refuse(): never {
  throw new PlaygroundError('The batch is too large.', 'Choose a smaller one.');
}

/** Tests only: is never done. */
export const never = () => new Promise<void>(() => {});

/** Tests only: ends the process it is called in. */
export const endProcess = () => process.exit(7);

/** Tests only: the id of the process it is called in. */
export const processId = () => process.pid;
