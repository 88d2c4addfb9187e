import type { Weights } from '../data/sources/weights.ts';
import { readTogether } from '../kernels/values/readTogether.ts';
import type { TrainingRun } from './step/run.ts';

/** All that a run has learned, as it is at the call (`TrainingRun.learned`), float32, row-major, with memory of its own. */
export async function learnedBy(run: TrainingRun): Promise<Weights> {
  const { learned } = run;
  const values = await readTogether(learned.map(([, held]) => held));
  return new Map(learned.map(([name, { shape }], k) => [name, { shape: [...shape], values: values[k]! }]));
}
