import type { Bytes } from '../../../data/formats/bytes.ts';
import { uprighted } from '../../../data/packed/packedImages.ts';
import type { ImageShape, PackedCollection } from '../../../data/packed/packedImages.ts';
import { seededSplit, splitOf, usualSplit } from '../../../data/split/split.ts';
import type { Part } from '../../../data/split/split.ts';
import type { PixelSet, SkippedFile } from '../set.ts';
import { pixelSet } from '../sets/assemble.ts';
import { copiesByPixels } from '../sets/copies.ts';

/** Small images with their classes, and who tests where that is known. */
export interface LabelledImages {
  readonly shape: ImageShape;
  readonly classNames: readonly string[];
  /** [N, height, width, channels] */
  readonly values: Bytes;
  /** [N] */
  readonly labels: Uint8Array;
  /** [N] */
  readonly given: readonly (Part | null)[];
}

/** A set of small images: split per class by seed where no split came with them, copies on one side then. */
export async function splitPixels(label: string, { shape, classNames, values, labels, given }: LabelledImages, remarks: { readonly skipped: readonly SkippedFile[]; readonly notes: readonly string[] }): Promise<PixelSet> {
  const groups = copiesByPixels(values, shape.height * shape.width * shape.channels);
  const { parts } = seededSplit({ labels, ...usualSplit, given, groups });
  return pixelSet({ label, shape, classNames, values, labels, parts, split: splitOf(given), ...remarks });
}

const turned = 'These look like EMNIST’s images, which lie on their side; they were turned upright.';

/** A set of images that came packed; what looks like EMNIST is turned upright. */
export async function packedSet(label: string, brought: PackedCollection): Promise<PixelSet> {
  const { height, width, channels, classes, train, test, skipped, notes } = brought.transposed ? uprighted(brought) : brought;
  const parts = [train, ...(test ? [test] : [])];
  const values = new Uint8Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  parts.reduce((at, part) => {
    values.set(part.values, at);
    return at + part.values.length;
  }, 0);
  const labels = Uint8Array.from(parts.flatMap((part) => [...part.labels]));
  const given = parts.flatMap((part, p) => Array.from(part.labels, () => (test ? (p === 0 ? ('train' as const) : ('test' as const)) : null)));
  return splitPixels(label, { shape: { height, width, channels }, classNames: classes, values, labels, given }, { skipped, notes: [...notes, ...(brought.transposed ? [turned] : [])] });
}
