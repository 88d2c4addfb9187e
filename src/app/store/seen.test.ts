import { describe, expect, it } from 'vitest';
import { defaultExperiment, effectiveWeight } from '../../config/experiment.ts';
import type { Evaluation } from '../../worker/looks/looks.ts';
import type { SetUp } from '../../worker/session/setUp.ts';
import { reduce } from './reduce.ts';
import { seen } from './seen.ts';
import { initialState } from './state.ts';
import type { AppState } from './state.ts';

const measured = (step: number, count: number) => ({ step, count, runs: [] }) as Evaluation;
const setUp = { experiment: defaultExperiment, step: 0, log: [], dataset: { testCount: 2004 } } as unknown as SetUp;

/** A training at step 300 whose weight was changed at step 100. */
const trained: AppState = {
  ...initialState,
  setUp,
  step: 300,
  lossHistory: [1, 90, 100, 101, 300].map((step) => ({ step, runs: [{ softmax: step }, { softmax: -step }] })),
  evaluations: [measured(0, 250), measured(90, 250), measured(120, 2004), measured(200, 250), measured(300, 2004)],
  log: [{ step: 100, change: { kind: 'term', loss: 'center', runs: [1], weight: 2, on: true } }],
};

/** The same while a step of it is looked at. */
const at = (step: number, state = trained) => reduce(state, { type: 'shown', step });
const weightAt = (step: number) => effectiveWeight(seen(at(step)).experiment.runs[1]!, 'center');

describe('what is seen', () => {
  it('is the state itself while nothing of the past is looked at', () => {
    expect(seen(trained)).toBe(trained);
  });

  it('is, of a step of the past, its losses and the measures that were the last ones then', () => {
    expect(seen(at(150))).toMatchObject({ step: 150, lossesStep: 101, losses: [{ softmax: 101 }, { softmax: -101 }], evaluation: measured(90, 250), wholeEvaluation: measured(120, 2004), throughput: null });
    expect(seen(at(0))).toMatchObject({ step: 0, losses: null, evaluation: measured(0, 250), wholeEvaluation: null });
  });

  it('stands still while the curves are thinned, and is measured on other images than the whole set where classes are left out', () => {
    const shown = at(150);
    const thinner = { ...shown, lossHistory: shown.lossHistory.filter(({ step }) => step !== 101), evaluations: shown.evaluations.filter(({ step }) => step !== 90) };
    expect(seen(thinner)).toMatchObject({ step: 150, lossesStep: 101, losses: [{ softmax: 101 }, { softmax: -101 }], evaluation: measured(90, 250) });
    expect(seen(reduce(thinner, { type: 'shown', step: null })).shown).toBeNull();
    const fewer = { ...trained, evaluations: [measured(90, 250), measured(120, 1800)], wholeEvaluation: measured(300, 1800) };
    expect(seen(at(150, fewer))).toMatchObject({ evaluation: measured(90, 250), wholeEvaluation: measured(120, 1800) });
  });

  it('has the weights that a step was trained by', () => {
    expect([99, 100, 101, 300].map(weightAt)).toEqual([0.1, 0.1, 2, 2]);
  });

  it('is made once of a state', () => {
    const state = at(150);
    expect(seen(state)).toBe(seen(state));
  });
});
