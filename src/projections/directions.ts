type Pair = readonly [Float64Array, Float64Array];

/** Orthonormal directions in D dimensions, [k,D]. */
export type Directions = readonly Float64Array[];

// Plain loops over flat arrays: this runs with every snapshot, beside the training.

/** The scalar product of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const { length } = vector;
  const product = new Float64Array(length);
  for (let a = 0; a < length; a++) {
    let sum = 0;
    for (let b = 0; b < length; b++) sum += matrix[a * length + b]! * vector[b]!;
    product[a] = sum;
  }
  return product;
}

const mixed = (a: Float64Array, x: number, b: Float64Array, y: number): Float64Array => a.map((value, d) => x * value + y * b[d]!);

/** A unit vector along what of `vector` is at right angles to `from`, which is orthonormal; null where nothing is. */
function unit(vector: Float64Array, from: Directions): Float64Array | null {
  const rest = from.reduce<Float64Array>((left, each) => mixed(left, 1, each, -dot(left, each)), vector);
  const [length, whole] = [Math.sqrt(dot(rest, rest)), Math.sqrt(dot(vector, vector))];
  return length > 1e-9 * whole && length > 0 ? rest.map((value) => value / length) : null;
}

/** The same; where nothing is, along the first axis that is not in the space of `from`. */
function unitOrAxis(vector: Float64Array, from: Directions): Float64Array {
  let made = unit(vector, from);
  for (let axis = 0; !made && axis < vector.length; axis++) made = unit(vector.map((_, d) => (d === axis ? 1 : 0)), from);
  if (!made) throw new Error(`There are no ${from.length + 1} directions in ${vector.length} dimensions.`);
  return made;
}

/** Makes vectors orthonormal, one after the other (Gram and Schmidt). */
export function orthonormal(vectors: readonly Float64Array[]): Directions {
  return vectors.reduce<Directions>((made, vector) => [...made, unitOrAxis(vector, made)], []);
}

const mostSweeps = 200;
const settled = 1e-10;

/** The k directions of largest variance, in any order, by simultaneous iteration from k near them. */
export function principal(covariance: Float64Array, start: Directions): Directions {
  let directions = start;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    const next = orthonormal(directions.map((direction) => times(covariance, direction)));
    // k - |overlap|^2 is the sum of squared sines of the angles between their spaces.
    const overlap = next.reduce((sum, a) => sum + directions.reduce((part, b) => part + dot(a, b) ** 2, 0), 0);
    directions = next;
    if (directions.length - overlap < settled) break;
  }
  return directions;
}

function turned([a, b]: Pair, angle: number): Pair {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [mixed(a, cos, b, sin), mixed(b, cos, a, -sin)];
}

/** Rounds over all pairs; Jacobi's method squares what is left in each once it is small. */
const mostRounds = 12;

/** Turns directions within their space onto its principal axes, the largest variance first: pair by pair (Jacobi), of which two need one turn. */
export function onPrincipalAxes(directions: Directions, covariance: Float64Array): Directions {
  const axes = [...directions];
  for (let round = 0; round < (axes.length > 2 ? mostRounds : 1); round++) {
    for (let i = 0; i < axes.length; i++) {
      for (let j = i + 1; j < axes.length; j++) {
        const [a, b] = [axes[i]!, axes[j]!];
        const [aa, ab, bb] = [dot(a, times(covariance, a)), dot(a, times(covariance, b)), dot(b, times(covariance, b))];
        [axes[i], axes[j]] = turned([a, b], 0.5 * Math.atan2(2 * ab, aa - bb));
      }
    }
  }
  return axes;
}

/** Turns, and mirrors where that is nearer, directions within their space so that they lie closest to as many before. */
export function aligned(directions: Directions, before: Directions): Directions {
  return directions.length === 2 ? alignedPair([directions[0]!, directions[1]!], [before[0]!, before[1]!]) : alignedAll(directions, before);
}

/** Of two directions, in closed form. */
function alignedPair([a, b]: Pair, [before0, before1]: Pair): Directions {
  const [p, q, r, s] = [dot(a, before0), dot(b, before0), dot(a, before1), dot(b, before1)];
  // The overlap with the directions before, of the best turn and of the best turn after mirroring.
  const [turn, mirrored] = [Math.hypot(p + s, q - r), Math.hypot(p - s, q + r)];
  if (turn >= mirrored) return turned([a, b], Math.atan2(q - r, p + s));
  return turned([a, b.map((value) => -value)], Math.atan2(-q - r, p - s));
}

/**
 * Of k directions. With the overlap M[i][j] = before_i · direction_j = U S V^T the nearest ones are U V^T applied to the directions:
 * columns of M are turned against each other (one-sided Jacobi) until they are at right angles, which makes M V = U S.
 */
function alignedAll(directions: Directions, before: Directions): Directions {
  const k = directions.length;
  const columns: Float64Array[] = directions.map((direction) => Float64Array.from(before, (each) => dot(each, direction)));
  const axes = [...directions];
  for (let round = 0; round < mostRounds; round++) {
    for (let i = 0; i < k; i++) {
      for (let j = i + 1; j < k; j++) {
        const [a, b] = [columns[i]!, columns[j]!];
        const angle = 0.5 * Math.atan2(2 * dot(a, b), dot(a, a) - dot(b, b));
        [columns[i], columns[j]] = turned([a, b], angle);
        [axes[i], axes[j]] = turned([axes[i]!, axes[j]!], angle);
      }
    }
  }
  // Column j of U is where axis j, a mix of the directions, comes to lie among those before.
  const u = orthonormal(columns);
  return before.map((_, i) => axes.reduce<Float64Array>((sum, axis, j) => mixed(sum, 1, axis, u[j]![i]!), new Float64Array(axes[0]!.length)));
}
