import { ranges } from '../../config/ranges.ts';
import type { Experiment } from '../../config/schema.ts';
import type { RunMetrics } from '../../training/measure/evaluator.ts';
import type { RunNovelty } from '../../worker/looks/novelty.ts';

/** How many seeds can be trained, and how many steps each. */
export const luckRanges = { seeds: { min: 3, max: 30, default: 10 }, steps: { min: 1, max: 1e6 } } as const;

/** What seeds are trained for: to see whether a difference is luck, or how well strangers are told by runs that were trained without them. */
export type TrialKind = 'seeds' | 'strangers';

/** What is trained: the experiment from each of the seeds, the one in effect first. */
export interface LuckPlan {
  readonly kind: TrialKind;
  readonly experiment: Experiment;
  readonly steps: number;
  readonly seeds: readonly number[];
}

/** What a run measures, and of strangers how well it tells them. */
export type SeedMeasures = Pick<RunMetrics, 'testAccuracy' | 'compactness'> & Partial<Pick<RunNovelty, 'distance' | 'probability'>>;

/** How one seed ended: what every run measures on the whole test set, or what stopped it. */
export interface SeedOutcome {
  readonly seed: number;
  /** In the experiment's order; empty where the training was stopped. */
  readonly runs: readonly SeedMeasures[];
  /** What stopped it ("… diverged at step 12"); null where it was measured. */
  readonly fault: string | null;
  /** Wall time from its set-up until it was measured. */
  readonly seconds: number;
}

/** Several seeds of one experiment: what is planned, what is known, and where it stands. */
export interface Luck extends LuckPlan {
  readonly outcomes: readonly SeedOutcome[];
  /** While `training`, the seed under way is `seeds[outcomes.length]`; while `returning`, the person's own training is brought back. */
  readonly stage: 'training' | 'returning' | 'over';
  /** Why it ended before its last seed; null where it did not or was cancelled. */
  readonly trouble: { readonly message: string; readonly hint: string } | null;
}

/** What happens to it. */
export type LuckAction =
  | { readonly type: 'luckBegan'; readonly plan: LuckPlan }
  | { readonly type: 'luckMeasured'; readonly outcome: SeedOutcome }
  | { readonly type: 'luckReturning'; readonly trouble: Luck['trouble'] }
  | { readonly type: 'luckOver' };

/** Pure; nothing happens to what has not begun. */
export function reduceLuck(luck: Luck | null, action: LuckAction): Luck | null {
  if (action.type === 'luckBegan') return { ...action.plan, outcomes: [], stage: 'training', trouble: null };
  if (!luck) return null;
  switch (action.type) {
    case 'luckMeasured':
      return { ...luck, outcomes: [...luck.outcomes, action.outcome] };
    case 'luckReturning':
      return { ...luck, stage: 'returning', trouble: action.trouble };
    case 'luckOver':
      return { ...luck, stage: 'over' };
    default:
      return action satisfies never;
  }
}

/** What was trained last of each kind. */
export interface Trials {
  readonly luck: Luck | null;
  readonly strangers: Luck | null;
}

/** Those that are trained now, or whose training is being returned from. */
export const underWay = ({ luck, strangers }: Trials): Luck | null => [luck, strangers].find((one) => one !== null && one.stage !== 'over') ?? null;

/** Pure; one kind is under way at a time, and the other keeps what it came to. */
export function reduceTrials(trials: Trials, action: LuckAction): Trials {
  const kind = action.type === 'luckBegan' ? action.plan.kind : underWay(trials)?.kind;
  if (kind === 'seeds') return { ...trials, luck: reduceLuck(trials.luck, action) };
  if (kind === 'strangers') return { ...trials, strangers: reduceLuck(trials.strangers, action) };
  return trials;
}

/** `count` seeds: this one and those after it; after the largest comes 0. */
export function seedsFrom(seed: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (seed + i) % (ranges.seed.max + 1));
}

/** Steps that each seed is trained for unless told: as many as the present training has, at its beginning two epochs. */
export const usualSteps = (step: number, stepsPerEpoch: number): number => Math.min(luckRanges.steps.max, step > 0 ? step : 2 * stepsPerEpoch);

/**
 * How long it will take: the seeds to come as long as those before, the one under way by its steps.
 * @param step of the seed under way.
 * @param stepMs wall time of a step now; null where none is known.
 * @returns seconds; null where nothing can be said yet.
 */
export function secondsLeft({ steps, seeds, outcomes }: Luck, step: number, stepMs: number | null): number | null {
  if (outcomes.length === 0 && stepMs === null) return null;
  const training = (count: number) => (count * (stepMs ?? 0)) / 1000;
  const before = outcomes.reduce((sum, { seconds }) => sum + seconds, 0) / outcomes.length;
  const each = outcomes.length > 0 ? before : training(steps);
  const present = stepMs === null ? each : training(Math.max(0, steps - step));
  return present + each * (seeds.length - outcomes.length - 1);
}

/** What was planned, and what came of it. */
export type Trained = LuckPlan & Pick<Luck, 'outcomes'>;

/** What scripts get: per run the measures of every seed; NaN where the seed was stopped. */
export interface LuckSummary {
  readonly steps: number;
  readonly runs: readonly {
    readonly name: string;
    readonly seeds: readonly { readonly seed: number; readonly testAccuracy: number; readonly compactness: number }[];
  }[];
}

/** The outcomes so far by run. */
export function summaryOf({ experiment, steps, outcomes }: Trained): LuckSummary {
  const seeds = (run: number) => outcomes.map(({ seed, runs }) => ({ seed, testAccuracy: runs[run]?.testAccuracy ?? NaN, compactness: runs[run]?.compactness ?? NaN }));
  return { steps, runs: experiment.runs.map(({ name }, i) => ({ name, seeds: seeds(i) })) };
}
