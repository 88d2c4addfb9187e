import { describe, expect, it } from 'vitest';
import { ranges } from '../../config/ranges.ts';
import { defaultExperiment } from '../../config/experiment.ts';
import { reduceLuck, reduceTrials, secondsLeft, seedsFrom, summaryOf, underWay, usualSteps } from './luck.ts';
import type { Luck, LuckAction, SeedOutcome, Trials } from './luck.ts';

const plan = { kind: 'seeds' as const, experiment: defaultExperiment, steps: 100, seeds: [1, 2, 3] };
const outcome = (seed: number, accuracy: number): SeedOutcome => ({ seed, seconds: 10, fault: null, runs: [accuracy, accuracy + 0.1].map((testAccuracy) => ({ testAccuracy, compactness: 0.5 })) });
const after = (...actions: LuckAction[]) => actions.reduce(reduceLuck, null);
const began: LuckAction = { type: 'luckBegan', plan };

describe('seeds', () => {
  it('begin with the one in effect; after the largest comes 0', () => {
    expect(seedsFrom(7, 3)).toEqual([7, 8, 9]);
    expect(seedsFrom(ranges.seed.max, 3)).toEqual([ranges.seed.max, 0, 1]);
  });

  it('are trained for as many steps as the training has, at its beginning two epochs', () => {
    expect([usualSteps(938, 62), usualSteps(0, 62)]).toEqual([938, 124]);
  });
});

describe('the course of seeds', () => {
  it('gathers outcomes, then returns, then is over', () => {
    const trained = after(began, { type: 'luckMeasured', outcome: outcome(1, 0.5) });
    expect(trained).toMatchObject({ ...plan, stage: 'training', outcomes: [{ seed: 1 }] });
    expect(reduceLuck(trained, { type: 'luckReturning', trouble: null })).toMatchObject({ stage: 'returning', trouble: null });
    expect(after(began, { type: 'luckReturning', trouble: { message: 'a', hint: 'b' } }, { type: 'luckOver' })).toMatchObject({ stage: 'over', trouble: { message: 'a' } });
  });

  it('begins anew', () => {
    expect(after(began, { type: 'luckMeasured', outcome: outcome(1, 0.5) }, { type: 'luckOver' }, began)).toMatchObject({ stage: 'training', outcomes: [] });
    expect(after({ type: 'luckOver' })).toBeNull();
  });

  it('says how long it will take by the seeds before and the steps of the one under way', () => {
    const first = after(began) as Luck;
    expect(secondsLeft(first, 0, null)).toBeNull();
    expect(secondsLeft(first, 40, 50)).toBe(3 + 2 * 5);
    const second = reduceLuck(first, { type: 'luckMeasured', outcome: outcome(1, 0.5) })!;
    expect(secondsLeft(second, 0, null)).toBe(20);
    expect(secondsLeft(second, 90, 50)).toBe(10.5);
  });
});

describe('the two kinds', () => {
  const none: Trials = { luck: null, strangers: null };
  const all = (...actions: LuckAction[]) => actions.reduce(reduceTrials, none);
  const strangers: LuckAction = { type: 'luckBegan', plan: { ...plan, kind: 'strangers' } };

  it('keep what each came to, and what happens is of the one under way', () => {
    const both = all(began, { type: 'luckMeasured', outcome: outcome(1, 0.5) }, { type: 'luckOver' }, strangers, { type: 'luckMeasured', outcome: outcome(2, 0.9) });
    expect(both).toMatchObject({ luck: { stage: 'over', outcomes: [{ seed: 1 }] }, strangers: { stage: 'training', outcomes: [{ seed: 2 }] } });
    expect(underWay(both)).toBe(both.strangers);
    expect(underWay(reduceTrials(both, { type: 'luckOver' }))).toBeNull();
    expect(reduceTrials(none, { type: 'luckOver' })).toBe(none);
  });
});

describe('outcomes by run', () => {
  const stopped: SeedOutcome = { seed: 2, seconds: 1, fault: 'Softmax diverged at step 3.', runs: [] };
  const summary = summaryOf({ ...plan, outcomes: [outcome(1, 0.5), stopped] });

  it('have NaN where a seed was stopped', () => {
    expect(summary).toEqual({
      steps: 100,
      runs: [
        { name: 'Softmax', seeds: [{ seed: 1, testAccuracy: 0.5, compactness: 0.5 }, { seed: 2, testAccuracy: NaN, compactness: NaN }] },
        { name: 'Softmax + center', seeds: [{ seed: 1, testAccuracy: 0.6, compactness: 0.5 }, { seed: 2, testAccuracy: NaN, compactness: NaN }] },
      ],
    });
  });
});
