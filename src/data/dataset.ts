import { PlaygroundError } from '../errors.ts';
import { type DatasetEntry, type DatasetId, datasets, type FileRole } from './catalog.ts';
import type { Idx } from './idx.ts';
import { indicesPerClass } from './perClass.ts';

/** A data set in memory. Images are [N, height, width, channels] uint8, row-major; labels [N] uint8 below `classNames.length`. */
export interface Dataset {
  readonly id: DatasetId;
  readonly label: string;
  readonly classNames: readonly string[];
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Mean of the training pixels scaled to 0..1. */
  readonly mean: number;
  /** Standard deviation of the training pixels scaled to 0..1. */
  readonly std: number;
  readonly trainImages: Uint8Array;
  readonly trainLabels: Uint8Array;
  readonly testImages: Uint8Array;
  readonly testLabels: Uint8Array;
}

/** The parsed files of one data set. */
export type IdxByRole = Readonly<Partial<Record<FileRole, Idx>>>;

interface LabelledImages {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

const wrongFiles = 'Use the original four files of the data set, or fetch them with "npm run data".';

function checkedPair(entry: DatasetEntry, parts: IdxByRole, imagesRole: FileRole, labelsRole: FileRole): LabelledImages {
  const images = parts[imagesRole];
  const labels = parts[labelsRole];
  if (!images || !labels) throw new PlaygroundError(`${entry.label} needs both ${imagesRole} and ${labelsRole}.`, wrongFiles);
  const [count, height, width] = images.dimensions;
  if (height !== entry.height || width !== entry.width) {
    const shape = images.dimensions.join(' x ');
    throw new PlaygroundError(`${imagesRole} of ${entry.label} are ${shape}, expected N x ${entry.height} x ${entry.width}.`, wrongFiles);
  }
  if (labels.dimensions.length !== 1 || labels.dimensions[0] !== count) {
    const shape = labels.dimensions.join(' x ');
    throw new PlaygroundError(`${entry.label} has ${count} ${imagesRole} but ${shape} ${labelsRole}.`, wrongFiles);
  }
  const stray = labels.values.findIndex((label) => label >= entry.classNames.length);
  if (stray >= 0) {
    throw new PlaygroundError(
      `${labelsRole} of ${entry.label} hold ${labels.values[stray]} at position ${stray}, expected 0 to ${entry.classNames.length - 1}.`,
      wrongFiles,
    );
  }
  return { images: images.values, labels: labels.values };
}

function select({ images, labels }: LabelledImages, indices: readonly number[]): LabelledImages {
  const size = images.length / labels.length;
  const selected = new Uint8Array(indices.length * size);
  indices.forEach((from, to) => selected.set(images.subarray(from * size, (from + 1) * size), to * size));
  return { images: selected, labels: Uint8Array.from(indices, (index) => labels[index]!) };
}

/** Splits one set: of each class, in file order, the first floor(4/5 n) images train and the rest test. */
function splitPerClass(all: LabelledImages): { train: LabelledImages; test: LabelledImages } {
  const perClass = indicesPerClass(all.labels).map((indices) => ({ indices, cut: Math.floor((4 * indices.length) / 5) }));
  return {
    train: select(all, perClass.flatMap(({ indices, cut }) => indices.slice(0, cut))),
    test: select(all, perClass.flatMap(({ indices, cut }) => indices.slice(cut))),
  };
}

/**
 * Puts a data set together from its parsed files: `trainImages`, `trainLabels`, `testImages` and `testLabels`, or `images` and
 * `labels`, which are split per class in file order (first floor(4/5) train, the rest test).
 * @throws PlaygroundError for a missing part, another image size, counts that do not match and a label out of range.
 */
export function assembleDataset(id: DatasetId, parts: IdxByRole): Dataset {
  const entry: DatasetEntry = datasets[id];
  const { train, test } = parts.images
    ? splitPerClass(checkedPair(entry, parts, 'images', 'labels'))
    : {
        train: checkedPair(entry, parts, 'trainImages', 'trainLabels'),
        test: checkedPair(entry, parts, 'testImages', 'testLabels'),
      };
  const { label, classNames, height, width, channels, mean, std } = entry;
  return {
    id,
    label,
    classNames,
    height,
    width,
    channels,
    mean,
    std,
    trainImages: train.images,
    trainLabels: train.labels,
    testImages: test.images,
    testLabels: test.labels,
  };
}
