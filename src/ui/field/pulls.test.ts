import { scalar, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { centerRuleFormulas } from '../../losses/centerRules.ts';
import { lossFactories } from '../../losses/index.ts';
import type { TermContext } from '../../losses/loss.ts';
import { createLinearHead } from '../../models/linearHead.ts';
import { createRandom } from '../../random.ts';
import { openBackend } from '../../training/backend/backend.ts';
import type { Vector } from './head.ts';
import { planeHead } from './head.ts';
import { balanceOf, lengthOf, lossAt, pullsAt } from './pulls.ts';
import type { Tug } from './pulls.ts';

beforeAll(() => openBackend('cpu'));

const classes = 4;
const weights = { softmax: 1, center: 0.3 };

/** A head with random weights, and the product's own losses of one feature under it. */
async function product(hasBias: boolean) {
  const random = createRandom(3, 'pulls');
  const head = createLinearHead({ example: { length: 2 }, dimension: 2, classes }, (shape) => Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 2 * random.normal()), { hasBias });
  const context: TermContext = { classes, dimension: 2, options: {}, random: (purpose) => createRandom(5, purpose), centerMotion: { rule: centerRuleFormulas.get('gradient'), rate: scalar(0.5) } };
  const [softmax, center] = [lossFactories.get('softmax')(context), lossFactories.get('center')(context)];
  const values = Float32Array.from((await Promise.all(head.parameters.map((held) => held.data()))).flatMap((part) => [...part]));
  const centers = await center.centers!.data();
  const losses = ([x, y]: Vector, label: number) =>
    Promise.all(
      tidy(() => {
        const features = tensor2d([x, y], [1, 2]);
        const batch = { features, logits: head.logits(features, null), labels: tensor1d([label], 'int32') };
        return [softmax, center].map((term) => term.compute(batch));
      }).map(async (loss) => (await loss.data())[0]!),
    );
  const tug = (label: number): Tug => ({ head: planeHead(values, classes)!, label, center: [centers[2 * label]!, centers[2 * label + 1]!], weights });
  return { losses, tug };
}

describe('pullsAt', () => {
  it.each([false, true])('is minus the gradient of the losses that train, bias %s', async (hasBias) => {
    const { losses, tug } = await product(hasBias);
    const step = 1e-2;
    for (const [label, place] of [[0, [0.4, -0.2]], [2, [-1.1, 0.7]], [3, [0.05, 1.5]]] as const) {
      const { softmax, center, sum } = pullsAt(tug(label), place);
      const slopes = await Promise.all(
        ([[step, 0], [0, step]] as const).map(async ([dx, dy]) => {
          const [ahead, behind] = [await losses([place[0] + dx, place[1] + dy], label), await losses([place[0] - dx, place[1] - dy], label)];
          return ahead.map((loss, k) => (loss - behind[k]!) / (2 * step));
        }),
      );
      for (const axis of [0, 1] as const) {
        expect(softmax[axis]).toBeCloseTo(-weights.softmax * slopes[axis]![0]!, 3);
        expect(center[axis]).toBeCloseTo(-weights.center * slopes[axis]![1]!, 3);
        expect(sum[axis]).toBeCloseTo(softmax[axis] + center[axis], 9);
      }
      const [xent, pull] = await losses(place, label);
      expect(lossAt(tug(label), place)).toBeCloseTo(weights.softmax * xent! + weights.center * pull!, 4);
    }
  });
});

describe('balanceOf', () => {
  it('is where the pulls cancel, the least of the loss around, for weak and strong center loss', async () => {
    const { tug } = await product(true);
    for (const center of [0.001, 0.1, 10]) {
      for (let label = 0; label < classes; label++) {
        const one: Tug = { ...tug(label), weights: { softmax: 1, center } };
        const place = balanceOf(one)!;
        expect(lengthOf(pullsAt(one, place).sum)).toBeLessThan(1e-4);
        const radius = 0.3;
        for (const [x, y] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) expect(lossAt(one, [place[0] + radius * x, place[1] + radius * y])).toBeGreaterThan(lossAt(one, place));
      }
    }
  });

  it('comes nearer to the center the more it weighs, and is nowhere without center loss', async () => {
    const { tug } = await product(false);
    const distance = (center: number) => {
      const one: Tug = { ...tug(1), weights: { softmax: 1, center } };
      const place = balanceOf(one)!;
      return lengthOf([place[0] - one.center[0], place[1] - one.center[1]]);
    };
    expect(distance(0.01)).toBeGreaterThan(distance(0.1));
    expect(distance(0.1)).toBeGreaterThan(distance(1));
    expect(balanceOf({ ...tug(1), weights: { softmax: 1, center: 0 } })).toBeNull();
    expect(balanceOf({ ...tug(1), center: [Number.NaN, 0] })).toBeNull();
  });
});
