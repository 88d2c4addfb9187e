import { count, percent } from '../format.ts';
import { longName } from './scene.ts';
import type { Scene } from './scene.ts';
import { countUnseen, isFull } from './view.ts';
import type { View } from './view.ts';

/** Classes that a selection is told by name. */
const classesNamed = 3;

const plural = (n: number, word: string) => `${count(n)} ${word}${n === 1 ? '' : 's'}`;

/**
 * Numbers of selected points per class, largest first: "34 selected: 31 of 4, 3 of 9"; three classes at most. Counts points that
 * are there: while training a panel may show fewer than at rest.
 */
function selectionText({ selected, labels, classNames }: Scene): string | null {
  if (!selected) return null;
  const perClass = new Map<number, number>();
  const shown = [...selected].filter((i) => i < labels.length);
  for (const i of shown) perClass.set(labels[i]!, (perClass.get(labels[i]!) ?? 0) + 1);
  const classes = [...perClass].sort(([, a], [, b]) => b - a);
  const parts = classes.slice(0, classesNamed).map(([label, n]) => `${count(n)} of ${longName(classNames, label)}`);
  const rest = classes.slice(classesNamed).reduce((sum, [, n]) => sum + n, 0);
  return `${count(shown.length)} selected: ${[...parts, ...(rest > 0 ? [`${count(rest)} of others`] : [])].join(', ')}`;
}

/**
 * What a person should know about the picture beside what it shows: that it is zoomed and how to see all, what is selected, and
 * points that are not in it, unless a person zoomed in.
 */
export function notes(scene: Scene, view: View): string[] {
  const { outside, notFinite } = countUnseen(scene.points, view);
  const zoomed = isFull(view) ? null : 'Zoomed in: double-click shows all';
  const texts = [zoomed, selectionText(scene), outside > 0 && isFull(view) ? `${plural(outside, 'point')} outside` : null, notFinite > 0 ? `${plural(notFinite, 'point')} not finite` : null];
  return texts.filter((text) => text !== null);
}

/** The picture in words, for people who do not see it. */
export function altText(scene: Scene): string {
  const { labels, predictions, classNames, title, step, hidden } = scene;
  const right = labels.reduce((sum, label, i) => sum + (predictions[i] === label ? 1 : 0), 0);
  const away = hidden.size > 0 ? ` Hidden: ${[...hidden].map((c) => longName(classNames, c)).join(', ')}.` : '';
  return `Features of ${title} at step ${count(step)}: ${plural(labels.length, 'test image')} of ${classNames.length} classes, ${percent(right / labels.length)} % read right.${away}`;
}
