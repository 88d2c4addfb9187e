import { describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { CancelledError, PlaygroundError } from '../../errors.ts';
import { reduceLuck, summaryOf } from './luck.ts';
import type { Luck } from './luck.ts';
import { SeedTrials } from './trials.ts';
import type { Measured, Stage } from './trials.ts';

const plan = { kind: 'seeds' as const, experiment: defaultExperiment, steps: 5, seeds: [1, 2, 3] };
const measured: Measured = { runs: [{ testAccuracy: 0.5, compactness: 1 }], fault: null };

/** Trials on a stage that notes what it is asked for; `train` says how a seed ends. */
function notedTrials(train: (seed: number, signal: AbortSignal) => Promise<Measured>, change: Partial<Stage<string, object>> = {}) {
  const calls: string[] = [];
  const held: { luck: Luck | null } = { luck: null };
  const trials = new SeedTrials<string, object>({
    setAside: async () => {
      calls.push('set aside');
      return { aside: 'own', plan };
    },
    train: (_plan, seed, signal) => {
      calls.push(`train ${seed}`);
      return train(seed, signal);
    },
    bringBack: async (aside) => void calls.push(`bring back ${aside}`),
    tell: (action) => (held.luck = reduceLuck(held.luck, action)),
    ...change,
  });
  return { trials, calls, luck: () => held.luck };
}

const refusal = (request: Promise<unknown>) => request.then(() => 'not refused', (error: unknown) => error);

describe('seeds in the place of a training', () => {
  it('are trained one after the other, then the training is brought back', async () => {
    const { trials, calls, luck } = notedTrials(async () => measured);
    const run = trials.run({});
    expect(trials.underWay).toBe(true);
    expect(summaryOf(await run).runs[0]!.seeds.map(({ seed, testAccuracy }) => [seed, testAccuracy])).toEqual([[1, 0.5], [2, 0.5], [3, 0.5]]);
    expect(calls).toEqual(['set aside', 'train 1', 'train 2', 'train 3', 'bring back own']);
    expect(luck()).toMatchObject({ stage: 'over', trouble: null });
    expect(trials.underWay).toBe(false);
  });

  it('end in the middle of a seed: those measured stay, and nobody waits for the rest', async () => {
    const signals: AbortSignal[] = [];
    const { trials, calls, luck } = notedTrials((seed, signal) => {
      signals.push(signal);
      return seed === 1 ? Promise.resolve(measured) : new Promise(() => undefined);
    });
    const run = refusal(trials.run({}));
    await vi.waitFor(() => expect(calls).toContain('train 2'));
    await trials.end();
    expect(await run).toBeInstanceOf(CancelledError);
    expect(calls).toEqual(['set aside', 'train 1', 'train 2', 'bring back own']);
    expect(signals[1]!.aborted).toBe(true);
    expect(luck()).toMatchObject({ stage: 'over', trouble: null, outcomes: [{ seed: 1 }] });
  });

  it('end before the first seed', async () => {
    const { trials, calls } = notedTrials(async () => measured);
    const run = refusal(trials.run({}));
    await trials.end();
    expect(await run).toBeInstanceOf(CancelledError);
    expect(calls).toEqual(['set aside', 'bring back own']);
  });

  it('go on after a seed that was stopped', async () => {
    const { trials, luck } = notedTrials(async (seed) => (seed === 2 ? { runs: [], fault: 'It diverged.' } : measured));
    const { runs } = summaryOf(await trials.run({}));
    expect(runs[0]!.seeds.map(({ testAccuracy }) => testAccuracy)).toEqual([0.5, NaN, 0.5]);
    expect(luck()!.outcomes.map(({ fault }) => fault)).toEqual([null, 'It diverged.', null]);
  });

  it('stop where no seed can be trained any more, and say why', async () => {
    const { trials, calls, luck } = notedTrials(async (seed) => {
      if (seed === 2) throw new PlaygroundError('The worker stopped.', 'Restart.');
      return measured;
    });
    expect(await refusal(trials.run({}))).toMatchObject({ message: 'The worker stopped.' });
    expect(calls.at(-1)).toBe('bring back own');
    expect(luck()).toMatchObject({ stage: 'over', outcomes: [{ seed: 1 }], trouble: { message: 'The worker stopped.', hint: 'Restart.' } });
  });

  it('do not begin where there is no training to come back to', async () => {
    const { trials, calls, luck } = notedTrials(async () => measured, { setAside: () => Promise.reject(new PlaygroundError('It has stopped.', 'Restart it.')) });
    expect(await refusal(trials.run({}))).toMatchObject({ message: 'It has stopped.' });
    expect([calls, luck(), trials.underWay]).toEqual([[], null, false]);
  });

  it('are over also where the training cannot be brought back', async () => {
    const { trials, luck } = notedTrials(async () => measured, { bringBack: () => Promise.reject(new PlaygroundError('No device.', 'Restart.')) });
    expect(await refusal(trials.run({}))).toMatchObject({ message: 'No device.' });
    expect([luck()!.stage, trials.underWay]).toEqual(['over', false]);
  });
});
