import { createRandom, shuffledIndices } from '../../random.ts';
import type { Examples } from '../dataset.ts';
import { indicesPerClass } from './perClass.ts';

/** The side of the split that an example is on. */
export type Part = 'train' | 'test';

/** How many examples of one class are on each side. */
export interface PartCounts {
  readonly train: number;
  readonly test: number;
}

/** Who trains and who tests. */
export interface Split {
  /** [N] */
  readonly parts: readonly Part[];
  /** [C] Classes without training or without test examples are seen here: a class of one example is not tested. */
  readonly counts: readonly PartCounts[];
  /** Test examples that have a duplicate among the training examples; only parts that came with the data can do that. */
  readonly testAlsoInTrain: number;
}

/** What a split is made by. */
export interface SplitRule {
  /** Share of each class that trains. */
  readonly trainShare: number;
  readonly seed: number;
}

/** How a person's images are split unless asked. */
export const usualSplit: SplitRule = { trainShare: 0.8, seed: 1 };

/** The usual one; null where parts of the images came with them. */
export const splitOf = (given: readonly (Part | null)[]): SplitRule | null => (given.some((part) => part !== null) ? null : usualSplit);

/** What a split goes by. */
export interface SplitOptions extends Pick<SplitRule, 'seed'>, Partial<Pick<SplitRule, 'trainShare'>> {
  /** [N] Class of each example. */
  readonly labels: Uint8Array;
  /** [N] Parts that came with the data, which are kept; null is split. Left out: all are split. */
  readonly given?: readonly (Part | null)[];
  /** [N] Examples with the same number are duplicates of each other (`duplicates.ts`). Left out: there are none. */
  readonly groups?: Int32Array;
}

/** Examples in groups of duplicates, in random order. */
function shuffledGroups(count: number, groups: Int32Array | undefined, seed: number): number[][] {
  const members = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const group = groups?.[i] ?? i;
    const others = members.get(group);
    if (others) others.push(i);
    else members.set(group, [i]);
  }
  const all = [...members.values()];
  return Array.from(shuffledIndices(all.length, createRandom(seed, 'split')), (i) => all[i]!);
}

/** How many of each class test: all but floor(share n), and never the only one. */
function testTargets(labels: Uint8Array, trainShare: number): number[] {
  return indicesPerClass(labels).map(({ length }) => length - Math.max(1, Math.floor(trainShare * length + 1e-9)));
}

/** Whether each class still wants as many to test as it has in this group. */
function fits(group: readonly number[], labels: Uint8Array, open: readonly number[]): boolean {
  const wanted = new Map<number, number>();
  for (const i of group) wanted.set(labels[i]!, (wanted.get(labels[i]!) ?? 0) + 1);
  return [...wanted].every(([label, count]) => count <= open[label]!);
}

/**
 * Splits examples per class by seed: of n, max(1, floor(4/5 n)) train and the rest test. Groups of duplicates stay on one side,
 * also across classes; where a group is too large for what is left to test, it trains, so fewer may test. Parts that came with the
 * data are kept: a group's other members follow them, to the training side where it has both.
 * The same labels, groups and seed give the same split (stream "split").
 */
export function seededSplit({ labels, seed, given = [], groups, trainShare = usualSplit.trainShare }: SplitOptions): Split {
  const parts = Array.from(labels, (_, i) => given[i] ?? null);
  const open = testTargets(labels.filter((_, i) => parts[i] === null), trainShare);
  let testAlsoInTrain = 0;
  for (const group of shuffledGroups(labels.length, groups, seed)) {
    const inTrain = group.some((i) => parts[i] === 'train');
    const inTest = group.filter((i) => parts[i] === 'test').length;
    if (inTrain) testAlsoInTrain += inTest;
    const free = group.filter((i) => parts[i] === null);
    const part: Part = !inTrain && (inTest > 0 || fits(free, labels, open)) ? 'test' : 'train';
    for (const i of free) {
      parts[i] = part;
      if (part === 'test') open[labels[i]!]!--;
    }
  }
  const counts = indicesPerClass(labels).map((indices) => {
    const test = indices.filter((i) => parts[i] === 'test').length;
    return { train: indices.length - test, test };
  });
  return { parts: parts as Part[], counts, testAlsoInTrain };
}

/** The examples of one part, copied, in their order. */
export function examplesOf({ values, labels }: Examples, parts: readonly Part[], part: Part): Examples {
  const size = values.length / labels.length;
  const indices = parts.flatMap((of, i) => (of === part ? [i] : []));
  const selected = values.slice(0, indices.length * size);
  indices.forEach((from, to) => selected.set(values.subarray(from * size, (from + 1) * size), to * size));
  return { values: selected, labels: Uint8Array.from(indices, (index) => labels[index]!) };
}
