import type { RunFeatures, Snapshot } from '../../worker/protocol.ts';

/** What a panel shows, in feature units; the canvas and Plotly draw the same scene. Class names are of the data set. */
export interface Scene {
  readonly step: number;
  readonly title: string;
  readonly classNames: readonly string[];
  /** [N], true classes and the classes of the largest logit. */
  readonly labels: Uint8Array;
  readonly predictions: Uint8Array;
  /** [N,2], [C,2], [C,2]: where they are drawn now. */
  readonly points: Float32Array;
  readonly centers: Float32Array;
  readonly means: Float32Array;
  /** Where the centers were drawn when earlier snapshots came, [C,2] each, oldest first. */
  readonly trail: readonly Float32Array[];
  /** The order in which points are drawn. */
  readonly order: Int32Array;
  readonly hidden: ReadonlySet<number>;
  /** Points a person selected; null when all count alike. */
  readonly selected: ReadonlySet<number> | null;
}

const nowhere = new Float32Array(0);
const nothing = new Uint8Array(0);

/** What there is to show before the first snapshot: nothing but axes. */
export const emptyScene: Omit<Scene, 'title' | 'classNames' | 'hidden' | 'selected'> = {
  step: 0,
  labels: nothing,
  predictions: nothing,
  points: nowhere,
  centers: nowhere,
  means: nowhere,
  trail: [],
  order: new Int32Array(0),
};

/** Earlier places of the centers that a trail shows. */
export const trailLength = 12;

/** The points in turns, one of each class, so that no class lies on top of another. Labels [N] -> order [N]. */
export function interleavedOrder(labels: Uint8Array): Int32Array {
  const seen = new Map<number, number>();
  const turns = Array.from(labels, (label) => {
    const turn = seen.get(label) ?? 0;
    seen.set(label, turn + 1);
    return turn;
  });
  return Int32Array.from(labels.keys()).sort((a, b) => turns[a]! - turns[b]! || labels[a]! - labels[b]! || a - b);
}

/** Whether errors are drawn as crosses: in every trained run. An untrained one reads nearly all wrong, and crosses say nothing. */
export function errorsStandOut({ step }: Scene): boolean {
  return step > 0;
}

/** Whether row i of positions [*,2] is finite. */
export function isPlaced(positions: Float32Array, i: number): boolean {
  return Number.isFinite(positions[2 * i]! + positions[2 * i + 1]!);
}

/** The classes that are shown and have a finite place in positions [C,2]. */
export function placedClasses(positions: Float32Array, { hidden }: Scene): number[] {
  return Array.from({ length: positions.length / 2 }, (_, c) => c).filter((c) => !hidden.has(c) && isPlaced(positions, c));
}

/** The classes whose centers are shown. Before training none are: they are random numbers, mostly far outside the features. */
export function placedCenters(scene: Scene): number[] {
  return scene.step === 0 ? [] : placedClasses(scene.centers, scene);
}

/** Points, centers and means of a run in one array [N + 2C, 2], to be moved together. */
export function packed(run: RunFeatures): Float32Array {
  const positions = new Float32Array(run.points.length + run.centers.length + run.means.length);
  positions.set(run.points);
  positions.set(run.centers, run.points.length);
  positions.set(run.means, run.points.length + run.centers.length);
  return positions;
}

/** Views into an array made by `packed`, for a run of the same shape. */
export function unpacked(positions: Float32Array, run: RunFeatures): Pick<Scene, 'points' | 'centers' | 'means'> {
  const [n, c] = [run.points.length, run.centers.length];
  return { points: positions.subarray(0, n), centers: positions.subarray(n, n + c), means: positions.subarray(n + c, n + 2 * c) };
}

/**
 * Where the positions of a run are to start when the snapshot before had another number of points: those of both where they
 * were drawn, further ones where they belong. Of the form of `packed`.
 */
export function carriedOver(run: RunFeatures, drawn: Pick<Scene, 'points' | 'centers' | 'means'>): Float32Array {
  const start = packed(run);
  const parts = unpacked(start, run);
  parts.points.set(drawn.points.subarray(0, parts.points.length));
  parts.centers.set(drawn.centers);
  parts.means.set(drawn.means);
  return start;
}

/** Whether a snapshot begins anew (another experiment or step 0 again), so that nothing leads from the one before to it. */
export function startsAnew(before: Snapshot | null, after: Snapshot): boolean {
  return !before || after.step < before.step || after.runs[0]?.centers.length !== before.runs[0]?.centers.length;
}

/** What a class's disc says: its name where that is one or two characters, else its number. */
export function shortName(classNames: readonly string[], label: number): string {
  const name = classNames[label];
  return name !== undefined && name.length <= 2 ? name : String(label);
}

/** A class in words, with its number where the disc shows only that: "4", "0 T-shirt/top". */
export function longName(classNames: readonly string[], label: number): string {
  const name = classNames[label] ?? String(label);
  const short = shortName(classNames, label);
  return short === name ? name : `${short} ${name}`;
}
