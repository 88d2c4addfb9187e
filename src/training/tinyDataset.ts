import { datasets } from '../data/catalog.ts';
import type { Dataset } from '../data/dataset.ts';
import { createRandom } from '../random.ts';

/** Tests only: noisy images of ten classes, in turn, `side` pixels high and wide; bytes are seeded by `stream`. */
function noisyStripes(count: number, side: number, stream: string): { images: Uint8Array; labels: Uint8Array } {
  const random = createRandom(1, stream);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const images = Uint8Array.from({ length: count * side ** 2 }, (_, k) => {
    const row = Math.floor((k % side ** 2) / side);
    return (row % 10 === labels[Math.floor(k / side ** 2)] ? 200 : 0) + random.integer(50);
  });
  return { images, labels };
}

/** Tests only: a data set small enough for a few dozen training steps on a software adapter. */
export function tinyDataset({ side, trainCount, testCount = 20 }: { side: number; trainCount: number; testCount?: number }): Dataset {
  const { label, classNames, channels, mean, std } = datasets['mnist-10k'];
  const [train, test] = [noisyStripes(trainCount, side, 'train'), noisyStripes(testCount, side, 'test')];
  return {
    id: 'mnist-10k',
    label,
    classNames,
    height: side,
    width: side,
    channels,
    mean,
    std,
    trainImages: train.images,
    trainLabels: train.labels,
    testImages: test.images,
    testLabels: test.labels,
  };
}
