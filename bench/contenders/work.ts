import { architectureOf } from '../../src/models/catalog.ts';
import type { ConvNetId } from '../../src/models/catalog.ts';

/** A layer's multiply-adds for one image, forward. */
function multiplyAdds(model: ConvNetId): number[] {
  const { widths, kernel, convolutionsPerBlock, hidden } = architectureOf(model);
  let channels = 1;
  const convolutions = widths.flatMap((width, block) =>
    Array.from({ length: convolutionsPerBlock }, () => {
      const count = (28 >> block) ** 2 * kernel ** 2 * channels * width;
      channels = width;
      return count;
    }),
  );
  const side = 28 >> widths.length;
  const dense = [side ** 2 * channels, ...(hidden ? [hidden] : []), 2, 10];
  return [...convolutions, ...dense.slice(1).map((outputs, i) => dense[i]! * outputs)];
}

/**
 * Floating-point operations of one training step of one run on `batch` images of 28x28 with D = 2 and ten classes: products
 * forward, for the filters' gradients and for the inputs' gradients (the first layer needs none), two operations a
 * multiply-add, taps over the zero border included. Left out, being under a twentieth: biases, PReLU, pooling, losses, Adam.
 */
export function stepFlops(model: ConvNetId, batch: number): number {
  return 2 * batch * multiplyAdds(model).reduce((sum, count, layer) => sum + (layer === 0 ? 2 : 3) * count, 0);
}
