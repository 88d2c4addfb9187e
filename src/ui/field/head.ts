/** A place in the plane of two features, in feature units, or a pull there. */
export type Vector = readonly [x: number, y: number];

/** What classes are told apart by in the plane: logit c = weight[0, c] x + weight[1, c] y + bias[c]. */
export interface PlaneHead {
  /** C. */
  readonly classes: number;
  /** Weight [2,C], then the bias [C] where there is one, row-major. */
  readonly values: Float32Array;
}

/** The head of C classes that a snapshot carries; null where it carries none, or one of another size. */
export function planeHead(values: Float32Array | undefined, classes: number): PlaneHead | null {
  return values && classes > 0 && (values.length === 2 * classes || values.length === 3 * classes) ? { classes, values } : null;
}

/** Weight of class c. */
export const weightOf = ({ classes, values }: PlaneHead, c: number): Vector => [values[c]!, values[classes + c]!];

/** Logits [C] at a place. */
export function logitsAt({ classes, values }: PlaneHead, [x, y]: Vector): Float64Array {
  return Float64Array.from({ length: classes }, (_, c) => values[c]! * x + values[classes + c]! * y + (values[2 * classes + c] ?? 0));
}

/** Probabilities [C] at a place: softmax of the logits. */
export function probabilitiesAt(head: PlaneHead, place: Vector): Float64Array {
  const logits = logitsAt(head, place);
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
