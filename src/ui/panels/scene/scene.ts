import type { Depths } from '../../../worker/looks/drawing.ts';
import type { Orientation } from '../view/orientation.ts';

/**
 * Where a run's points [N,2], centers [C,2] and means [C,2] are, in feature units; each array carries its own length. Where it is
 * asked for, the head that divides the plane, as `RunFeatures.head`.
 */
export interface Placement {
  readonly points: Float32Array;
  readonly centers: Float32Array;
  readonly means: Float32Array;
  readonly head?: Float32Array;
  /** Of a picture in space that is not turned yet. */
  readonly depths?: Depths;
}

/** Nothing anywhere. */
export const emptyPlacement: Placement = { points: new Float32Array(0), centers: new Float32Array(0), means: new Float32Array(0) };

/** What a person sees of a run, whatever its features: its name, how it is drawn, the data set's classes, those that are hidden, and a selection. */
export interface Shown {
  readonly title: string;
  /** How its features come into the plane, in words; null where they are drawn as they are. */
  readonly drawnAs: string | null;
  /** Whether lengths in the picture have the features' unit. */
  readonly hasUnit: boolean;
  readonly classNames: readonly string[];
  readonly hidden: ReadonlySet<number>;
  /** Images a person selected, by their numbers in the test set; null when all count alike. */
  readonly selected: ReadonlySet<number> | null;
}

/** What a panel shows and where it is drawn now, in feature units; the canvas and Plotly draw the same scene. */
export interface Scene extends Omit<Placement, 'depths'>, Shown {
  readonly step: number;
  /** [N], true classes and the classes of the largest logit. */
  readonly labels: Uint8Array;
  readonly predictions: Uint8Array;
  /** [N], each point's number in the test set. */
  readonly images: Int32Array;
  /** Where the centers were drawn when earlier snapshots came, [C,2] each, oldest first. */
  readonly trail: readonly Float32Array[];
  /** The order in which points are drawn: of a picture in space far to near. */
  readonly order: Int32Array;
  /** From where a picture in space is seen, its positions turned accordingly; absent where the plane is all. */
  readonly orientation?: Orientation;
}

const nothing = new Uint8Array(0);
const none = new Int32Array(0);

/** What there is to show before the first snapshot: nothing but axes. */
export const emptyScene: Omit<Scene, keyof Shown> = {
  step: 0,
  labels: nothing,
  predictions: nothing,
  images: none,
  ...emptyPlacement,
  trail: [],
  order: none,
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

/** Whether point i stands out: selected, or nothing is. */
export function isLit({ selected, images }: Scene, i: number): boolean {
  return !selected || selected.has(images[i]!);
}

/** Whether row i of positions [*,2] is finite. */
export function isPlaced(positions: Float32Array, i: number): boolean {
  return Number.isFinite(positions[2 * i]! + positions[2 * i + 1]!);
}

/** Whether point i is shown: its class is, and it has a finite place. */
export const isShown = ({ points, labels, hidden }: Scene, i: number): boolean => !hidden.has(labels[i]!) && isPlaced(points, i);

/** The classes that are shown and have a finite place in positions [C,2]. */
export function placedClasses(positions: Float32Array, { hidden }: Scene): number[] {
  return Array.from({ length: positions.length / 2 }, (_, c) => c).filter((c) => !hidden.has(c) && isPlaced(positions, c));
}

/** The classes whose centers are shown. Before training none are: they are random numbers, mostly far outside the features. */
export function placedCenters(scene: Scene): number[] {
  return scene.step === 0 ? [] : placedClasses(scene.centers, scene);
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
