import { figure } from '../shared/format.ts';
import type { Vector } from './head.ts';
import { balanceOf, lengthOf, pullsAt } from './pulls.ts';
import type { Tug } from './pulls.ts';

/** Cosine from which on a pull is called outwards, and below whose negative inwards. */
const along = 0.5;

/** Whether a pull goes away from the origin, towards it, or across. */
function direction(pull: Vector, place: Vector): string {
  const lengths = lengthOf(pull) * lengthOf(place);
  const cosine = lengths > 0 ? (pull[0] * place[0] + pull[1] * place[1]) / lengths : 0;
  return cosine > along ? ' outwards' : cosine < -along ? ' inwards' : lengths > 0 ? ' sideways' : '';
}

/** The tug of war at a place in a sentence: both pulls with their sizes, and where they cancel. */
export function tugWords(tug: Tug, place: Vector): string {
  const { softmax, center } = pullsAt(tug, place);
  const balance = balanceOf(tug);
  const first = `at radius ${figure(lengthOf(place))} cross-entropy pulls with ${figure(lengthOf(softmax))}${direction(softmax, place)}`;
  if (tug.weights.center <= 0) return `${first}; no center loss holds against it.`;
  const held = `center loss with ${figure(lengthOf(center))}${direction(center, place)}`;
  return balance ? `${first}, ${held}; the two pulls cancel at radius ${figure(lengthOf(balance))}.` : `${first}, ${held}; they cancel nowhere.`;
}
