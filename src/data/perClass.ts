/** Positions of each class's images in file order: entry k lists those labelled k. @param labels [N] class of each image. */
export function indicesPerClass(labels: Uint8Array): number[][] {
  const classes = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const perClass: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, index) => perClass[label]!.push(index));
  return perClass;
}
