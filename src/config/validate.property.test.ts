import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasets } from '../data/catalog.ts';
import { PlaygroundError } from '../errors.ts';
import { defaultExperiment, termOf } from './experiment.ts';
import type { Experiment } from './schema.ts';
import { deepFreeze, mutated } from './mutated.ts';
import { changedExperiment, checkedExperiment } from './validate.ts';

const within = (value: unknown, min: number, max: number) => typeof value === 'number' && value >= min && value <= max;

/** Whether an experiment is a right one, said once more in plain words. */
function isRight({ version, dataset, heldOut, model, dimension, projection, seed, batchSize, optimizer, learningRate, centerRule, centerRate, runs, ...rest }: Experiment): boolean {
  return (
    Object.keys(rest).length === 0 &&
    version === 3 &&
    heldOut.every((one, i) => Number.isInteger(one) && within(one, 0, 199) && heldOut.indexOf(one) === i) &&
    Number.isInteger(dimension) &&
    within(dimension, 2, 256) &&
    (projection === 'pca' || projection === (dimension === 2 ? 'identity' : 'tsne')) &&
    ['gradient', 'paper'].includes(centerRule) &&
    datasets.ids.includes(dataset) &&
    ['small-cnn', 'lenet++', 'direct'].includes(model) &&
    Number.isInteger(seed) &&
    within(seed, 0, 2 ** 31 - 1) &&
    Number.isInteger(batchSize) &&
    within(batchSize, 1, 1024) &&
    ['adam', 'sgd'].includes(optimizer) &&
    within(learningRate, 1e-5, 1) &&
    within(centerRate, 0, 1) &&
    within(runs.length, 1, 6) &&
    new Set(runs.map(({ name }) => name)).size === runs.length &&
    runs.every(
      ({ id, name, head, objective, watched, ...others }) =>
        Object.keys(others).length === 0 &&
        /^[a-z0-9-]{1,40}$/.test(id) &&
        head === 'linear' &&
        watched.every((loss) => ['softmax', 'center'].includes(loss)) &&
        typeof name === 'string' &&
        within(name.length, 1, 40) &&
        name === name.trim() &&
        objective.filter(({ loss }) => loss === 'softmax').length === 1 &&
        objective.filter(({ loss }) => loss === 'center').length === objective.length - 1 &&
        objective.length <= 2 &&
        objective.every(({ weight, on }) => within(weight, 0, 10) && typeof on === 'boolean'),
    )
  );
}

/** What came of the work: `right` experiment, `refused` so that a person can read it, or what was wrong. */
function outcome(work: () => Experiment): string {
  try {
    const experiment = work();
    return isRight(experiment) ? 'right' : `passed ${JSON.stringify(experiment)}`;
  } catch (error) {
    if (!(error instanceof PlaygroundError)) return `threw ${String(error)}`;
    return error.message.length <= 1200 && error.hint !== '' && error.message !== '' ? 'refused' : `${error.message.length} characters`;
  }
}

const seen = new Map<string, number>();
const counted = (result: string) => {
  seen.set(result, (seen.get(result) ?? 0) + 1);
  return result;
};
const sound = ['right', 'refused'];

describe('1,000 mutated experiments', () => {
  it('are refused by name or right, and stay what they are when checked again', () => {
    seen.clear();
    fc.assert(
      fc.property(mutated(defaultExperiment), (value) => {
        expect(sound).toContain(counted(outcome(() => checkedExperiment(deepFreeze(value)))));
      }),
      { numRuns: 1000 },
    );
    expect(seen.get('refused')).toBeGreaterThan(500);
    expect(seen.get('right')).toBeGreaterThan(10);
  });

  it('given as changes, never touch the experiment in effect', () => {
    const before = deepFreeze(structuredClone(defaultExperiment));
    const change = { ...defaultExperiment, runs: [{ name: 'a' }, { name: 'b', centerWeight: 0.1 }] };
    seen.clear();
    fc.assert(
      fc.property(mutated(change), (value) => {
        expect(sound).toContain(counted(outcome(() => changedExperiment(before, deepFreeze(value)))));
        expect(before).toEqual(defaultExperiment);
      }),
      { numRuns: 1000 },
    );
    expect(seen.get('refused')).toBeGreaterThan(500);
    expect(seen.get('right')).toBeGreaterThan(10);
  });

  it('are refused or right as text with changed characters', () => {
    const text = JSON.stringify(defaultExperiment);
    const changedText = fc.tuple(fc.nat(text.length - 1), fc.nat(3), fc.string({ maxLength: 3 })).map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
    fc.assert(
      fc.property(changedText, (changed) => {
        let value: unknown;
        try {
          value = JSON.parse(changed);
        } catch {
          return;
        }
        expect(sound).toContain(outcome(() => checkedExperiment(value)));
      }),
      { numRuns: 1000 },
    );
  });

  it('change nothing where they are right: what comes out goes in again', () => {
    fc.assert(
      fc.property(
        fc.record({ seed: fc.nat(2 ** 31 - 1), batchSize: fc.integer({ min: 1, max: 1024 }), learningRate: fc.double({ min: 1e-5, max: 1, noNaN: true }), weight: fc.double({ min: 1e-6, max: 10, noNaN: true }) }),
        ({ weight, ...change }) => {
          const experiment = changedExperiment(defaultExperiment, { ...change, runs: [{ name: 'plain' }, { name: 'center', centerWeight: weight }] });
          expect(termOf(experiment.runs[1]!, 'center')?.weight).toBe(weight);
          expect(checkedExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
        },
      ),
    );
  });
});
