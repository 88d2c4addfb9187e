import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasets } from '../../data/catalog.ts';
import { PlaygroundError } from '../../errors.ts';
import { centerRules, losses } from '../../losses/catalog.ts';
import { heads, models } from '../../models/catalog.ts';
import { projections } from '../../projections/catalog.ts';
import { optimizers } from '../../training/catalog.ts';
import { defaultExperiment } from '../experiment.ts';
import { ranges } from '../ranges.ts';
import type { Experiment, LossTerm, Run } from '../schema.ts';
import { mutated } from '../mutated.ts';
import { checkedExperiment } from '../validate.ts';
import { mostCharacters, packed, unpacked } from './packed.ts';
import { readLink, readShared } from './read.ts';
import { bare } from './shared.ts';
import type { Shared } from './shared.ts';
import { linkContent } from './write.ts';

const within = ({ min, max }: { readonly min: number; readonly max: number }) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const whole = ({ min, max }: { readonly min: number; readonly max: number }) => fc.integer({ min, max });

const term = (loss: string): fc.Arbitrary<LossTerm> =>
  fc.record({
    loss: fc.constant(loss),
    weight: within(losses.get(loss).weight),
    on: fc.boolean(),
    options: fc.record(Object.fromEntries(Object.entries(losses.get(loss).options).map(([name, option]) => [name, within(option)]))),
  });

const others = losses.ids.filter((id) => id !== 'softmax');

const run = (i: number): fc.Arbitrary<Run> =>
  fc.tuple(fc.string({ minLength: 1, maxLength: 30 }), fc.constantFrom(...heads.ids), term('softmax'), fc.tuple(...others.map((loss) => fc.option(term(loss), { nil: null }))), fc.subarray(losses.ids), fc.option(fc.record({ learningRate: within(ranges.learningRate), centerRate: within(ranges.centerRate) }), { nil: null })).map(([name, head, softmax, terms, watched, rates]) => {
    const objective = [softmax, ...terms.filter((one) => one !== null)];
    const clean = name.replace(/[\p{Cc}\p{Cs}]/gu, '').trim();
    return { id: `run-${i}`, name: `${clean} ${i}`.trim(), head, objective, watched: watched.filter((loss) => !objective.some((one) => one.loss === loss)), ...(rates ? { rates } : {}) };
  });

const experiment: fc.Arbitrary<Experiment> = fc
  .record({
    dataset: fc.constantFrom(...datasets.ids, 'pixels-0123456789ab', 'photographs-0123456789ab'),
    heldOut: fc.uniqueArray(whole(ranges.classNumber), { maxLength: 4 }),
    model: fc.constantFrom(...models.ids),
    dimension: whole(ranges.dimension),
    seed: whole(ranges.seed),
    batchSize: whole(ranges.batchSize),
    optimizer: fc.constantFrom(...optimizers.ids),
    learningRate: within(ranges.learningRate),
    centerRule: fc.constantFrom(...centerRules.ids),
    centerRate: within(ranges.centerRate),
    runs: fc.integer({ min: 1, max: ranges.runs.max }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => run(i)))),
    drawn: fc.nat(20),
  })
  .map(({ drawn, ...settings }) => {
    const fitting = projections.entries.filter(([, { least, most }]) => settings.dimension >= least && settings.dimension <= most);
    return { ...defaultExperiment, ...settings, projection: fitting[drawn % fitting.length]![0] };
  });

const shared: fc.Arbitrary<Shared> = experiment.chain((of) =>
  fc.record({
    experiment: fc.constant(of),
    changes: fc
      .array(fc.record({ step: fc.nat(5000), change: fc.record({ kind: fc.constant('rates' as const), learningRate: within(ranges.learningRate), centerRate: within(ranges.centerRate) }) }), { maxLength: 4 })
      .map((changes) => changes.sort((a, b) => a.step - b.step)),
    step: fc.nat(100_000),
    stopAt: fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: null }),
    axes: fc.constantFrom('follow' as const, 'locked' as const, 'linked' as const),
    hiddenClasses: fc.uniqueArray(fc.nat(20), { maxLength: 5 }),
    branches: fc.constant([]),
    lesson: fc.constant(null),
  }),
);

/** The content, or null where it is refused for its length. */
function contentOrTooLong(value: Shared): string | null {
  try {
    return linkContent(value);
  } catch (error) {
    if (error instanceof PlaygroundError && /characters; at most/.test(error.message)) return null;
    throw error;
  }
}

describe('a link', () => {
  it('gives back any right experiment with all that is shared of it, in the characters that links have', () => {
    let given = 0;
    fc.assert(
      fc.property(shared, (value) => {
        const content = contentOrTooLong(value);
        if (content === null) return;
        given++;
        expect(content).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(content.length).toBeLessThanOrEqual(mostCharacters);
        expect(readLink(`https://example.org/page/#x=${content}`)).toEqual({ shared: value, problems: [] });
      }),
      { numRuns: 300 },
    );
    expect(given).toBeGreaterThan(200);
  });
});

const sound = (read: () => { readonly shared: Shared; readonly problems: readonly string[] }): 'right' | 'named' | 'refused' => {
  try {
    const { shared: value, problems } = read();
    expect(checkedExperiment(value.experiment)).toEqual(value.experiment);
    expect(problems.every((problem) => problem.length > 3 && problem.length < 400)).toBe(true);
    return problems.length > 0 ? 'named' : 'right';
  } catch (error) {
    expect(error).toBeInstanceOf(PlaygroundError);
    expect((error as PlaygroundError).hint).not.toBe('');
    return 'refused';
  }
};

const example: Shared = {
  ...bare,
  experiment: { ...defaultExperiment, seed: 7, batchSize: 64, runs: defaultExperiment.runs.map((of) => ({ ...of, name: `${of.name}, λ` })) },
  changes: [{ step: 12, change: { kind: 'term', runs: [1], loss: 'center', weight: 0.5, on: true } }],
  step: 30,
  hiddenClasses: [3],
};

describe('1,000 mutated links', () => {
  it('end in a named error, whatever characters were changed, cut or put in', () => {
    const content = linkContent(example);
    const outcomes = new Map<string, number>();
    const change = fc.tuple(fc.nat(content.length - 1), fc.nat(4), fc.string({ maxLength: 4 })).map(([at, cut, put]) => content.slice(0, at) + put + content.slice(at + cut));
    fc.assert(
      fc.property(change, (changed) => {
        const outcome = sound(() => readLink(`#x=${changed}`));
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        expect(outcome === 'refused' ? example : readLink(`#x=${changed}`).shared).toEqual(example);
      }),
      { numRuns: 1000 },
    );
    expect(outcomes.get('refused')).toBeGreaterThan(800);
  });

  it('whose checksum fits end in a right experiment, what is wrong named field by field', () => {
    const outcomes = new Map<string, number>();
    const { value } = unpacked(linkContent(example));
    fc.assert(
      fc.property(mutated(value as object), (changed) => {
        const outcome = sound(() => readShared(changed));
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        expect(outcome).not.toBe('refused');
      }),
      { numRuns: 1000 },
    );
    expect(outcomes.get('named')).toBeGreaterThan(300);
  });

  it('of random bytes are refused by name', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => {
      expect(sound(() => readLink(`#x=1-${text}`))).toBe('refused');
    }), { numRuns: 300 });
    expect(() => unpacked(`1-${'A'.repeat(3000)}`)).toThrow('3,002 characters, more than 1,900');
    expect(packed(1, {})).toMatch(/^1-/);
  });
});
