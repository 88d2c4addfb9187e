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
 * What each run makes of N examples that are in no data set, as the models are at the call: one list of runs per example.
 * @param values [N, height, width, channels] bytes, or [N, length] numbers of embeddings.
 * @throws PlaygroundError when they have another form than the runs were made for.
 */
export async function forwardEach(runs: readonly TrainingRun[], form: ExampleForm, values: Uint8Array | Float32Array, count: number): Promise<ForwardPass[][]> {
  const examples = uploaded(form, { values, labels: new Uint8Array(count) });
  const batch = examples.batch(Int32Array.from({ length: count }, (_, i) => i));
  const made = runs.map((run) => run.model.forward(batch.examples, null));
  const tensors = made.flatMap(({ features, logits }) => [features, logits]);
  try {
    const read = await readTogether(tensors);
    const row = (k: number, i: number) => read[k]!.slice((i * read[k]!.length) / count, ((i + 1) * read[k]!.length) / count);
    return Array.from({ length: count }, (_, i) => runs.map((_run, r) => ({ features: row(2 * r, i), logits: row(2 * r + 1, i) })));
  } finally {
    dispose([batch.examples, batch.labels, ...tensors]);
    examples.dispose();
  }
}

/**
 * What each run makes of one such example.
 * @param values [height, width, channels] bytes, or [length] numbers of an embedding.
 */
export async function forwardOne(runs: readonly TrainingRun[], form: ExampleForm, values: Uint8Array | Float32Array): Promise<ForwardPass[]> {
  return (await forwardEach(runs, form, values, 1))[0]!;
}
