/**
 * Class of the nearest class mean of each of N features, by Euclidean distance.
 * @param features [N,D]. @param means [C,D]; a class whose mean is not a number is passed over.
 * @returns [N]; 0 where a feature is not finite.
 */
export function nearestMeans(features: Float32Array, means: Float32Array, dimension: number): Uint8Array {
  const classes = means.length / dimension;
  return Uint8Array.from({ length: features.length / dimension }, (_, i) => {
    let [nearest, least] = [0, Infinity];
    for (let c = 0; c < classes; c++) {
      let squared = 0;
      for (let d = 0; d < dimension; d++) squared += (features[i * dimension + d]! - means[c * dimension + d]!) ** 2;
      if (squared < least) [nearest, least] = [c, squared];
    }
    return nearest;
  });
}
