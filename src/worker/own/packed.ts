import { pixelStatistics } from '../../data/dataset.ts';
import { exactDuplicates } from '../../data/duplicates.ts';
import type { Bytes } from '../../data/formats/bytes.ts';
import { sha256 } from '../../data/formats/sha256.ts';
import { uprighted } from '../../data/packed/packedImages.ts';
import type { ImageShape, PackedCollection } from '../../data/packed/packedImages.ts';
import { seededSplit } from '../../data/split.ts';
import type { Part } from '../../data/split.ts';
import { copiesIn, seenInTraining } from './photographs.ts';
import type { PixelSet, SkippedFile } from './set.ts';

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

/** What tells images apart that are not copies of each other. */
function keysOf(values: Bytes, size: number): string[] {
  return Array.from({ length: values.length / size }, (_, i) => {
    // Two sums of 32 bits (FNV-1a from two starts): among a million images no two meet by chance.
    let [a, b] = [2166136261, 374761393];
    for (let k = i * size; k < (i + 1) * size; k++) {
      a = Math.imul(a ^ values[k]!, 16777619);
      b = Math.imul(b ^ values[k]!, 2246822519);
    }
    return `${a} ${b}`;
  });
}

/** A set of small images: split per class by seed where no split came with them, copies on one side then. */
export async function pixelSet(label: string, { shape, classNames, values, labels, given }: LabelledImages, remarks: { readonly skipped: readonly SkippedFile[]; readonly notes: readonly string[] }): Promise<PixelSet> {
  const size = shape.height * shape.width * shape.channels;
  const groups = exactDuplicates(keysOf(values, size));
  const { parts, testAlsoInTrain } = seededSplit({ labels, seed: 1, given, groups });
  const isTest = Uint8Array.from(parts, (part) => Number(part === 'test'));
  const head = new TextEncoder().encode(JSON.stringify([shape, classNames]));
  const all = new Uint8Array(head.length + labels.length + isTest.length + values.length);
  [head, labels, isTest, values].reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  const sum = await sha256(all);
  const trained = (i: number) => isTest[Math.floor(i / size)] === 0;
  const { height, width, channels } = shape;
  const form = { height, width, channels, ...pixelStatistics(values.filter((_, i) => trained(i))) };
  const duplicates = copiesIn(groups);
  return { kind: 'pixels', id: `pixels-${sum.slice(0, 12)}`, label, classNames, form, values, labels, isTest, duplicates, skipped: remarks.skipped, notes: [...remarks.notes, ...seenInTraining(testAlsoInTrain)] };
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
  return pixelSet(label, { shape: { height, width, channels }, classNames: classes, values, labels, given }, { skipped, notes: [...notes, ...(brought.transposed ? [turned] : [])] });
}
