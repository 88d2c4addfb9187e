import { memory, reshape, scalar, tensor1d, tensor2d, tidy, variable, variableGrads } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { relativeError } from '../kernels/device/comparison.ts';
import { createRandom } from '../random.ts';
import { losses } from './catalog.ts';
import { centerRuleFormulas } from './centerRules.ts';
import { lossFactories } from './index.ts';
import type { Term } from './loss.ts';

/** Central differences in float32 with a step of 0.01, relative to the largest entry. */
const differenceTolerance = 5e-3;
const step = 0.01;

const [batch, dimension, classes] = [5, 3, 4];

/** Tests only: a term of a loss with its default options, for five examples of four classes with three features. */
function makeTerm(id: string): { term: Term; dispose: () => void } {
  const rate = scalar(0.5);
  const options = Object.fromEntries(Object.entries(losses.get(id).options).map(([name, option]) => [name, option.default]));
  const random = (purpose: string) => createRandom(9, purpose);
  const term = lossFactories.get(id)({ classes, dimension, options, random, centerMotion: { rule: centerRuleFormulas.get('gradient'), rate } });
  return { term, dispose: () => [term, rate].forEach((held) => held.dispose()) };
}

/** Seeded features [B, D] and logits [B, C], as variables. */
function inputs(): { features: Variable; logits: Variable } {
  const random = createRandom(9, 'contract');
  const normals = (columns: number) => tidy(() => variable(tensor2d(Float32Array.from({ length: batch * columns }, () => random.normal()), [batch, columns])));
  return { features: normals(dimension), logits: normals(classes) };
}

const someLabels = () => tensor1d([0, 2, 2, 3, 0], 'int32');

/** Tests only: what holds for every loss of the catalog. Call it where tests are collected, with the tfjs backend set before they run. */
export function lossContract(id: string): void {
  describe(`loss ${id}`, () => {
    /** Does something with a term and its inputs, and disposes them. */
    async function using(work: (given: { term: Term; features: Variable; logits: Variable; labels: Tensor1D }) => Promise<void> | void): Promise<void> {
      const { term, dispose } = makeTerm(id);
      const given = { ...inputs(), labels: someLabels() };
      await work({ term, ...given });
      [given.features, given.logits, given.labels].forEach((held) => held.dispose());
      dispose();
    }
    const compute = (term: Term, features: Variable, logits: Variable, labels: Tensor1D) =>
      term.compute({ features: features as unknown as Tensor2D, logits: logits as unknown as Tensor2D, labels });
    const valueOf = async (term: Term, features: Variable, logits: Variable, labels: Tensor1D): Promise<number> => {
      const value = tidy(() => compute(term, features, logits, labels));
      const [number] = await value.data();
      value.dispose();
      return number!;
    };

    it('declares defaults within their ranges', () => {
      const { weight, options } = losses.get(id);
      expect(weight.sliderMin).toBeGreaterThan(0);
      for (const { min, max, default: usual } of [weight, ...Object.values(options)]) {
        expect(usual).toBeGreaterThanOrEqual(min);
        expect(usual).toBeLessThanOrEqual(max);
      }
    });

    it('is finite and positive', () =>
      using(async ({ term, features, logits, labels }) => {
        const value = await valueOf(term, features, logits, labels);
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(Infinity);
      }));

    it('has its finite differences as gradient, in features, logits and what it trains', () =>
      using(async ({ term, features, logits, labels }) => {
        const { grads, value } = variableGrads(() => compute(term, features, logits, labels));
        value.dispose();
        expect(Object.keys(grads).length).toBeGreaterThan(0);
        for (const held of [features, logits, ...term.parameters.map(([, parameter]) => parameter)]) {
          const start = await held.data<'float32'>();
          const at = async (k: number, by: number) => {
            tidy(() => held.assign(reshape(tensor1d(start.map((entry, i) => (i === k ? entry + by : entry))), held.shape)));
            return valueOf(term, features, logits, labels);
          };
          const differences: number[] = [];
          for (let k = 0; k < start.length; k++) differences.push(((await at(k, step)) - (await at(k, -step))) / (2 * step));
          await at(0, 0);
          // What a loss does not read has no gradient, and makes no difference.
          const gradient = (await grads[held.name]?.data<'float32'>()) ?? new Float32Array(start.length);
          const error = grads[held.name] ? relativeError(gradient, differences) : Math.max(...differences.map(Math.abs));
          expect(error).toBeLessThan(differenceTolerance);
        }
        Object.values(grads).forEach((gradient) => gradient.dispose());
      }));

    it('leaks no tensor, forward, backward and when it moves what it keeps track of', async () => {
      const before = memory().numTensors;
      await using(({ term, features, logits, labels }) => {
        const held = memory().numTensors;
        const { grads, value } = variableGrads(() => compute(term, features, logits, labels));
        [value, ...Object.values(grads)].forEach((tensor) => tensor.dispose());
        term.update?.({ features: features as unknown as Tensor2D, labels });
        expect(memory().numTensors).toBe(held);
      });
      expect(memory().numTensors).toBe(before);
    });

    it('keeps what it tracks finite', () =>
      using(async ({ term, features, labels }) => {
        for (let k = 0; k < 3; k++) term.update?.({ features: features as unknown as Tensor2D, labels });
        for (const [, held] of term.tracked) expect((await held.data()).every(Number.isFinite)).toBe(true);
      }));

    it('refuses labels of another length and labels that are not int32', () =>
      using(({ term, features, logits }) =>
        tidy(() => {
          expect(() => compute(term, features, logits, tensor1d([0, 1], 'int32'))).toThrow(PlaygroundError);
          expect(() => compute(term, features, logits, tensor1d([0, 2, 2, 3, 0]))).toThrow(PlaygroundError);
        }),
      ));
  });
}
