import { Catalog } from '../catalog.ts';

/** A number that a loss can be set to. */
export interface LossOption {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** A loss as menus, formulas and validation know it. */
export interface LossChoice {
  readonly label: string;
  /** Name in a curve's or a table's title. */
  readonly short: string;
  /** Subscript of its L in a formula ("center"). */
  readonly subscript: string;
  /** Sign of its weight in a formula; null where that is 1 and not changed on the page. */
  readonly weightSign: string | null;
  /** For reading. */
  readonly formula: string;
  /** Range of the factor that it enters the sum with (no unit); `sliderMin` is the least one above 0 that a slider gives. */
  readonly weight: { readonly min: number; readonly max: number; readonly sliderMin: number; readonly default: number };
  readonly options: Readonly<Record<string, LossOption>>;
  /** What a person sees it do while it is switched on, and off. */
  readonly effect: { readonly on: string; readonly off: string };
  /** How it pulls on a feature, where that can be drawn in the plane: of the head's weights, or of the center of the class. */
  readonly pull?: 'cross-entropy' | 'center';
  /** Where the definition comes from. */
  readonly source: string;
}

const weight = { min: 0, max: 10, sliderMin: 0.001, default: 1 };

/** The losses that an objective can be made of. */
export const lossChoices = {
  softmax: {
    label: 'Softmax cross-entropy',
    short: 'Cross-entropy',
    subscript: 'softmax',
    weightSign: null,
    formula: 'L_softmax = −(1/B) Σᵢ log softmax(logitsᵢ)[yᵢ]',
    weight,
    options: {},
    effect: { on: 'Parts the classes: each feature is to be told from those of all other classes.', off: 'Nothing parts the classes.' },
    pull: 'cross-entropy',
    source: 'mean over the batch, natural logarithm',
  },
  center: {
    label: 'Center loss',
    short: 'Center loss',
    subscript: 'center',
    weightSign: 'λ',
    formula: 'L_center = (1/B) Σᵢ |xᵢ − c_yᵢ|²',
    weight: { ...weight, default: 0.1 },
    options: {},
    effect: {
      on: 'Pulls every feature towards the center of its class. First it costs accuracy; clusters part after some hundred steps.',
      off: 'Off: this run trains on plain softmax now and its clusters loosen. Its centers still follow; switched on again, they gather them.',
    },
    pull: 'center',
    source: 'Wen et al., ECCV 2016, as a mean without the factor 1/2 (KaiyangZhou/pytorch-center-loss)',
  },
  ring: {
    label: 'Ring loss',
    short: 'Ring loss',
    subscript: 'ring',
    weightSign: 'ρ',
    formula: 'L_ring = (1/2B) Σᵢ (|xᵢ| − R)²',
    weight: { ...weight, default: 0.01 },
    options: { radius: { label: 'First radius R', min: 0.1, max: 100, default: 10 } },
    effect: {
      on: 'Draws every feature onto a circle or sphere whose radius R is trained too; it gathers no class.',
      off: 'Off: nothing holds the features’ lengths.',
    },
    source: 'Zheng, Pal, Savvides, CVPR 2018; R starts where it is set, in the paper at the mean length of the first batch',
  },
} as const satisfies Record<string, LossChoice>;

/** The same as a catalog. */
export const losses = new Catalog<LossChoice>('loss', lossChoices);

/** How class centers move after each step. */
export interface CenterRuleChoice {
  readonly label: string;
  readonly formula: string;
  readonly source: string;
}

/** The rules by which class centers can move; n_j is the number of samples of class j in the batch. */
export const centerRuleChoices = {
  gradient: {
    label: 'Gradient',
    formula: 'c_j ← c_j − rate · (2/B) Σᵢ [yᵢ = j] (c_j − xᵢ)',
    source: 'the gradient of the unweighted center loss; torch.optim.SGD on the centers (KaiyangZhou/pytorch-center-loss)',
  },
  paper: {
    label: 'Wen et al.',
    formula: 'c_j ← c_j − rate · Σᵢ [yᵢ = j] (c_j − xᵢ) / (1 + n_j)',
    source: 'Wen et al., ECCV 2016, equation 4',
  },
} as const satisfies Record<string, CenterRuleChoice>;

/** The same as a catalog. */
export const centerRules = new Catalog<CenterRuleChoice>('center rule', centerRuleChoices);
