import { add, matMul, memory, mul, scalar, setBackend, tensor1d, tensor2d, tidy, variable, variableGrads } from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Scalar, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment, termOf } from '../config/experiment.ts';
import { changedExperiment } from '../config/validate.ts';
import { PlaygroundError } from '../errors.ts';
import { softmaxCrossEntropy } from '../kernels/losses/softmaxCrossEntropy.ts';
import { createRandom } from '../random.ts';
import { centerRuleFormulas } from './centerRules.ts';
import type { Term } from './loss.ts';
import { ring } from './ring.ts';
import cases from './ringCases.json' with { type: 'json' };

/** Of PyTorch's float64, in float32: values by max(1, |value|), gradients row by row by max(0.1, the largest entry). */
const [valueTolerance, gradientTolerance] = [1e-6, 1e-5];

beforeAll(() => setBackend('cpu'));

/** Does something with a ring term of radius R for features of `dimension`, and disposes it. */
async function withRing(radius: number, dimension: number, work: (term: Term, radius: Variable) => Promise<void>): Promise<void> {
  const rate = scalar(0.5);
  const term = ring({ classes: 3, dimension, options: { radius }, random: (purpose) => createRandom(1, purpose), centerMotion: { rule: centerRuleFormulas.get('gradient'), rate } });
  await work(term, term.parameters[0]![1]);
  [term, rate].forEach((held) => held.dispose());
}

/** The largest error of a row, by the row's largest entry in the reference. */
function rowError(actual: ArrayLike<number>, expected: readonly number[], width: number): number {
  const errors = expected.map((value, k) => {
    const start = width * Math.floor(k / width);
    return Math.abs(actual[k]! - value) / Math.max(0.1, ...expected.slice(start, start + width).map(Math.abs));
  });
  expect(actual).toHaveLength(expected.length);
  return Math.max(...errors.map((error) => (Number.isFinite(error) ? error : Infinity)));
}

const dataOf = async (grads: NamedTensorMap, { name }: Variable) => await grads[name]!.data<'float32'>();

describe('ring loss on the CPU', () => {
  it.each(cases)('matches PyTorch in value and in gradients by features and R: $id', async (golden) => {
    const { B, D, C, options } = golden;
    const before = memory().numTensors;
    await withRing(options.R, D, async (term, radius) => {
      const features = tidy(() => variable(tensor2d(golden.features, [B, D])));
      const labels = tensor1d(golden.labels, 'int32');
      const { value, grads } = variableGrads(() => {
        const batch = { features: features as unknown as Tensor2D, labels };
        const { W } = golden;
        const logits: Tensor2D = W ? matMul(batch.features, tensor2d(W, [D, C])) : tensor2d(new Float32Array(B * C), [B, C]);
        const weighted = mul<Scalar>(term.compute({ ...batch, logits }), options.weight);
        return W ? add<Scalar>(weighted, softmaxCrossEntropy(logits, labels)) : weighted;
      });
      const [number] = await value.data();
      expect(Math.abs(number! - golden.value) / Math.max(1, Math.abs(golden.value))).toBeLessThan(valueTolerance);
      expect(rowError(await dataOf(grads, features), golden.d_features, D)).toBeLessThan(gradientTolerance);
      expect(rowError(await dataOf(grads, radius), [golden.d_R], 1)).toBeLessThan(gradientTolerance);
      [value, features, labels, ...Object.values(grads)].forEach((held) => held.dispose());
    });
    expect(memory().numTensors).toBe(before);
  });

  it('has gradient 0 in a feature at the origin, and the same as ever in the others', async () => {
    await withRing(2, 2, async (term, radius) => {
      const features = tidy(() => variable(tensor2d([0, 0, 3, 4], [2, 2])));
      const labels = tensor1d([0, 1], 'int32');
      const logits = tensor2d([0, 0, 0, 0], [2, 2]);
      const { value, grads } = variableGrads(() => term.compute({ features: features as unknown as Tensor2D, logits, labels }));
      expect((await value.data())[0]).toBeCloseTo((4 + 9) / 4, 5);
      const slopes = await dataOf(grads, features);
      const [atOrigin, others] = [slopes.slice(0, 2), slopes.slice(2)];
      expect(Math.max(...atOrigin.map(Math.abs))).toBe(0);
      expect(rowError(others, [(3 * 3) / 5 / 2, (3 * 4) / 5 / 2], 2)).toBeLessThan(gradientTolerance);
      expect((await dataOf(grads, radius))[0]).toBeCloseTo((2 - 3) / 2, 5);
      [value, features, labels, logits, ...Object.values(grads)].forEach((held) => held.dispose());
    });
  });

  it('refuses features of another dimension', () =>
    withRing(1, 3, async (term) => {
      const batch = { features: tensor2d([1, 2], [1, 2]), logits: tensor2d([0, 0], [1, 2]), labels: tensor1d([0], 'int32') };
      expect(() => term.compute(batch)).toThrow(new PlaygroundError('ring: features is [1, 2] float32, not [any, 3] float32.', 'Pass features as [any, 3] float32.'));
      Object.values(batch).forEach((held) => held.dispose());
    }));
});

describe('a run with ring loss, as scripts give it', () => {
  const objective = (change: object) => [
    { loss: 'softmax', weight: 1, on: true, options: {} },
    { loss: 'ring', weight: 0.01, on: true, options: { radius: 10 }, ...change },
  ];
  const configured = (change: object) => changedExperiment(defaultExperiment, { runs: [{ name: 'ring', objective: objective(change) }] });

  it('is set up with its weight and its options', () => {
    const [run] = configured({ options: { radius: 4 } }).runs;
    expect(termOf(run!, 'ring')).toEqual({ loss: 'ring', weight: 0.01, on: true, options: { radius: 4 } });
    expect(run!.watched).toEqual(['center']);
  });

  it.each([
    [{ weight: 11 }, 'runs[0].objective[1].weight is 11; it must be a number from 0 to 10'],
    [{ options: { radius: 0 } }, 'runs[0].objective[1].options.radius is 0; it must be a number from 0.1 to 100'],
    [{ options: undefined }, 'runs[0].objective[1].options is undefined'],
    [{ options: { R: 4, radius: 4 } }, 'runs[0].objective[1].options.R is not a setting of this loss; this loss is set by radius'],
  ])('is refused by name: %j', (change, message) => {
    expect(() => configured(change)).toThrow(PlaygroundError);
    expect(() => configured(change)).toThrow(message);
  });
});
