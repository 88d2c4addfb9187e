import { defaultExperiment, makeRun } from '../../src/config/experiment.ts';
import { datasets } from '../../src/data/catalog.ts';
import type { ConvNetId } from '../../src/models/catalog.ts';
import { openBackend } from '../../src/training/backend/backend.ts';
import { stepsPerSubmission } from '../../src/training/loop/pace.ts';
import { Trainer } from '../../src/training/trainer.ts';
import { syntheticDigits, timed, warmUpSteps } from './workload.ts';
import type { Contender } from './workload.ts';

/** What to train and how. */
export interface OursOptions {
  readonly batch: number;
  readonly runs: 1 | 2;
  /** False queues every step through tfjs. */
  readonly capture: boolean;
  readonly model: ConvNetId;
  /** `measured`, or a mode by name (`TileMode`). */
  readonly tiles: string;
}

/** The page's own trainer on WebGPU over synthetic digits, its programs compiled. The caller disposes it. */
export async function benchTrainer({ batch, runs, capture, model, tiles }: OursOptions): Promise<{ trainer: Trainer; idle: () => Promise<void>; tiles: string | null }> {
  const { idle, tiles: used } = await openBackend('webgpu', tiles);
  const { pixels, labels } = syntheticDigits(4 * batch);
  const { label, classNames, height, width, channels, mean, std } = datasets.get('mnist-10k');
  const examples = { values: pixels, labels };
  const dataset = { id: 'mnist-10k', label, classNames, form: { height, width, channels, mean, std }, train: examples, test: examples };
  const experiment = { ...defaultExperiment, model, batchSize: batch, runs: [makeRun('center', 0.1, 'center'), makeRun('softmax', 0, 'softmax')].slice(0, runs) };
  const trainer = new Trainer(experiment, dataset, { capture });
  await trainer.prepare(() => undefined);
  return { trainer, idle, tiles: used };
}

/**
 * The page's own trainer, `runs` runs in lock-step, its steps recorded and replayed or each queued through tfjs. Its first step
 * is timed from asking for the adapter, trial of tiles and compiling included.
 */
export async function ours(options: OursOptions): Promise<Contender & { readonly tiles: string | null }> {
  const start = performance.now();
  const { trainer, idle, tiles } = await benchTrainer(options);
  trainer.advance();
  await idle();
  const firstStepMs = performance.now() - start;
  await trainer.tune();
  for (let i = 1; i < warmUpSteps; i++) trainer.advance();
  let atOnce = 1;
  return {
    firstStepMs,
    tiles,
    async round(steps) {
      const round = await timed(steps, (count) => trainer.advance(count), idle, atOnce);
      atOnce = stepsPerSubmission(round.wallMs);
      await trainer.readLosses();
      return round;
    },
    dispose: () => trainer.dispose(),
  };
}
