/** Mean cross-entropy of logits [N,C] under softmax: (1/N) sum_i (log sum_k exp l_ik - l_{i,y_i}), in double precision. */
export function meanCrossEntropy(logits: Float32Array, labels: Uint8Array, classes: number): number {
  let total = 0;
  labels.forEach((label, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    total += largest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0)) - row[label]!;
  });
  return total / labels.length;
}

/** Mean squared distance of features [N,D] to the center [C,D] of their class: (1/N) sum_i |x_i - c_{y_i}|^2. */
export function meanSquaredCenterDistance(features: Float32Array, centers: Float32Array, labels: Uint8Array): number {
  const dimension = features.length / labels.length;
  let total = 0;
  features.forEach((x, k) => {
    const i = Math.floor(k / dimension);
    total += (x - centers[labels[i]! * dimension + (k % dimension)]!) ** 2;
  });
  return total / labels.length;
}
