import { defaultExperiment, runOf, makeTerm } from '../config/experiment.ts';
import type { Experiment } from '../config/schema.ts';
import { datasets } from '../data/catalog.ts';
import type { Dataset } from '../data/dataset.ts';
import { createRandom } from '../random.ts';

/** Tests only: noisy images of ten classes, in turn, `side` pixels high and wide; bytes are seeded by `stream`. */
function noisyStripes(count: number, side: number, stream: string): { values: Uint8Array; labels: Uint8Array } {
  const random = createRandom(1, stream);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const values = Uint8Array.from({ length: count * side ** 2 }, (_, k) => {
    const row = Math.floor((k % side ** 2) / side);
    return (row % 10 === labels[Math.floor(k / side ** 2)] ? 200 : 0) + random.integer(50);
  });
  return { values, labels };
}

/** Tests only: a data set small enough for a few dozen training steps on a software adapter. */
export function tinyDataset({ side, trainCount, testCount = 20 }: { side: number; trainCount: number; testCount?: number }): Dataset {
  const { label, classNames, channels, mean, std } = datasets.get('mnist-10k');
  return {
    id: 'mnist-10k',
    label,
    classNames,
    form: { height: side, width: side, channels, mean, std },
    train: noisyStripes(trainCount, side, 'train'),
    test: noisyStripes(testCount, side, 'test'),
  };
}

/** Tests only: embeddings of 12 numbers in two variants, around one place for each of three classes in turn. */
export function tinyEmbeddings(trainCount: number): Dataset {
  const [length, variants] = [12, 2];
  const examples = (count: number, versions: number) => {
    const random = createRandom(1, `embeddings/${versions}`);
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
    const values = Float32Array.from({ length: count * versions * length }, (_, k) => Number(k % 3 === labels[Math.floor(k / (versions * length))]!) + random.uniform(0, 0.2));
    return { values, labels, variants: versions };
  };
  return { id: 'mnist-10k', label: 'Embeddings', classNames: ['a', 'b', 'c'], form: { length }, train: examples(trainCount, variants), test: examples(9, 1) };
}

/** Tests only: what suits embeddings: one dense layer to 16 features, a head with bias. */
export const embeddingExperiment: Experiment = {
  ...defaultExperiment,
  model: 'direct',
  dimension: 16,
  projection: 'pca',
  optimizer: 'sgd-no-decay',
  learningRate: 0.01,
  runs: [runOf('Softmax', [], 'softmax'), runOf('Softmax + center', [makeTerm('center', 0.01)], 'center')].map((run) => ({ ...run, head: 'linear-bias' })),
};
