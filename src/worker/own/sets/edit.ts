import { exactDuplicates } from '../../../data/split/duplicates.ts';
import { seededSplit } from '../../../data/split/split.ts';
import type { Part, SplitRule } from '../../../data/split/split.ts';
import { PlaygroundError } from '../../../errors.ts';
import type { SetEdit } from '../protocol.ts';
import type { OwnSet } from '../set.ts';
import { photographSet, pixelSet } from './assemble.ts';
import { checkedEdit } from './checkedEdit.ts';
import type { CheckedEdit } from './checkedEdit.ts';
import { copiesByPixels } from './copies.ts';

/** What is left of a set. */
interface Left {
  readonly classNames: readonly string[];
  /** Places in the set before. */
  readonly places: readonly number[];
  readonly labels: Uint8Array;
  readonly parts: readonly Part[];
  readonly split: SplitRule | null;
}

const labelsOf = (set: OwnSet): Uint8Array => (set.kind === 'pixels' ? set.labels : Uint8Array.from(set.images, ({ label }) => label));
const partsOf = (set: OwnSet): Part[] => (set.kind === 'pixels' ? Array.from(set.isTest, (isTest) => (isTest ? 'test' : 'train')) : set.images.map(({ part }) => part));

function copiesOf(set: OwnSet): Int32Array {
  if (set.kind === 'photographs') return exactDuplicates(set.images.map(({ hash, alike = hash }) => alike));
  const { height, width, channels } = set.form;
  return copiesByPixels(set.values, height * width * channels);
}

/** Each keeps its side, unless a class would have no image to train on: its images train then, and their copies with them. */
function keptParts(parts: readonly Part[], labels: Uint8Array, groups: Int32Array): Part[] {
  const trained = new Set(labels.filter((_, i) => parts[i] === 'train'));
  const moved = new Set(groups.filter((_, i) => !trained.has(labels[i]!)));
  return parts.map((part, i) => (moved.has(groups[i]!) ? 'train' : part));
}

function whatIsLeft(set: OwnSet, { classes, labels: single, split }: CheckedEdit): Left {
  const before = labelsOf(set);
  const named = Array.from(before, (label, i) => (single.has(i) ? single.get(i)! : classes[label]!));
  const places = [...named.keys()].filter((i) => named[i] !== null);
  const present = new Set(places.map((i) => named[i]));
  const classNames = [...new Set(classes)].filter((name) => name !== null).filter((name) => present.has(name));
  if (classNames.length < 2) throw new PlaygroundError(`After this edit ${classNames.length === 0 ? 'no class' : 'only one class'} of ${set.label} would be left.`, 'Keep images of two classes at least.');
  const numbers = new Map(classNames.map((name, c) => [name, c]));
  const labels = Uint8Array.from(places, (i) => numbers.get(named[i]!)!);
  const all = copiesOf(set);
  const groups = Int32Array.from(places, (i) => all[i]!);
  const sides = partsOf(set);
  const parts = split ? seededSplit({ labels, ...split, groups }).parts : keptParts(places.map((i) => sides[i]!), labels, groups);
  if (!parts.includes('test')) throw new PlaygroundError(`After this edit no image of ${set.label} would be left to test on.`, 'Keep more images of a class, or give trainShare to split them anew.');
  return { classNames, places, labels, parts, split: split ?? set.split ?? null };
}

/** The images of `size` bytes at these places. */
function picked(values: Uint8Array, places: readonly number[], size: number): Uint8Array {
  if (places.length * size === values.length) return values;
  const left = new Uint8Array(places.length * size);
  places.forEach((from, to) => left.set(values.subarray(from * size, (from + 1) * size), to * size));
  return left;
}

/** What an edited set is called: "birds, edited", then "birds, edited 2". */
function editedLabel(label: string): string {
  const [, base, times] = /^(.*), edited(?: (\d+))?$/.exec(label) ?? [];
  return base === undefined ? `${label}, edited` : `${base}, edited ${Number(times ?? 1) + 1}`;
}

/**
 * A set anew with classes renamed, merged or left out, images moved or left out, and split anew where that is asked for. A class
 * of which nothing is left is left out. Nothing is decoded or embedded again.
 * @returns the same set where nothing changes.
 * @throws PlaygroundError that names what cannot be done.
 */
export async function editedSet(set: OwnSet, edit: SetEdit): Promise<OwnSet> {
  const { classNames, places, labels, parts, split } = whatIsLeft(set, checkedEdit(set, edit));
  const { skipped, notes } = set;
  const shared = { label: editedLabel(set.label), classNames, split, skipped, notes };
  const made = await (set.kind === 'photographs'
    ? photographSet({ ...shared, backbone: set.backbone, images: places.map((i, k) => ({ ...set.images[i]!, label: labels[k]!, part: parts[k]! })) })
    : pixelSet({ ...shared, shape: set.form, values: picked(set.values, places, set.form.height * set.form.width * set.form.channels), labels, parts }));
  return made.id === set.id ? set : made;
}
