/**
 * Distance of each of N features to the mean of its own class.
 * @param features [N,D]. @param labels [N]. @param means [C,D].
 * @returns [N], in feature units; NaN where the class has no mean.
 */
export function ownMeanDistances(features: Float32Array, labels: Uint8Array, means: Float32Array, dimension: number): Float32Array {
  return Float32Array.from(labels, (label, i) => {
    let squared = 0;
    for (let d = 0; d < dimension; d++) squared += (features[i * dimension + d]! - means[label * dimension + d]!) ** 2;
    return Math.sqrt(squared);
  });
}
