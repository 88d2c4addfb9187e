import { PlaygroundError } from '../errors.ts';
import { type DatasetEntry, type DatasetId, datasets, type FileRole } from './catalog.ts';
import type { Idx } from './formats/idx.ts';
import { indicesPerClass } from './split/perClass.ts';

/** Images of one size as bytes; a network sees (byte / 255 - mean) / std. */
export interface ImageForm {
  /** Pixels. */
  readonly height: number;
  /** Pixels. */
  readonly width: number;
  readonly channels: number;
  /** Mean of the training pixels scaled to 0..1. */
  readonly mean: number;
  /** Standard deviation of the training pixels scaled to 0..1. */
  readonly std: number;
}

/** Vectors of one length, as a frozen network made them of images; a network sees them as they are. */
export interface EmbeddingForm {
  readonly length: number;
}

/** What one example is. */
export type ExampleForm = ImageForm | EmbeddingForm;

/** N labelled examples. */
export interface Examples {
  /** [N, height, width, channels] uint8 for images, [N, variants, length] float32 for embeddings, row-major. */
  readonly values: Uint8Array | Float32Array;
  /** Embeddings of each example, such as those of an image and its mirror: training takes one of them at random each time. 1 where it is left out. */
  readonly variants?: number;
  /** [N], below the number of classes. */
  readonly labels: Uint8Array;
}

/** What a network learns from and is tested on, in memory. */
export interface Dataset {
  readonly id: DatasetId;
  readonly label: string;
  readonly classNames: readonly string[];
  readonly form: ExampleForm;
  readonly train: Examples;
  readonly test: Examples;
}

/** Whether these are images. */
export const isImageForm = (form: ExampleForm): form is ImageForm => 'height' in form;

/**
 * Mean and standard deviation of training pixels scaled to 0..1, as `ImageForm` has them. Images that are all one grey have a
 * deviation of 1, so that nothing is divided by zero.
 */
export function pixelStatistics(values: Uint8Array): { mean: number; std: number } {
  const counts = new Float64Array(256);
  for (let i = 0; i < values.length; i++) counts[values[i]!]!++;
  const mean = counts.reduce((sum, count, value) => sum + count * value, 0) / Math.max(1, values.length);
  const variance = counts.reduce((sum, count, value) => sum + count * (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean: mean / 255, std: variance === 0 ? 1 : Math.sqrt(variance) / 255 };
}

/** The parsed files of one data set. */
export type IdxByRole = Readonly<Partial<Record<FileRole, Idx>>>;

interface LabelledImages extends Examples {
  readonly values: Uint8Array;
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
  return { values: images.values, labels: labels.values };
}

function select({ values, labels }: LabelledImages, indices: readonly number[]): LabelledImages {
  const size = values.length / labels.length;
  const selected = new Uint8Array(indices.length * size);
  indices.forEach((from, to) => selected.set(values.subarray(from * size, (from + 1) * size), to * size));
  return { values: selected, labels: Uint8Array.from(indices, (index) => labels[index]!) };
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
  const entry: DatasetEntry = datasets.get(id);
  const { train, test } = parts.images
    ? splitPerClass(checkedPair(entry, parts, 'images', 'labels'))
    : {
        train: checkedPair(entry, parts, 'trainImages', 'trainLabels'),
        test: checkedPair(entry, parts, 'testImages', 'testLabels'),
      };
  const { label, classNames, height, width, channels, mean, std } = entry;
  return { id, label, classNames, form: { height, width, channels, mean, std }, train, test };
}
