import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { LossId } from './catalog.ts';

/** What a model made of a batch, and what it is measured against. */
export interface LossBatch {
  /** float32 [B, D] */
  readonly features: Tensor2D;
  /** float32 [B, C] */
  readonly logits: Tensor2D;
  /** int32 [B] */
  readonly labels: Tensor1D;
  /** float32 [C, D], one per class. */
  readonly centers: Tensor2D;
}

/** One term of an objective. */
export interface Loss {
  readonly id: LossId;
  /**
   * Unweighted value, float32 [], differentiable in what it reads of the batch; the caller disposes it.
   * @throws PlaygroundError when shapes do not fit together.
   */
  compute(batch: LossBatch): Scalar;
}
