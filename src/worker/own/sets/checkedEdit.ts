import { trainShares } from '../../../data/catalog.ts';
import { formatted } from '../../../data/formats/bytes.ts';
import { usualSplit } from '../../../data/split/split.ts';
import type { SplitRule } from '../../../data/split/split.ts';
import { PlaygroundError } from '../../../errors.ts';
import type { SetEdit } from '../protocol.ts';
import type { OwnSet } from '../set.ts';

/** Letters of a class's name at most. */
const longestName = 200;

/** An edit that can be made. */
export interface CheckedEdit {
  /** [C] Name of each class of the set; null for one that is left out. */
  readonly classes: readonly (string | null)[];
  /** Class of single images, by their place in the set; null for one that is left out. */
  readonly labels: ReadonlyMap<number, string | null>;
  /** What the images are split anew by; null where they keep their sides. */
  readonly split: SplitRule | null;
}

function refuse(what: string, hint: string): never {
  throw new PlaygroundError(what, hint);
}

function checkedName(name: unknown, old: string): string | null {
  if (name === null) return null;
  const text = typeof name === 'string' ? name.normalize('NFC').trim() : '';
  return text !== '' && text.length <= longestName ? text : refuse(`${(JSON.stringify(name) ?? 'Nothing').slice(0, 40)} cannot be the name of class ${old}.`, `Give 1 to ${longestName} letters, or null to leave the class out.`);
}

function checkedClasses({ label, classNames }: OwnSet, classes: unknown): (string | null)[] {
  if (classes === undefined) return [...classNames];
  const hint = 'Give one entry a class, in their order: its name, or null to leave it out.';
  if (!Array.isArray(classes)) return refuse('The classes are no list.', hint);
  if (classes.length !== classNames.length) return refuse(`The edit names ${formatted(classes.length)} classes, and ${label} has ${formatted(classNames.length)}.`, hint);
  return classNames.map((old, c) => checkedName(classes[c], old));
}

/** Where each image lies by its path. */
function placesOf(set: OwnSet): (path: string) => readonly number[] {
  if (set.kind === 'pixels') return (path) => (/^\d+$/.test(path) && Number(path) < set.labels.length ? [Number(path)] : []);
  const places = new Map<string, number[]>();
  set.images.forEach(({ path }, i) => {
    const others = places.get(path);
    if (others) others.push(i);
    else places.set(path, [i]);
  });
  return (path) => places.get(path) ?? [];
}

function checkedLabels(set: OwnSet, labels: unknown, classes: readonly (string | null)[]): Map<number, string | null> {
  const checked = new Map<number, string | null>();
  if (labels === undefined) return checked;
  if (!Array.isArray(labels)) return refuse('The labels are no list.', 'Give a list such as [{ path: "cat/1.jpg", className: "dog" }].');
  const names = new Set(classes);
  const places = placesOf(set);
  for (const one of labels as readonly unknown[]) {
    const { path, className } = (typeof one === 'object' && one !== null ? one : {}) as { path?: unknown; className?: unknown };
    const found = typeof path === 'string' ? places(path) : [];
    if (found.length === 0) return refuse(`${set.label} has no image ${String(path)}.`, set.kind === 'pixels' ? `Give a number from 0 to ${set.labels.length - 1}, as text.` : 'Give a path as it was added: class/name.jpg.');
    const name = typeof className === 'string' ? className.normalize('NFC').trim() : className;
    if (name !== null && (typeof name !== 'string' || !names.has(name))) return refuse(`${set.label} has no class ${String(className)} after this edit, to which ${String(path)} is to move.`, `Its classes are ${[...names].filter((one) => one !== null).slice(0, 20).join(', ')}; null leaves the image out.`);
    for (const place of found) checked.set(place, name);
  }
  return checked;
}

function checkedSplit({ label, split }: OwnSet, { trainShare, splitSeed }: SetEdit): SplitRule | null {
  if (trainShare === undefined && splitSeed === undefined) return null;
  if (!split) return refuse(`The split of ${label} came with the images.`, 'Leave trainShare and splitSeed out.');
  const { min, max } = trainShares;
  const share = trainShare ?? split.trainShare;
  const seed = splitSeed ?? split.seed;
  if (typeof share !== 'number' || !(share >= min && share <= max)) return refuse(`${String(share)} is no share of the images that can train.`, `Give trainShare from ${min} to ${max}; ${usualSplit.trainShare} is usual.`);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 31) return refuse(`${String(seed)} is no seed of a split.`, `Give splitSeed as a whole number from 0 to ${2 ** 31 - 1}.`);
  return { trainShare: share, seed };
}

/** Checks an edit, which may come from a script, against the set it is of. @throws PlaygroundError that names what cannot be done. */
export function checkedEdit(set: OwnSet, edit: SetEdit): CheckedEdit {
  if (typeof edit !== 'object' || edit === null) return refuse('The edit is no object.', 'Give one such as { classes: ["cat", "dog", null] }.');
  const classes = checkedClasses(set, edit.classes);
  return { classes, labels: checkedLabels(set, edit.labels, classes), split: checkedSplit(set, edit) };
}
