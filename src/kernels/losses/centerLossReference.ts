import { distanceCeiling, distanceFloor } from './centerLossPrograms.ts';

/** Flat row-major features [B, D] and centers [C, D], and labels [B]. */
export interface CenterLossArguments {
  readonly features: ArrayLike<number>;
  readonly centers: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
}

/** `centerLoss` and its gradients in features [B, D] and centers [C, D], in float64. */
export function centerLossReference({ features, centers, labels }: CenterLossArguments, dimension: number) {
  const batch = labels.length;
  const classes = centers.length / dimension;
  const gradients = { features: new Float64Array(features.length), centers: new Float64Array(centers.length) };
  let sum = 0;
  for (let b = 0; b < batch; b++) {
    const row = b * dimension;
    const center = labels[b]! * dimension;
    let distance = 0;
    for (let d = 0; d < dimension; d++) distance += (features[row + d]! - centers[center + d]!) ** 2;
    sum += Math.min(Math.max(distance, distanceFloor), distanceCeiling) + (classes - 1) * distanceFloor;
    if (distance < distanceFloor || distance > distanceCeiling) continue;
    for (let d = 0; d < dimension; d++) {
      const gradient = (2 / batch) * (features[row + d]! - centers[center + d]!);
      gradients.features[row + d]! += gradient;
      gradients.centers[center + d]! -= gradient;
    }
  }
  return { loss: sum / batch, gradients };
}
