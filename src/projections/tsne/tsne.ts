import { alignedTo, centred, radiusOf } from './alignment.ts';
import { pca } from '../pca.ts';
import type { Fitted, Parts } from '../projection.ts';
import { affinities, unitOf } from './affinities.ts';
import type { Affinities } from './affinities.ts';
import { atRest, descend, earlyExaggeration } from './descent.ts';
import type { Embedding } from './descent.ts';
import { placed } from './places.ts';

/** Iterations of a first picture, the exaggerated ones before the others, and standard deviation of its start across. */
const first = { exaggerated: 100, others: 150, deviation: 1e-4 };
/** Iterations from one snapshot to the next: so many with 626 points; fewer with more, so that they take as long. */
const perSnapshot = { iterations: 20, points: 626 };
/** Least iterations of a part of the way to rest. */
const leastToRest = 5;
/** A picture has settled when an iteration moves its points by this share of its radius, or after so many iterations. */
const settled = { step: 2e-4, iterations: 500 };
const momentum = { early: 0.5, late: 0.8 };

const iterationsFor = (n: number): number => Math.max(1, Math.round(perSnapshot.iterations * Math.min(1, (perSnapshot.points / n) ** 2)));

/** What a picture is made of. */
interface Made {
  /** [N,D]. */
  readonly features: Float32Array;
  readonly dimension: number;
  /** Indices of the rows that are finite: the n points of the embedding. */
  readonly finite: Int32Array;
  readonly affinities: Affinities;
  readonly embedding: Embedding;
  /** [N,2], the embedding's positions as they are drawn; NaN for rows that are not finite. */
  readonly drawn: Float64Array;
  /** Iterations since the features last changed. */
  readonly rested: number;
}

class Picture implements Fitted {
  readonly made: Made;

  constructor(made: Made) {
    this.made = made;
  }

  apply(vectors: Float32Array): Float32Array {
    const { features, dimension, finite, drawn } = this.made;
    if (this.isOf(vectors, dimension)) return Float32Array.from(drawn);
    if (finite.length === 0) return new Float32Array((2 * vectors.length) / dimension).fill(Number.NaN);
    return Float32Array.from(placed(vectors, dimension, { features: rowsOf(features, finite, dimension), positions: rowsOf(drawn, finite, 2) }));
  }

  /** Whether these are the very features that it draws. */
  isOf(features: Float32Array, dimension: number): boolean {
    const { made } = this;
    return dimension === made.dimension && features.length === made.features.length && features.every((value, k) => Object.is(value, made.features[k]));
  }

  *settle(): Parts<Fitted | null> {
    const { finite, features, drawn, rested } = this.made;
    if (rested >= settled.iterations) return null;
    const iterations = Math.max(leastToRest, iterationsFor(finite.length));
    const embedding = yield* descend(this.made.embedding, this.made.affinities, { iterations, exaggeration: 1, momentum: momentum.late });
    const next = alignedTo(spreadOut(embedding.positions, finite, features.length / this.made.dimension), drawn);
    const still = moved(drawn, next) <= settled.step * iterations * radiusOf(drawn);
    return still ? null : new Picture({ ...this.made, embedding, drawn: next, rested: rested + iterations });
  }
}

/** Those rows of a matrix of that width. */
function rowsOf<Values extends Float32Array | Float64Array>(matrix: Values, rows: Int32Array, width: number): Values {
  const taken = matrix.slice(0, rows.length * width) as Values;
  rows.forEach((row, i) => taken.set(matrix.subarray(row * width, (row + 1) * width), i * width));
  return taken;
}

/** Positions [n,2] of those rows of N, [N,2]; NaN for the others. */
function spreadOut(positions: Float64Array, rows: Int32Array, count: number): Float64Array {
  const all = new Float64Array(2 * count).fill(Number.NaN);
  rows.forEach((row, i) => all.set(positions.subarray(2 * i, 2 * i + 2), 2 * row));
  return all;
}

/** Root mean square distance between where the finite points were and where they are. */
function moved(before: Float64Array, now: Float64Array): number {
  const squares = now.map((value, k) => (value - before[k]!) ** 2).filter(Number.isFinite);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length / 2));
}

/** Indices of the rows [N,D] that are finite. */
function finiteRows(features: Float32Array, dimension: number): Int32Array {
  const rows = Array.from({ length: features.length / dimension }, (_, i) => i);
  return Int32Array.from(rows.filter((i) => features.subarray(i * dimension, (i + 1) * dimension).every(Number.isFinite)));
}

/** What a picture before knows of the points of one to come, [n] and [n,2]; NaN where it knows nothing. */
interface Carried {
  readonly precisions: Float64Array;
  readonly positions: Float64Array;
  readonly velocities: Float64Array;
  readonly gains: Float64Array;
}

