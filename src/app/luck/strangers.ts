import { checkedNumber } from '../../config/validate.ts';
import { PlaygroundError } from '../../errors.ts';
import type { SeedMeasures, Trained } from './luck.ts';
import { luckRanges } from './luck.ts';
import { spreadOf } from './statistics.ts';
import type { Spread } from './statistics.ts';

/** How often it can be trained without the strangers, each time from another seed. */
export const repeatRange = { min: 1, max: 5, default: 3 } as const;

/** What is asked for; what is left out has its default: a quarter of the classes, three repeats, as many steps as the present training. */
export interface StrangersWish {
  /** Numbers of the classes that are left out of training. */
  readonly heldOut?: readonly number[] | undefined;
  readonly repeats?: number | undefined;
  readonly steps?: number | undefined;
}

const names: readonly string[] = ['heldOut', 'repeats', 'steps'] satisfies readonly (keyof StrangersWish)[];

/**
 * A wish with its numbers whole and in range, and its classes those of a set of so many.
 * @param drawn the classes where none are named.
 * @throws PlaygroundError that names what is wrong, or says that there are too few classes.
 */
export function checkedStrangers(given: unknown, classes: number, drawn: readonly number[]): { readonly heldOut: readonly number[]; readonly seeds: number; readonly steps: number | null } {
  const hint = 'Nothing was trained; correct it and try again.';
  const isWish = Object.prototype.toString.call(given) === '[object Object]' && Object.keys(given as object).every((name) => names.includes(name));
  if (!isWish) throw new PlaygroundError('Strangers are asked for by { heldOut, repeats, steps }, all optional.', hint);
  const { heldOut = drawn, repeats = repeatRange.default, steps } = given as StrangersWish;
  const isClass = (one: unknown) => Number.isInteger(one) && (one as number) >= 0 && (one as number) < classes;
  if (!Array.isArray(heldOut) || !heldOut.every(isClass) || new Set(heldOut).size < heldOut.length) throw new PlaygroundError(`heldOut is no list of different class numbers from 0 to ${classes - 1}.`, hint);
  if (heldOut.length === 0 || classes - heldOut.length < 2) throw new PlaygroundError(`Leaving out ${heldOut.length} of ${classes} classes leaves no strangers, or too few to train on.`, 'Leave out one at least, and keep two.');
  return {
    heldOut,
    seeds: Math.floor(checkedNumber('repeats', repeats, repeatRange)),
    steps: steps === undefined ? null : Math.floor(checkedNumber('steps', steps, luckRanges.steps)),
  };
}

/** How strangers are told: by the distance to the nearest class mean, or by the largest softmax probability. */
export type StrangerScore = 'distance' | 'probability';

/** What scripts get: per run and repeat the areas under the ROC curve, NaN where the training was stopped. */
export interface StrangersSummary {
  readonly steps: number;
  readonly heldOut: readonly number[];
  readonly runs: readonly {
    readonly name: string;
    readonly seeds: readonly { readonly seed: number; readonly testAccuracy: number; readonly distance: number; readonly probability: number }[];
  }[];
}

/** The area of a run in every repeat; NaN where it was stopped. */
export const areasOf = (outcomes: Trained['outcomes'], run: number, score: StrangerScore): number[] => outcomes.map(({ runs }) => runs[run]?.[score]?.area ?? NaN);

/** The outcomes so far by run. */
export function strangersSummary({ experiment, steps, outcomes }: Trained): StrangersSummary {
  const of = (measures: SeedMeasures | undefined, seed: number) => ({ seed, testAccuracy: measures?.testAccuracy ?? NaN, distance: measures?.distance?.area ?? NaN, probability: measures?.probability?.area ?? NaN });
  return { steps, heldOut: experiment.heldOut, runs: experiment.runs.map(({ name }, r) => ({ name, seeds: outcomes.map(({ seed, runs }) => of(runs[r], seed)) })) };
}

/** A run's ROC curve, the mean over the repeats at each share of mistakes; null where none was measured. */
export function meanCurve(outcomes: Trained['outcomes'], run: number, score: StrangerScore): readonly number[] | null {
  const curves = outcomes.flatMap(({ runs }) => runs[run]?.[score]?.curve ?? []);
  const [first] = curves;
  return first ? Array.from(first, (_, k) => curves.reduce((sum, curve) => sum + curve[k]!, 0) / curves.length) : null;
}

/** Mean and spread of a run's areas. */
export const areaSpread = (outcomes: Trained['outcomes'], run: number, score: StrangerScore): Spread => spreadOf(areasOf(outcomes, run, score));
