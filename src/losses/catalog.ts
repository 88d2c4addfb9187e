/**
 * The loss terms an objective can be made of, by id. `formula` is for reading, `weight` the range of the factor a term enters
 * the sum with (no unit), `source` where the definition comes from.
 */
export const losses = {
  softmax: {
    label: 'Softmax cross-entropy',
    formula: 'L_softmax = −(1/B) Σᵢ log softmax(logitsᵢ)[yᵢ]',
    weight: { min: 0.001, max: 10, default: 1 },
    source: 'mean over the batch, natural logarithm',
  },
  center: {
    label: 'Center loss',
    formula: 'L_center = (1/B) Σᵢ |xᵢ − c_yᵢ|²',
    weight: { min: 0.001, max: 10, default: 0.1 },
    source: 'Wen et al., ECCV 2016, as a mean without the factor 1/2 (KaiyangZhou/pytorch-center-loss)',
  },
} as const;

/** Names a loss in experiments and links. */
export type LossId = keyof typeof losses;
