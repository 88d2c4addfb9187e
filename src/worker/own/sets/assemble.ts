import { exactDuplicates } from '../../../data/split/duplicates.ts';
import { sha256 } from '../../../data/formats/sha256.ts';
import { pixelStatistics } from '../../../data/dataset.ts';
import type { ImageShape } from '../../../data/packed/packedImages.ts';
import { usualSplit } from '../../../data/split/split.ts';
import type { Part, SplitRule } from '../../../data/split/split.ts';
import type { PhotographSet, PixelSet } from '../set.ts';
import { copiesByPixels, copyCount, seenInTraining } from './copies.ts';

/** What a set of photographs is made of. */
export type PhotographParts = Omit<PhotographSet, 'kind' | 'id' | 'duplicates' | 'seenInTraining'>;

/** What a set of small images is made of. */
export interface PixelParts extends Omit<PixelSet, 'kind' | 'id' | 'duplicates' | 'seenInTraining' | 'form' | 'isTest'> {
  readonly shape: ImageShape;
  /** [N] */
  readonly parts: readonly Part[];
}

/** A rule that is not the usual one tells sets apart, also where it splits few images alike. */
const ruleOf = (split: SplitRule | null | undefined): SplitRule[] => (split && (split.trainShare !== usualSplit.trainShare || split.seed !== usualSplit.seed) ? [split] : []);

/** A set of photographs with its id, which the same images, classes and parts always have. */
export async function photographSet(made: PhotographParts): Promise<PhotographSet> {
  const { backbone, classNames, images, split } = made;
  const groups = exactDuplicates(images.map(({ hash }) => hash));
  const entries = images.map(({ path, hash, label, part }) => ({ path, hash, label, part }));
  const sum = await sha256(new TextEncoder().encode(JSON.stringify([backbone, classNames, entries, ...ruleOf(split)])));
  return { kind: 'photographs', id: `photographs-${sum.slice(0, 12)}`, ...made, duplicates: copyCount(groups), seenInTraining: seenInTraining(images.map(({ part }) => part), groups) };
}

async function idOf({ shape: { height, width, channels }, classNames, labels, values, split }: PixelParts, isTest: Uint8Array): Promise<string> {
  const head = new TextEncoder().encode(JSON.stringify([{ height, width, channels }, classNames, ...ruleOf(split)]));
  const all = new Uint8Array(head.length + labels.length + isTest.length + values.length);
  [head, labels, isTest, values].reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return `pixels-${(await sha256(all)).slice(0, 12)}`;
}

/** A set of small images with its id, likewise; mean and deviation are of those that train. */
export async function pixelSet(made: PixelParts): Promise<PixelSet> {
  const { shape: { height, width, channels }, parts, ...rest } = made;
  const size = height * width * channels;
  const isTest = Uint8Array.from(parts, (part) => Number(part === 'test'));
  const groups = copiesByPixels(made.values, size);
  const form = { height, width, channels, ...pixelStatistics(made.values.filter((_, k) => isTest[Math.floor(k / size)] === 0)) };
  return { kind: 'pixels', id: await idOf(made, isTest), ...rest, form, isTest, duplicates: copyCount(groups), seenInTraining: seenInTraining(parts, groups) };
}
