/** How many of each of `classes` classes. @param labels [N] class of each image. */
export function classCounts(labels: Uint8Array, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  labels.forEach((label) => counts[label]!++);
  return counts;
}

/** Positions of each class's images in file order: entry k lists those labelled k. @param labels [N] class of each image. */
export function indicesPerClass(labels: Uint8Array): number[][] {
  const classes = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const perClass: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, index) => perClass[label]!.push(index));
  return perClass;
}
