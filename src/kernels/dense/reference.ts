/** A dense layer's arguments as flat row-major arrays: x [B, K], weight [K, N], bias [N] and slope [N] or null. */
export interface DenseArguments {
  readonly x: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
  readonly bias: ArrayLike<number> | null;
  readonly slope: ArrayLike<number> | null;
}

/** `y[b,n] = prelu(sum_k x[b,k] weight[k,n] + bias[n])` in float64; returns y and the pre-activation z, both [B, N]. */
export function denseReference({ x, weight, bias, slope }: DenseArguments, batch: number, inputs: number, units: number): { y: Float64Array; z: Float64Array } {
  const y = new Float64Array(batch * units);
  const z = new Float64Array(batch * units);
  for (let b = 0; b < batch; b++) {
    for (let n = 0; n < units; n++) {
      let sum = bias ? bias[n]! : 0;
      for (let k = 0; k < inputs; k++) sum += x[b * inputs + k]! * weight[k * units + n]!;
      z[b * units + n] = sum;
      y[b * units + n] = slope && sum <= 0 ? slope[n]! * sum : sum;
    }
  }
  return { y, z };
}

/** Gradients of `sum(dy * y)` in x, weight, bias and slope, in float64; bias and slope are zeros where the layer has none. */
export function denseGradientReference(given: DenseArguments, dy: ArrayLike<number>, batch: number, inputs: number, units: number) {
  const { x, weight, slope } = given;
  const { z } = denseReference(given, batch, inputs, units);
  const gradients = {
    x: new Float64Array(batch * inputs),
    weight: new Float64Array(inputs * units),
    bias: new Float64Array(units),
    slope: new Float64Array(units),
  };
  for (let b = 0; b < batch; b++) {
    for (let n = 0; n < units; n++) {
      const at = b * units + n;
      const negative = slope !== null && z[at]! <= 0;
      const dz = dy[at]! * (negative ? slope[n]! : 1);
      gradients.bias[n]! += dz;
      if (negative) gradients.slope[n]! += dy[at]! * z[at]!;
      for (let k = 0; k < inputs; k++) {
        gradients.x[b * inputs + k]! += dz * weight[k * units + n]!;
        gradients.weight[k * units + n]! += dz * x[b * inputs + k]!;
      }
    }
  }
  return gradients;
}
