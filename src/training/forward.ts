import { dispose } from '@tensorflow/tfjs-core';
import type { ExampleForm } from '../data/dataset.ts';
import { readTogether } from '../kernels/values/readTogether.ts';
import { uploaded } from './deviceDataset.ts';
import type { TrainingRun } from './step/run.ts';

/** What a run makes of one example. */
export interface ForwardPass {
  /** [D] */
  readonly features: Float32Array;
  /** [C] */
  readonly logits: Float32Array;
}

/**
 * What each run makes of one example that is in no data set, as the models are at the call.
 * @param values [height, width, channels] bytes, or [length] numbers of an embedding.
 * @throws PlaygroundError when it has another form than the runs were made for.
 */
export async function forwardOne(runs: readonly TrainingRun[], form: ExampleForm, values: Uint8Array | Float32Array): Promise<ForwardPass[]> {
  const examples = uploaded(form, { values, labels: Uint8Array.of(0) });
  const batch = examples.batch(Int32Array.of(0));
  const made = runs.map((run) => run.model.forward(batch.examples, null));
  const tensors = made.flatMap(({ features, logits }) => [features, logits]);
  try {
    const read = await readTogether(tensors);
    return runs.map((_, r) => ({ features: read[2 * r]!, logits: read[2 * r + 1]! }));
  } finally {
    dispose([batch.examples, batch.labels, ...tensors]);
    examples.dispose();
  }
}
