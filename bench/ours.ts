import { defaultExperiment, makeRun } from '../src/config/experiment.ts';
import { datasets } from '../src/data/catalog.ts';
import type { ModelId } from '../src/models/catalog.ts';
import { openBackend } from '../src/training/backend.ts';
import { Trainer } from '../src/training/trainer.ts';
import { syntheticDigits, timed, warmUpSteps } from './workload.ts';
import type { Contender } from './workload.ts';

/** The page's own trainer on WebGPU, `runs` runs in lock-step, its steps recorded and replayed or each queued through tfjs. */
export async function ours({ batch, runs, capture, model = 'small-cnn' }: { batch: number; runs: 1 | 2; capture: boolean; model?: ModelId }): Promise<Contender> {
  const { idle } = await openBackend('webgpu');
  const start = performance.now();
  const { pixels, labels } = syntheticDigits(4 * batch);
  const images = { trainImages: pixels, trainLabels: labels, testImages: pixels, testLabels: labels };
  const experiment = { ...defaultExperiment, model, batchSize: batch, runs: [makeRun('center', 0.1), makeRun('softmax', 0)].slice(0, runs) };
  const trainer = new Trainer(experiment, { id: 'mnist-10k', ...datasets['mnist-10k'], ...images, origin: 'embedded' }, { capture });
  await trainer.prepare(() => undefined);
  trainer.advance();
  await idle();
  const firstStepMs = performance.now() - start;
  for (let i = 1; i < warmUpSteps; i++) trainer.advance();
  return {
    firstStepMs,
    async round(steps) {
      const round = await timed(steps, () => trainer.advance(), idle);
      await trainer.readLosses();
      return round;
    },
    dispose: () => trainer.dispose(),
  };
}
