import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import type { Shared } from '../../config/link/shared.ts';
import type { Evaluation } from '../../worker/looks/looks.ts';
import type { SetUp } from '../../worker/session/setUp.ts';
import { historyLimit } from './history.ts';
import { reduce } from './reduce.ts';
import { initialState } from './state.ts';
import type { AppState } from './state.ts';

const setUp: SetUp = {
  experiment: defaultExperiment,
  step: 0,
  log: [],
  ahead: [],
  dataset: { id: 'mnist-10k', label: 'MNIST-10k', classNames: ['0', '1'], form: { height: 28, width: 28, channels: 1, mean: 0, std: 1 }, trainCount: 7996, testCount: 2004 },
  parameterCount: 24654,
  stepsPerEpoch: 62, drawnStrangers: [],
};
const metrics = { name: 'a', losses: { softmax: 1, center: 1 }, testAccuracy: 0.5, withinClassRadius: 1, minCenterDistance: 1, compactness: 1, collapsed: false };
const evaluationAt = (step: number, count = 2000): Evaluation => ({ step, count, runs: [metrics] });
const progress = (firstStep: number, steps: number) => ({
  type: 'progress' as const,
  id: 1,
  step: firstStep + steps - 1,
  trace: { firstStep, losses: Array.from({ length: steps }, (_, i) => [{ softmax: firstStep + i, center: 1 }]) },
  throughput: { stepMs: 10, imagesPerSecond: 100 },
});

