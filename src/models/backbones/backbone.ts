import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';

/** A frozen network on the active backend; the caller disposes it. */
export interface Backbone {
  /** Images [N,side,side,3] of bytes 0..255 (any numeric dtype) -> embeddings [N,length] float32; the caller disposes them. */
  embed(images: Tensor4D): Tensor2D;
  dispose(): void;
}
