import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedExperiment } from './config/validate.ts';
import { checkGuests, trainGuests } from './guestCases.ts';
import { guestExperiment, welcomeGuests } from './guests.ts';
import { lossContract } from './losses/contract.ts';
import { openBackend } from './training/backend/backend.ts';

const leave = welcomeGuests();
beforeAll(async () => void (await openBackend('cpu')));
afterAll(leave);

lossContract('shell');

describe('a loss, a data set and a projection that only this test knows', () => {
  it('train, are logged, measured, drawn, kept and brought back', async () => {
    const trained = await trainGuests(true);
    checkGuests(trained);
    expect(trained.captureState).toEqual({ ordinary: 'Only WebGPU can replay recorded commands.' });
  }, 240_000);

  it('are validated by what they declare', () => {
    const experiment = guestExperiment();
    const [, shelled] = experiment.runs;
    const withTerm = (change: object) => ({ ...experiment, runs: [{ ...shelled, objective: [shelled!.objective[0], { ...shelled!.objective[1], ...change }] }] });
    expect(() => checkedExperiment(withTerm({ weight: 6 }))).toThrow('runs[0].objective[1].weight is 6; it must be a number from 0 to 5');
    expect(() => checkedExperiment(withTerm({ options: { stretch: 9 } }))).toThrow('runs[0].objective[1].options.stretch is 9; it must be a number from 0.5 to 4');
    expect(() => checkedExperiment(withTerm({ options: {} }))).toThrow('runs[0].objective[1].options.stretch is missing');
    expect(() => checkedExperiment(withTerm({ options: { stretch: 1, twist: 1 } }))).toThrow('runs[0].objective[1].options.twist is not a setting of this loss; this loss is set by stretch');
    expect(() => checkedExperiment({ ...experiment, dimension: 65 })).toThrow('projection is last-two, which draws 2 to 64 dimensions; the experiment has 65');
  });

  it('are gone once they leave', () => {
    leave();
    expect(() => guestExperiment()).toThrow('There is no loss "shell"');
  });
});
