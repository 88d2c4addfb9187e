import { div, add, mul } from '@tensorflow/tfjs-core';
import { Catalog } from '../catalog.ts';
import type { CenterRule } from '../kernels/losses/updateCenters.ts';
import type { centerRuleChoices } from './catalog.ts';

/** Along the gradient of the unweighted center loss: a mean over the batch, without factor 1/2. */
export const gradient: CenterRule = {
  key: 'gradient',
  wgsl: 'pull * 2.0 / batch',
  step: (pull, _counts, batch) => mul(pull, 2 / batch),
  reference: (pull, _count, batch) => (2 / batch) * pull,
};

/** Wen et al.'s step (ECCV 2016, eq. 4): a mean over the samples of the class, and one more. */
export const paper: CenterRule = {
  key: 'paper',
  wgsl: 'pull / (1.0 + count)',
  step: (pull, counts) => div(pull, add(counts, 1)),
  reference: (pull, count) => pull / (1 + count),
};

/** How each rule of the catalog moves the centers; leaving one out does not compile. */
export const centerRuleFormulas = new Catalog<CenterRule>('center rule', { gradient, paper } satisfies Record<keyof typeof centerRuleChoices, CenterRule>);
