import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import type { SetUp } from '../../worker/session/setUp.ts';
import { reduce } from './reduce.ts';
import { initialState } from './state.ts';
import type { AppState } from './state.ts';

const setUpOf = (id: string, stepsPerEpoch: number): SetUp => ({
  experiment: { ...defaultExperiment, dataset: id },
  step: 0,
  log: [],
  ahead: [],
  dataset: { id, label: id, classNames: ['a', 'b'], form: { height: 28, width: 28, channels: 1, mean: 0, std: 1 }, trainCount: 90, testCount: 30 },
  parameterCount: 1,
  stepsPerEpoch,
  drawnStrangers: [],
});
const prepared = (state: AppState, id: string, stepsPerEpoch = 3) => reduce(state, { type: 'prepared', id: 1, setUp: setUpOf(id, stepsPerEpoch) });
const stopOf = ({ stopAt, stopIsSuggested }: AppState) => [stopAt, stopIsSuggested];
const photographs = `photographs-${'0'.repeat(12)}`;

describe('where training stops', () => {
  const suggested = reduce(prepared(initialState, photographs), { type: 'stopSuggested' });

  it('is suggested on photographs, after thirty epochs, and nowhere else', () => {
    expect(stopOf(prepared(initialState, photographs))).toEqual([null, false]);
    expect(stopOf(suggested)).toEqual([90, true]);
    expect(stopOf(reduce(prepared(initialState, 'mnist-10k'), { type: 'stopSuggested' }))).toEqual([null, false]);
  });

  it('is what a person set, whatever is set up, and none where it was cleared', () => {
    const set = reduce(prepared(initialState, 'mnist-10k'), { type: 'stopSet', step: 500 });
    expect(stopOf(reduce(prepared(set, photographs), { type: 'stopSuggested' }))).toEqual([500, false]);
    const cleared = reduce(suggested, { type: 'stopSet', step: null });
    expect(stopOf(prepared(cleared, photographs))).toEqual([null, false]);
    expect(stopOf(prepared(reduce(suggested, { type: 'stopSet', step: 90 }), 'mnist-10k'))).toEqual([90, false]);
  });

  it('follows the length of an epoch where it was suggested, and goes with other data', () => {
    expect(stopOf(prepared(suggested, photographs, 6))).toEqual([180, true]);
    expect(stopOf(prepared(suggested, 'mnist-10k'))).toEqual([null, false]);
  });

  it('is told when it is reached: as it was set, or after how many epochs', () => {
    const messageAt = (state: AppState) => reduce({ ...state, step: state.stopAt! }, { type: 'running', id: 1, running: false }).notice?.message;
    expect(messageAt(suggested)).toBe('Stopped at step 90, after 30 epochs.');
    expect(messageAt(reduce(suggested, { type: 'stopSet', step: 1200 }))).toBe('Stopped at step 1,200, as it was set.');
  });
});
