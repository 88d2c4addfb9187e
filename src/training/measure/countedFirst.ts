/** Images by their numbers [N], with their classes. */
interface Labelled {
  readonly indices: Int32Array;
  readonly labels: Uint8Array;
}

/** Images in the order in which they are measured: those that metrics are of come first. */
export interface CountedFirst<T extends Labelled = Labelled> {
  readonly images: T;
  /** How many metrics are of. */
  readonly counted: number;
  /** Values of these images [N, width], row by row where the images were before. */
  inPlace<V extends Float32Array | Uint8Array>(values: V, width: number): V;
}

/**
 * Puts the images that metrics are of first: those among the first `sample` whose class is trained. Losses are measured chunk by
 * chunk, and so that none is a mean over strangers too, these come after all others.
 */
export function countedFirst<T extends Labelled>(images: T, sample: number, heldOut: readonly number[]): CountedFirst<T> {
  const { indices, labels } = images;
  if (heldOut.length === 0) return { images, counted: sample, inPlace: (values) => values };
  const without = new Set(heldOut);
  const counts = (i: number) => i < sample && !without.has(labels[i]!);
  const places = [...labels.keys()];
  const first = places.filter(counts);
  const order = [...first, ...places.filter((i) => !counts(i))];
  return {
    images: { ...images, indices: Int32Array.from(order, (i) => indices[i]!), labels: Uint8Array.from(order, (i) => labels[i]!) },
    counted: first.length,
    inPlace(values, width) {
      const placed = values.slice() as typeof values;
      order.forEach((place, row) => placed.set(values.subarray(row * width, (row + 1) * width), place * width));
      return placed;
    },
  };
}
