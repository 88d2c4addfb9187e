import type { RunFeatures, Snapshot } from '../../worker/protocol.ts';
import { carriedOver, emptyScene, interleavedOrder, packed, startsAnew, trailLength, unpacked } from './scene.ts';
import type { Scene } from './scene.ts';
import { Tween } from './tween.ts';

/** One run's features on their way from snapshot to snapshot. */
export class Motion {
  readonly #run: number;
  readonly #tween = new Tween();
  #snapshot: Snapshot | null = null;
  #features: RunFeatures | null = null;
  #order: Int32Array = new Int32Array(0);
  #trail: readonly Float32Array[] = [];

  /** For the run of that index in every snapshot. */
  constructor(run: number) {
    this.#run = run;
  }

  /** The features last shown; null before the first. */
  get features(): RunFeatures | null {
    return this.#features;
  }

  /**
   * Heads for a snapshot from `now` on, in milliseconds; arrives at once when `still`, or when the snapshot begins anew. Says
   * which: 'anew' where nothing leads there from before; null where the snapshot has no such run.
   */
  show(snapshot: Snapshot, now: number, still: boolean): 'anew' | 'on' | null {
    const features = snapshot.runs[this.#run];
    if (!features) return null;
    const before = this.#features;
    const anew = !before || startsAnew(this.#snapshot, snapshot);
    const resized = features.points.length !== before?.points.length;
    if (anew || resized) this.#order = interleavedOrder(snapshot.labels);
    if (!anew && resized) this.#tween.resize(carriedOver(features, unpacked(this.#tween.current, before)));
    this.#trail = anew ? [] : [...this.#trail, unpacked(this.#tween.current, before).centers.slice()].slice(-trailLength);
    if (anew || still) this.#tween.jump(packed(features), now);
    else this.#tween.aim(packed(features), now);
    this.#snapshot = snapshot;
    this.#features = features;
    return anew ? 'anew' : 'on';
  }

  /** Moves on to `now`; true while there is more to come. */
  advance(now: number): boolean {
    return this.#tween.advance(now);
  }

  /** Where everything is now. Its arrays are views that move on with `advance`. */
  scene(shown: Pick<Scene, 'title' | 'classNames' | 'hidden' | 'selected'>): Scene {
    const [snapshot, features] = [this.#snapshot, this.#features];
    if (!snapshot || !features) return { ...emptyScene, ...shown };
    return {
      ...shown,
      step: snapshot.step,
      labels: snapshot.labels,
      predictions: features.predictions,
      ...unpacked(this.#tween.current, features),
      trail: this.#trail,
      order: this.#order,
    };
  }
}
