import { logitsAt, probabilitiesAt, weightOf } from './head.ts';
import type { PlaneHead, Vector } from './head.ts';

/** What acts on a feature of one class in the plane. */
export interface Tug {
  readonly head: PlaneHead;
  /** The class. */
  readonly label: number;
  /** Its center, in feature units. */
  readonly center: Vector;
  /** Weights with which cross-entropy and center loss act. */
  readonly weights: { readonly softmax: number; readonly center: number };
}

/** The pulls at a place, in loss per feature unit: minus the gradients in the feature, for one image. */
export interface Pulls {
  readonly softmax: Vector;
  readonly center: Vector;
  readonly sum: Vector;
}

/** Length of a vector. */
export const lengthOf = ([x, y]: Vector): number => Math.hypot(x, y);

/**
 * The pulls on a feature x of class y: of cross-entropy, -w dL/dx = w (W_y - sum_c p_c W_c) with p the softmax of the logits; of
 * its center, -2 lambda (x - c_y); and their sum.
 */
export function pullsAt({ head, label, center, weights }: Tug, place: Vector): Pulls {
  const probabilities = probabilitiesAt(head, place);
  const [own, mean] = [weightOf(head, label), [0, 0]];
  probabilities.forEach((p, c) => {
    const [x, y] = weightOf(head, c);
    mean[0]! += p * x;
    mean[1]! += p * y;
  });
  const softmax: Vector = [weights.softmax * (own[0] - mean[0]!), weights.softmax * (own[1] - mean[1]!)];
  const held: Vector = [-2 * weights.center * (place[0] - center[0]), -2 * weights.center * (place[1] - center[1])];
  return { softmax, center: held, sum: [softmax[0] + held[0], softmax[1] + held[1]] };
}

/** What the two losses come to at a place: w L_softmax + lambda |x - c_y|^2. */
export function lossAt({ head, label, center, weights }: Tug, place: Vector): number {
  const logits = logitsAt(head, place);
  const largest = Math.max(...logits);
  const crossEntropy = largest - logits[label]! + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  const squared = (place[0] - center[0]) ** 2 + (place[1] - center[1]) ** 2;
  return weights.softmax * crossEntropy + weights.center * squared;
}

/** Hessian of that loss [[xx, xy], [xy, yy]]: w (sum_c p_c W_c W_c' - m m') + 2 lambda, m = sum_c p_c W_c. */
function hessianAt({ head, weights }: Tug, place: Vector): { readonly xx: number; readonly xy: number; readonly yy: number } {
  let [mx, my, xx, xy, yy] = [0, 0, 0, 0, 0];
  probabilitiesAt(head, place).forEach((p, c) => {
    const [x, y] = weightOf(head, c);
    mx += p * x;
    my += p * y;
    xx += p * x * x;
    xy += p * x * y;
    yy += p * y * y;
  });
  const { softmax, center } = weights;
  return { xx: softmax * (xx - mx * mx) + 2 * center, xy: softmax * (xy - mx * my), yy: softmax * (yy - my * my) + 2 * center };
}

/** Newton steps at most, and halvings of one. */
const mostSteps = 60;
const mostHalvings = 30;
/** The sum of the pulls counts as none below this share of the largest weight of the head and the pull of the center. */
const negligible = 1e-6;

/**
 * Where the pulls cancel: the minimum of a convex loss, by Newton's method with halved steps. Null where there is none, as
 * without center loss, under which features of a class are pulled on without an end.
 */
export function balanceOf(tug: Tug): Vector | null {
  if (tug.weights.center <= 0 || !tug.center.every(Number.isFinite)) return null;
  const size = tug.weights.softmax * tug.head.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) + tug.weights.center * 1e-3;
  let place = tug.center;
  for (let step = 0; step < mostSteps; step++) {
    const { sum } = pullsAt(tug, place);
    if (lengthOf(sum) <= negligible * size) return place;
    const next = newtonStep(tug, place, sum);
    if (!next) return lengthOf(sum) <= 1e-3 * size ? place : null;
    place = next;
  }
  return null;
}

/** A step that lowers the loss; null where none does, within rounding. */
function newtonStep(tug: Tug, place: Vector, [gx, gy]: Vector): Vector | null {
  const { xx, xy, yy } = hessianAt(tug, place);
  const determinant = xx * yy - xy * xy;
  const step: Vector = [(yy * gx - xy * gy) / determinant, (xx * gy - xy * gx) / determinant];
  const before = lossAt(tug, place);
  for (let k = 0, share = 1; k < mostHalvings; k++, share /= 2) {
    const next: Vector = [place[0] + share * step[0], place[1] + share * step[1]];
    if (lossAt(tug, next) < before) return next;
  }
  return null;
}
