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
