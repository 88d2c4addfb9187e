import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import type { Inspection } from '../../worker/looks/inspect.ts';
import { confidenceAt } from './order.ts';

/** Neighbours that are shown of an image. */
const neighbours = 5;

/** What one run makes of one image. */
export interface PointFacts {
  readonly name: string;
  /** -1 where it is not known. */
  readonly prediction: number;
  /** Of the prediction; NaN where it is not known. */
  readonly confidence: number;
  /** [C]; null where only the prediction is known. */
  readonly probabilities: Float32Array | null;
  /** Nearest images by their numbers in the test set, nearest first. */
  readonly neighbours: readonly number[];
}

/** Numbers of the images that are drawn nearest to point i. */
function nearestDrawn({ indices, runs }: DrawnSnapshot, r: number, i: number): number[] {
  const { points } = runs[r]!;
  const distance = (j: number) => Math.hypot(points[2 * j]! - points[2 * i]!, points[2 * j + 1]! - points[2 * i + 1]!);
  const others = Array.from(indices.keys(), (j) => ({ j, far: distance(j) })).filter(({ j, far }) => j !== i && Number.isFinite(far));
  return others.sort((a, b) => a.far - b.far || a.j - b.j).slice(0, neighbours).map(({ j }) => indices[j]!);
}

/** What run `r` makes of an image: by what the worker answered about it or, where it could not, by what a snapshot shows. */
export function factsOf(image: number, snapshot: DrawnSnapshot, inspection: Inspection | null, r: number): PointFacts {
  const run = snapshot.runs[r]!;
  const { name, predictions } = run;
  const told = inspection?.runs[r];
  if (told) {
    const confidence = told.probabilities.reduce((most, p) => Math.max(most, p), 0);
    return { name, prediction: told.probabilities.indexOf(confidence), confidence, probabilities: told.probabilities, neighbours: [...told.neighbours] };
  }
  const i = snapshot.indices.indexOf(image);
  if (i < 0) return { name, prediction: -1, confidence: Number.NaN, probabilities: null, neighbours: [] };
  return { name, prediction: predictions[i]!, confidence: confidenceAt(run, i), probabilities: null, neighbours: nearestDrawn(snapshot, r, i) };
}
