import { count, percent } from '../../shared/format.ts';
import { countUnseen, isFull, isZoomed } from '../view/view.ts';
import { sideText } from '../view/orientation.ts';
import type { View } from '../view/view.ts';
import { longName } from './scene.ts';
import type { Scene } from './scene.ts';

/** Classes that a selection is told by name, on a plot that is so wide, in CSS pixels: on a small one they would hide the points. */
const classesNamed = 3;
const roomForClasses = 420;

const plural = (n: number, word: string) => `${count(n)} ${word}${n === 1 ? '' : 's'}`;

/**
 * Numbers of selected points per class, largest first, or where `brief` their number alone: "34 selected: 31 of 4, 3 of 9"; three classes at most. Counts points that
 * are there: while training a panel may show fewer than at rest.
 */
function selectionText({ selected, labels, images, classNames }: Scene, brief: boolean): string | null {
  if (!selected) return null;
  const shown = labels.filter((_, i) => selected.has(images[i]!));
  if (brief) return `${count(shown.length)} selected`;
  const perClass = new Map<number, number>();
  for (const label of shown) perClass.set(label, (perClass.get(label) ?? 0) + 1);
  const classes = [...perClass].sort(([, a], [, b]) => b - a);
  const parts = classes.slice(0, classesNamed).map(([label, n]) => `${count(n)} of ${longName(classNames, label)}`);
  const rest = classes.slice(classesNamed).reduce((sum, [, n]) => sum + n, 0);
  const named = [...parts, ...(rest > 0 ? [`${count(rest)} of others`] : [])];
  return `${count(shown.length)} selected${named.length > 0 ? `: ${named.join(', ')}` : ''}`;
}

/**
 * What a person should know about the picture beside what it shows: that it is turned, zoomed or moved and how to see all, what is
 * selected, and points that are not in it, unless a person chose the part.
 */
export function notes(scene: Scene, view: View): string[] {
  const { outside, notFinite } = countUnseen(scene.points, view, (i) => !scene.hidden.has(scene.labels[i]!));
  const chosen = isFull(view) ? null : `${isZoomed(view) ? 'Zoomed in' : 'Moved'}: double-click shows all`;
  const side = scene.orientation && sideText(scene.orientation);
  const texts = [side ? `${side}: double-click shows the front` : null, chosen, selectionText(scene, view.width < roomForClasses), outside > 0 && !chosen ? `${plural(outside, 'point')} outside` : null, notFinite > 0 ? `${plural(notFinite, 'point')} not finite` : null];
  return texts.filter((text) => text !== null);
}

/** The picture in words, for people who do not see it. */
export function altText(scene: Scene): string {
  const { labels, predictions, classNames, title, drawnAs, step, hidden, orientation } = scene;
  if (labels.length === 0) return `Features of ${title}: none yet.`;
  const right = labels.reduce((sum, label, i) => sum + (predictions[i] === label ? 1 : 0), 0);
  const away = hidden.size > 0 ? ` Hidden: ${[...hidden].map((c) => longName(classNames, c)).join(', ')}.` : '';
  const side = orientation && sideText(orientation);
  const when = step === 0 ? 'before training' : `at step ${count(step)}`;
  return `Features of ${title} ${when}: ${plural(labels.length, 'test image')} of ${classNames.length} classes, ${percent(right / labels.length)} % read right.${drawnAs ? ` ${drawnAs}.` : ''}${side ? ` ${side}.` : ''}${away}`;
}
