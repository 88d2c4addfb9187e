import { PlaygroundError } from '../../errors.ts';
import { mostUnpackedBytes } from '../catalog.ts';
import { inNaturalOrder, requireClasses } from '../classNames.ts';
import type { Examples } from '../dataset.ts';
import type { Skipped } from '../files/entry.ts';
import { type Bytes, formatted } from '../formats/bytes.ts';

/** Examples that are small images. */
export interface PackedExamples extends Examples {
  /** [N, height, width, channels], row-major. */
  readonly values: Bytes;
}

/** Size of images in pixels. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  /** 1 grey, 3 red, green and blue. */
  readonly channels: number;
}

/** A person's small images, ready to be learned. */
export interface PackedCollection extends ImageShape {
  readonly kind: 'packed';
  /** In natural order: "2" before "10". Those that have images, by name or number. */
  readonly classes: readonly string[];
  readonly train: PackedExamples;
  /** Null where the files have no split: `train` is all, to be split (`split.ts`). */
  readonly test: PackedExamples | null;
  /** The files look like EMNIST's, which hold rows as columns: letters lie on their side until `uprighted`. */
  readonly transposed: boolean;
  readonly skipped: readonly Skipped[];
  /** What a person should know of how the files were read, in whole sentences. */
  readonly notes: readonly string[];
}

/** Images with the class of each by its name. */
export interface NamedImages {
  /** [N, height, width, channels] */
  readonly values: Bytes;
  /** [N] */
  readonly classNames: readonly string[];
}

/** What is said of a collection beside its images. */
export interface Remarks {
  readonly skipped: readonly Skipped[];
  readonly notes?: readonly string[];
  readonly transposed?: boolean;
}

/** Joins images of one size. */
export function joinedImages(a: NamedImages, b: NamedImages): NamedImages {
  const values = new Uint8Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { values, classNames: [...a.classNames, ...b.classNames] };
}

/**
 * Orders the classes and gives their numbers to images.
 * @param what names the files in messages.
 * @throws PlaygroundError for one class, more than 200 classes, and more bytes than are read.
 */
export function packedCollection(what: string, shape: ImageShape, parts: { train: NamedImages; test: NamedImages | null }, { skipped, notes = [], transposed = false }: Remarks): PackedCollection {
  const { train, test } = parts;
  const bytes = train.values.length + (test?.values.length ?? 0);
  if (bytes > mostUnpackedBytes) throw new PlaygroundError(`${what}: the images are ${formatted(bytes)} bytes; ${formatted(mostUnpackedBytes)} are read at most.`, 'Bring fewer images.');
  const classes = [...new Set([...train.classNames, ...(test?.classNames ?? [])])].sort(inNaturalOrder);
  requireClasses(classes, `labels of ${what}`, 'Bring images of 2 to 200 classes, with one label each.');
  const labels = new Map(classes.map((name, label) => [name, label]));
  const labelled = ({ values, classNames }: NamedImages): PackedExamples => ({ values, labels: Uint8Array.from(classNames, (name) => labels.get(name)!) });
  return { kind: 'packed', classes, ...shape, train: labelled(train), test: test && labelled(test), transposed, skipped, notes };
}

function transposedImages({ values, labels }: PackedExamples, { height, width, channels }: ImageShape): PackedExamples {
  const turned = new Uint8Array(values.length);
  const size = height * width * channels;
  for (let image = 0; image < values.length; image += size) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const [from, to] = [image + (row * width + column) * channels, image + (column * height + row) * channels];
        for (let channel = 0; channel < channels; channel++) turned[to + channel] = values[from + channel]!;
      }
    }
  }
  return { values: turned, labels };
}

/** The same images with rows and columns exchanged, as EMNIST's want to be seen. */
export function uprighted(collection: PackedCollection): PackedCollection {
  const { height, width, train, test } = collection;
  return { ...collection, height: width, width: height, train: transposedImages(train, collection), test: test && transposedImages(test, collection), transposed: false };
}
