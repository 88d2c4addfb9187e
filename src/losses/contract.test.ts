import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { losses } from './catalog.ts';
import { lossContract } from './contract.ts';
import { lossFactories } from './index.ts';

beforeAll(() => setBackend('cpu'));

losses.ids.forEach(lossContract);

describe('the catalog', () => {
  it('gives each loss a subscript and a weight sign of its own, so that a formula can be read', () => {
    const all = losses.entries.map(([, choice]) => choice);
    expect(new Set(all.map(({ subscript }) => subscript)).size).toBe(all.length);
    const signs = all.flatMap(({ weightSign }) => weightSign ?? []);
    expect(new Set(signs).size).toBe(signs.length);
  });
});

describe('the factories', () => {
  it('put every loss of the catalog to work', () => {
    expect(lossFactories.ids.toSorted()).toEqual(losses.ids.toSorted());
  });
});
