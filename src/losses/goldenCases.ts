import cases from './golden/centerLoss.json' with { type: 'json' };

/** One golden case of center loss with its inputs rebuilt; arrays are flat, outputs hold every `stride`-th entry. */
export interface GoldenCase {
  readonly name: string;
  readonly batch: number;
  readonly dimension: number;
  readonly classes: number;
  readonly features: Float32Array;
  readonly centers: Float32Array;
  readonly labels: Int32Array;
  readonly stride: number;
  readonly loss: number;
  readonly featuresGradient: readonly number[];
  readonly centersGradient: readonly number[];
  readonly paperDelta: readonly number[];
}

/** `scale sin(0.37 i + phase) cos(0.011 i^2 + phase)`, i = 0 .. count - 1. */
function wave(count: number, phase: number, scale: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => scale * Math.sin(0.37 * i + phase) * Math.cos(0.011 * i * i + phase));
}

/** The golden cases that golden/README.md describes. */
export const goldenCases: readonly GoldenCase[] = cases.map((given) => ({
  name: given.name,
  batch: given.B,
  dimension: given.D,
  classes: given.C,
  features: given.features ? Float32Array.from(given.features) : wave(given.B * given.D, given.phase, given.scale),
  centers: wave(given.C * given.D, given.phase + 1.3, given.scale),
  labels: Int32Array.from(given.labels),
  stride: given.stride,
  loss: given.loss,
  featuresGradient: given.d_features,
  centersGradient: given.d_centers,
  paperDelta: given.paper_delta,
}));
