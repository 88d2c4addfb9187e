import type { Scalar, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { CenterMotion } from '../kernels/losses/updateCenters.ts';
import type { Random } from '../random.ts';

/** What a model made of a batch, and what it is measured against. */
export interface LossBatch {
  /** float32 [B, D] */
  readonly features: Tensor2D;
  /** float32 [B, C] */
  readonly logits: Tensor2D;
  /** int32 [B] */
  readonly labels: Tensor1D;
}

/** A variable with its name among a term's own ("centers"). */
export type NamedVariable = readonly [name: string, held: Variable];

/** What a term is made for. */
export interface TermContext {
  /** C. */
  readonly classes: number;
  /** D. */
  readonly dimension: number;
  /** Value of each option that the loss declares in the catalog. */
  readonly options: Readonly<Record<string, number>>;
  /** A stream of the experiment's seed, by what it is for: every run draws the same numbers. */
  random(purpose: string): Random;
  /** How class centers move. */
  readonly centerMotion: CenterMotion;
}

/** A loss at work in one run, with what it trains or keeps track of. */
export interface Term {
  /** Trained with the run's model, by its optimizer, where the term is part of the objective. */
  readonly parameters: readonly NamedVariable[];
  /** Changed by `update`, in place on WebGPU; kept in checkpoints with the parameters. */
  readonly tracked: readonly NamedVariable[];
  /** float32 [C, D], one of the above: what the loss pulls each class to, drawn as the class centers. */
  readonly centers?: Variable;
  /**
   * Unweighted value, float32 [], differentiable in what it reads of the batch and in the parameters; the caller disposes it.
   * @throws PlaygroundError when shapes do not fit together.
   */
  compute(batch: LossBatch): Scalar;
  /** Moves what is tracked, after the optimizer's step; the features are from before it. */
  update?(batch: Pick<LossBatch, 'features' | 'labels'>): void;
  /** Disposes parameters and what is tracked. */
  dispose(): void;
}

/** How a loss of the catalog is put to work: makes a term, which the caller disposes. */
export type Loss = (context: TermContext) => Term;
