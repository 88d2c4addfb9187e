import { longName } from '../panels/scene/scene.ts';

/** The hidden classes after a press on class c: shown where it was hidden, hidden where it was shown. */
export function toggled(hidden: readonly number[], c: number): readonly number[] {
  return hidden.includes(c) ? hidden.filter((other) => other !== c) : [...hidden, c];
}

/** The hidden classes when of `classCount` only c is shown; where it already is the only one, all are shown again. */
export function onlyShown(hidden: readonly number[], classCount: number, c: number): readonly number[] {
  const others = Array.from({ length: classCount }, (_, other) => other).filter((other) => other !== c);
  return !hidden.includes(c) && others.every((other) => hidden.includes(other)) ? [] : others;
}

/** Letters without case and accents. */
const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The classes whose number or name holds a text, whatever its case and accents; all for an empty one. */
export function matching(classNames: readonly string[], query: string): readonly number[] {
  const wanted = plain(query.trim());
  return [...classNames.keys()].filter((c) => plain(longName(classNames, c)).includes(wanted));
}