describe('reduce', () => {
  const ready = reduce(initialState, { type: 'prepared', id: 1, setUp });

  it('rests at step 0 with empty curves once an experiment is set up', () => {
    const trained = reduce(ready, progress(1, 3));
    expect(trained.step).toBe(3);
    const again = reduce(trained, { type: 'prepared', id: 2, setUp });
    expect(again).toMatchObject({ phase: 'resting', step: 0, lossHistory: [], evaluations: [], losses: null });
  });

  it('shows all classes of another data set, and keeps hidden ones hidden in the same one', () => {
    const hiding = reduce(ready, { type: 'classesHidden', classes: [1] });
    expect(reduce(hiding, { type: 'prepared', id: 2, setUp }).hiddenClasses).toEqual([1]);
    const other = { ...setUp, dataset: { ...setUp.dataset, id: 'own-letters' } };
    expect(reduce(hiding, { type: 'prepared', id: 2, setUp: other }).hiddenClasses).toEqual([]);
  });

  it('leaves a lesson, and says so, where other data take the place of its own; its own, set up again, are its own still', () => {
    const lesson = { title: 'Pull', text: '', hidden: [], steps: [{ words: 'Train.', task: null }] };
    const shared: Shared = { experiment: defaultExperiment, changes: [], step: 0, axes: 'follow', hiddenClasses: [], stopAt: null, branches: [], lesson };
    const begun = reduce(ready, { type: 'linkOpened', own: 7, shared, problems: [] });
    expect(reduce(begun, { type: 'prepared', id: 2, setUp })).toMatchObject({ lesson: { lesson }, notice: null });
    const other = { ...setUp, dataset: { ...setUp.dataset, id: 'own-letters', label: 'letters' } };
    const left = reduce(begun, { type: 'prepared', id: 2, setUp: other });
    expect(left).toMatchObject({ lesson: null, notice: { kind: 'info', message: 'The lesson “Pull” is left: it is about MNIST-10k.' } });
    expect(reduce(left, { type: 'visitEnded', back: true }).notice).toBeNull();
    expect(reduce(left, { type: 'linkOpened', own: 7, shared, problems: [] })).toMatchObject({ lesson: { lesson, at: 0 }, notice: null });
  });

  it('appends the loss of every step', () => {
    const state = reduce(reduce(ready, progress(1, 2)), progress(3, 1));
    expect(state.lossHistory.map(({ step, runs }) => [step, runs[0]!['softmax']])).toEqual([[1, 1], [2, 2], [3, 3]]);
    expect(state.losses).toEqual([{ softmax: 3, center: 1 }]);
  });

  it('thins the history and keeps its newest point', () => {
    const state = reduce(ready, progress(1, historyLimit + 1));
    expect(state.lossHistory.length).toBeLessThanOrEqual(historyLimit);
    expect(state.lossHistory.at(-1)!.step).toBe(historyLimit + 1);
    expect(state.lossHistory[0]!.step).toBe(1);
  });

  it('keeps the sample’s measures and the whole test set’s of one step apart', () => {
    const sampled = reduce(ready, { type: 'snapshot', id: 1, snapshot: { step: 5, count: 0, runs: [] }, evaluation: evaluationAt(5) });
    const state = [evaluationAt(5, 10_000), evaluationAt(5, 10_000)].reduce<AppState>((held, evaluation) => reduce(held, { type: 'evaluation', id: 1, evaluation }), sampled);
    expect(state.evaluations).toEqual([evaluationAt(5), evaluationAt(5, 10_000)]);
    expect(state).toMatchObject({ evaluation: { count: 2000 }, wholeEvaluation: { count: 10_000 } });
  });

  it('keeps the last agreement until another experiment is set up', () => {
    const agreement = { step: 5, count: 2000, runs: [{ name: 'a', plane: 0.8, all: 0.9 }] };
    const state = reduce(ready, { type: 'agreement', id: 1, agreement });
    expect(state.agreement).toBe(agreement);
    expect(reduce(state, { type: 'prepared', id: 2, setUp }).agreement).toBeNull();
  });

  it('keeps the last good state when a set-up fails or training diverges', () => {
    const trained = reduce(ready, progress(1, 3));
    const failed = reduce(reduce(trained, { type: 'configuring', experiment: { ...defaultExperiment, seed: 9 } }), { type: 'configureFailed' });
    expect(failed).toMatchObject({ phase: 'resting', step: 3, setUp, experiment: defaultExperiment });
    const halted = reduce(trained, { type: 'halted', id: 1, cause: 'diverged', message: 'Loss became NaN.', hint: 'Lower the rate.' });
    expect(halted).toMatchObject({ phase: 'halted', step: 3, notice: { kind: 'error', message: 'Loss became NaN.' } });
    expect(halted.lossHistory).toEqual(trained.lossHistory);
  });

  it('prepares until it is set up, also where the training before is paused meanwhile', () => {
    const running = reduce(ready, { type: 'running', id: 1, running: true });
    const preparing = reduce(running, { type: 'configuring', experiment: { ...defaultExperiment, seed: 9 } });
    const paused = reduce(preparing, { type: 'running', id: 1, running: false });
    expect([running.phase, paused.phase]).toEqual(['running', 'preparing']);
    expect(reduce(paused, { type: 'prepared', id: 2, setUp }).phase).toBe('resting');
  });

  it('takes a refused change back to what the worker has, and leaves what is being prepared', () => {
    const changed = reduce(ready, { type: 'changed', change: { kind: 'term', loss: 'center', runs: [1], weight: 2, on: true } });
    expect(reduce(changed, { type: 'changeRefused', experiment: defaultExperiment })).toMatchObject({ experiment: defaultExperiment, effective: defaultExperiment });
    const preparing = reduce(changed, { type: 'configuring', experiment: { ...defaultExperiment, seed: 9 } });
    expect(reduce(preparing, { type: 'changeRefused', experiment: defaultExperiment })).toMatchObject({ experiment: { seed: 9 }, effective: defaultExperiment });
  });

  it('changes the center term of one run only', () => {
    const state = reduce(ready, { type: 'changed', change: { kind: 'term', loss: 'center', runs: [1], weight: 2, on: true } });
    expect(state.experiment.runs[1]!.objective[1]).toEqual({ loss: 'center', weight: 2, on: true, options: {} });
    expect(state.experiment.runs[0]).toEqual(defaultExperiment.runs[0]);
  });
});
