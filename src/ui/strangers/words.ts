import type { StrangerScore } from '../../app/luck/strangers.ts';
import { percent } from '../shared/format.ts';

/** Names in a sentence at most; of more the others are counted. */
const mostNames = 6;

/** Classes by their numbers in a sentence: "3, 7 and 9", or the first six "and 44 more". */
export function namesOf(classes: readonly number[], classNames: readonly string[]): string {
  const names = classes.map((c) => classNames[c] ?? `class ${c}`);
  const shown = names.length > mostNames ? [...names.slice(0, mostNames), `${names.length - mostNames} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** The share of strangers found at a share of mistakes, along a curve at equal steps of that share. */
export function foundAt(curve: readonly number[], mistaken: number): number {
  const place = mistaken * (curve.length - 1);
  const below = Math.floor(place);
  const [from, to] = [curve[below]!, curve[Math.min(below + 1, curve.length - 1)]!];
  return from + (to - from) * (place - below);
}

/** Of fewer images than this a share is told as their number. */
const few = 20;

/** Share of known images that may be taken for strangers, at which it is said how many of these are found. */
const mistaken = 0.05;

/** A number of images, a mean over repeats, without digits that say nothing. */
const number = (share: number, images: number) => `${Number((share * images).toFixed(1))} of ${images}`;

/** How many strangers are found along a ROC curve where few or none of the known images are taken for one, and how many of these are put into their class. */
export function foundWords(curve: readonly number[], accuracy: number, known: number, strangers: number): string {
  const ofFew = known < few;
  const found = foundAt(curve, ofFew ? 0 : mistaken);
  const where = ofFew ? `none of the ${known} known images is taken for a stranger` : `${percent(mistaken)} % of the known are taken for strangers`;
  const which = strangers < few ? `${number(found, strangers)} strangers` : `${percent(found)} % of the strangers`;
  const right = ofFew ? `${number(accuracy, known)} images` : `${percent(accuracy)} %`;
  return `Where ${where}, ${which} are found. Accuracy on the known classes: ${right}.`;
}

/** What an area means, in a sentence of a run. */
export function meaning(name: string, score: StrangerScore, area: number): string {
  const pairs = `in ${Math.round(100 * area)} of 100 pairs`;
  return score === 'distance' ? `To ${name}, a stranger lies farther from every class than a known image ${pairs}.` : `${name} is less sure of a stranger than of a known image ${pairs}.`;
}
