import type { DrawnSnapshot } from '../../../app/store/snapshotFeed.ts';
import type { RunFeatures } from '../../../worker/looks/drawing.ts';
import { emptyScene, interleavedOrder, trailLength } from '../scene/scene.ts';
import type { Scene, Shown } from '../scene/scene.ts';
import { front } from '../view/orientation.ts';
import type { Orientation } from '../view/orientation.ts';
import { isInSpace, Turned } from './turned.ts';
import type { SeenPlacement, Trailed } from './turned.ts';
import { Tween } from './tween.ts';

/** How a snapshot follows the one before: of another experiment, of an earlier step of the same one, or later. */
export type Course = 'anew' | 'back' | 'on';

/** One run's features on their way from snapshot to snapshot. */
export class Motion {
  /** From where a picture in space is seen from the next movement on. */
  orientation: Orientation = front;
  readonly #run: number;
  readonly #tween = new Tween();
  #experiment: unknown = null;
  #snapshot: DrawnSnapshot | null = null;
  #features: RunFeatures | null = null;
  #order: Int32Array = new Int32Array(0);
  #trail: readonly Trailed[] = [];
  /** True from a leap to another step on, until it has arrived: what is drawn meanwhile lies on no path. */
  #leaps = false;
  /** What turns a picture in space, and what it turned to; null where the plane is all. */
  #turned: Turned | null = null;
  #seen: SeenPlacement | null = null;
  #goal: Turned | null = null;

  /** For the run of that index in every snapshot. */
  constructor(run: number) {
    this.#run = run;
  }

  /** The features last shown; null before the first. */
  get features(): RunFeatures | null {
    return this.#features;
  }

  /**
   * Heads for a snapshot from `now` on, in milliseconds; arrives at once when `still`, and when nothing leads there from the one
   * before. `experiment` is the same object for all snapshots of one training. Null where the snapshot has no such run.
   */
  show(snapshot: DrawnSnapshot, experiment: unknown, now: number, still: boolean): Course | null {
    const features = snapshot.runs[this.#run];
    if (!features) return null;
    const course = this.#courseTo(snapshot, features, experiment);
    // Centers of step 0 are random numbers: a path begins where training first put them.
    const goesOn = course === 'on' && !snapshot.isApart && !this.#leaps && this.#snapshot !== null && this.#snapshot.step > 0;
    this.#trail = goesOn ? [...this.#trail, { centers: this.#tween.current.centers.slice(), depths: this.#tween.current.depths?.centers.slice() }].slice(-trailLength) : this.#pathOf(snapshot, features);
    if (snapshot.labels.length !== this.#order.length || course === 'anew') this.#order = interleavedOrder(snapshot.labels);
    const moves = course !== 'anew' && !still;
    if (moves) this.#tween.aim(features, now);
    else this.#tween.jump(features, now);
    this.#leaps = moves && !goesOn && (this.#leaps || course === 'back' || snapshot.isApart === true);
    this.#experiment = experiment;
    this.#snapshot = snapshot;
    this.#features = features;
    this.#turnAnew();
    return course;
  }

  /** Moves on to `now`; true while there is more to come. */
  advance(now: number): boolean {
    const moves = this.#tween.advance(now);
    if (!moves) this.#leaps = false;
    const { current } = this.#tween;
    if (this.#turned && isInSpace(current)) this.#seen = this.#turned.turn(current, this.#trail, this.orientation);
    return moves;
  }

  /** Ends a movement where it leads. */
  arrive(): void {
    this.#tween.arrive();
    this.#leaps = false;
    this.#turnAnew();
  }

  /** Where everything is now. Its positions move on with `advance`. */
  scene(shown: Shown): Scene {
    const [snapshot, features] = [this.#snapshot, this.#features];
    if (!snapshot || !features) return { ...emptyScene, ...shown };
    return {
      ...shown,
      ...(this.#seen ?? this.#flat()),
      step: snapshot.step,
      labels: snapshot.labels,
      images: snapshot.indices,
      predictions: features.predictions,
    };
  }

  /** The same where everything is going. */
  goal(shown: Shown): Scene {
    const [scene, features] = [this.scene(shown), this.#features];
    if (!features) return scene;
    if (isInSpace(features)) return { ...scene, ...(this.#goal ??= new Turned(features, [])).turn(features, [], this.orientation) };
    const { points, centers, means } = features;
    return { ...scene, points, centers, means };
  }

  /** Into arrays of its own: what was drawn before keeps those that it was drawn of. */
  #turnAnew(): void {
    const { current } = this.#tween;
    this.#goal = null;
    this.#turned = isInSpace(current) ? new Turned(current, this.#trail) : null;
    this.#seen = this.#turned && isInSpace(current) ? this.#turned.turn(current, this.#trail, this.orientation) : null;
  }

  #flat(): SeenPlacement & Pick<Scene, 'head'> {
    const { points, centers, means, head } = this.#tween.current;
    return { points, centers, means, ...(head && { head }), trail: this.#trail.map(({ centers: drawn }) => drawn), order: this.#order };
  }

  /** Where the centers were in the pictures before it, as far as these are drawn as it is. */
  #pathOf({ ledBy = [] }: DrawnSnapshot, features: RunFeatures): readonly Trailed[] {
    const alike = ledBy.slice(-trailLength).flatMap(({ runs }) => runs[this.#run] ?? []);
    return alike
      .filter((earlier) => earlier.centers.length === features.centers.length && isInSpace(earlier) === isInSpace(features))
      .map(({ centers, depths }) => ({ centers, depths: depths?.centers }));
  }

  #courseTo(snapshot: DrawnSnapshot, features: RunFeatures, experiment: unknown): Course {
    const before = this.#snapshot;
    if (!before || experiment !== this.#experiment || features.centers.length !== this.#features?.centers.length || isInSpace(features) !== isInSpace(this.#features)) return 'anew';
    return snapshot.step < before.step ? 'back' : 'on';
  }
}