/** Points carry over by their index. */
function carried(before: Made | null, finite: Int32Array): Carried {
  const at = new Map(before ? Array.from(before.finite, (row, i) => [row, i]) : []);
  const taken = (values: Float64Array | undefined, width: number) =>
    Float64Array.from({ length: width * finite.length }, (_, k) => values?.[width * (at.get(finite[Math.floor(k / width)]!) ?? Number.NaN) + (k % width)] ?? Number.NaN);
  const { positions, velocities, gains } = before?.embedding ?? {};
  return { precisions: taken(before?.affinities.precisions, 1), positions: taken(positions, 2), velocities: taken(velocities, 2), gains: taken(gains, 2) };
}

/** Goes on from where points were; new ones begin among those that they are near to. */
function continued({ positions, velocities, gains }: Carried, rows: Float32Array, dimension: number): Embedding {
  const isOld = (i: number) => !Number.isNaN(positions[2 * i]!);
  const indices = Int32Array.from({ length: positions.length / 2 }, (_, i) => i);
  const [old, young] = [indices.filter(isOld), indices.filter((i) => !isOld(i))];
  const places = placed(rowsOf(rows, young, dimension), dimension, { features: rowsOf(rows, old, dimension), positions: rowsOf(positions, old, 2) });
  const start = positions.slice();
  young.forEach((i, k) => start.set(places.subarray(2 * k, 2 * k + 2), 2 * i));
  return { positions: start, velocities: velocities.map((value) => value || 0), gains: gains.map((value) => value || 1) };
}

/** A first embedding, from the plane of largest variance. */
function* begun(rows: Float32Array, dimension: number, known: Affinities): Parts<Embedding> {
  const plane = Float64Array.from(pca(rows, dimension, null).apply(rows));
  const deviation = Math.sqrt(plane.reduce((sum, value, k) => sum + (k % 2 === 0 ? value ** 2 : 0), 0) / (rows.length / dimension));
  // All in one place but for rounding: there they stay.
  if (!(deviation > 1e-12 * unitOf(rows))) return atRest(plane.fill(0));
  const start = atRest(plane.map((value) => (first.deviation / deviation) * value));
  const early = yield* descend(start, known, { iterations: first.exaggerated, exaggeration: earlyExaggeration, momentum: momentum.early });
  return yield* descend(early, known, { iterations: first.others, exaggeration: 1, momentum: momentum.late });
}

/**
 * Exact t-distributed stochastic neighbour embedding, live: the first picture begins at the plane of largest variance, each later
 * one where the points were at the step before, and gets a few iterations, so that points travel and do not jump. It lies, by
 * turn, mirroring, scale and shift, as close as can be to the picture before, a first one to the picture beside it. The size of a
 * picture means nothing: the root mean square radius of a first one is 1, and points keep theirs. Deterministic. Rows that are not finite are drawn nowhere and change
 * nothing; a row that comes anew begins at the mean of the positions that it is near to, which is also where vectors are drawn
 * that it was not fitted to. The same features again give the picture before, as it is; `settle` goes on with it.
 *
 * Source: L. van der Maaten, G. Hinton, Visualizing Data using t-SNE, JMLR 2008; P. Rauber, A. Falcão, A. Telea, Visualizing
 * Time-Dependent Data Using Dynamic t-SNE, EuroVis 2016.
 */
export function* tsne(features: Float32Array, dimension: number, before: Fitted | null, beside: Fitted | null): Parts<Fitted> {
  const pictures = [before, beside].map((picture) => (picture instanceof Picture && picture.made.dimension === dimension ? picture : null));
  const [previous = null, model = null] = pictures;
  const same = previous ?? model;
  if (same?.isOf(features, dimension)) return same;
  const finite = finiteRows(features, dimension);
  const rows = rowsOf(features, finite, dimension);
  const known = carried(previous?.made ?? null, finite);
  const near = yield* affinities(rows, dimension, known.precisions);
  const goesOn = radiusOf(known.positions) > 0;
  const iterations = iterationsFor(finite.length);
  const embedding = goesOn ? yield* descend(continued(known, rows, dimension), near, { iterations, exaggeration: 1, momentum: momentum.late }) : yield* begun(rows, dimension, near);
  const all = spreadOut(embedding.positions, finite, features.length / dimension);
  const like = goesOn ? previous : model;
  const drawn = like ? alignedTo(goesOn ? all : centred(all), like.made.drawn) : centred(all);
  return new Picture({ features: features.slice(), dimension, finite, affinities: near, embedding, drawn, rested: 0 });
}
