import { count, percent } from '../format.ts';
import { longName } from './scene.ts';
import type { Scene } from './scene.ts';
import { countUnseen, isFull } from './view.ts';
import type { View } from './view.ts';

const plural = (n: number, word: string) => `${count(n)} ${word}${n === 1 ? '' : 's'}`;

/** Numbers of selected points per class, largest first: "34 selected: 31 of 4, 3 of 9"; three classes at most. */
function selectionText({ selected, labels, classNames }: Scene): string | null {
  if (!selected) return null;
  const perClass = new Map<number, number>();
  for (const i of selected) perClass.set(labels[i]!, (perClass.get(labels[i]!) ?? 0) + 1);
  const parts = [...perClass].sort(([, a], [, b]) => b - a).map(([label, n]) => `${count(n)} of ${longName(classNames, label)}`);
  return `${count(selected.size)} selected: ${parts.slice(0, 3).join(', ')}${parts.length > 3 ? ' …' : ''}`;
}

/**
 * What a person should know about the picture beside what it shows: what is selected, and points that are not
 * in it, unless a person zoomed in.
 */
export function notes(scene: Scene, view: View): string[] {
  const { outside, notFinite } = countUnseen(scene.points, view);
  const texts = [selectionText(scene), outside > 0 && isFull(view) ? `${plural(outside, 'point')} outside` : null, notFinite > 0 ? `${plural(notFinite, 'point')} not finite` : null];
  return texts.filter((text) => text !== null);
}

/** The picture in words, for people who do not see it. */
export function altText(scene: Scene): string {
  const { labels, predictions, classNames, title, step, hidden } = scene;
  const right = labels.reduce((sum, label, i) => sum + (predictions[i] === label ? 1 : 0), 0);
  const away = hidden.size > 0 ? ` Hidden: ${[...hidden].map((c) => longName(classNames, c)).join(', ')}.` : '';
  return `Features of ${title} at step ${count(step)}: ${plural(labels.length, 'test image')} of ${classNames.length} classes, ${percent(right / labels.length)} % read right.${away}`;
}
