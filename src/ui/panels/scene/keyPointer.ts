import { count } from '../../shared/format.ts';
import { projection, spotOf } from '../view/view.ts';
import type { Spot, View } from '../view/view.ts';
import { nextPoint } from './nextPoint.ts';
import type { Way } from './nextPoint.ts';
import { errorsStandOut, longName } from './scene.ts';
import type { Scene } from './scene.ts';

/** What a keyboard does with the points: goes to the next one, selects the one it is at, or leaves. */
export type PointDeed = Way | 'choose' | 'leave';

/** The picture that it points in. */
interface Subject {
  scene(): Scene;
  view(): View;
  /** Asks what lies at a spot, as a pointer does; null ends it. */
  point(spot: Spot | null): void;
  select(images: readonly number[]): void;
}

/** Points at points by the keyboard: each is asked as a pointer over it would ask. */
export class KeyPointer {
  readonly #subject: Subject;
  /** The test image pointed at; null for none. */
  #image: number | null = null;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** @returns what there is to say of the point that it is at now, in words; null where nothing has changed. */
  does(deed: PointDeed): string | null {
    if (deed === 'leave') {
      this.#image = null;
      this.#subject.point(null);
      return null;
    }
    if (deed === 'choose' && this.#image !== null) {
      this.#subject.select([this.#image]);
      return 'Selected.';
    }
    const scene = this.#subject.scene();
    const view = this.#subject.view();
    const from = this.#image === null ? -1 : scene.images.indexOf(this.#image);
    const next = deed === 'choose' || from < 0 ? nextPoint(scene, view, { x: view.width / 2, y: view.height / 2 }, null) : nextPoint(scene, view, spotOf(projection(view), scene.points, from), deed);
    if (!next) return null;
    this.#image = scene.images[next.i]!;
    this.#subject.point(next.spot);
    return wordsOf(scene, next.i);
  }
}

/** A point in words; of untrained networks what they read says nothing. */
function wordsOf(scene: Scene, i: number): string {
  const { classNames } = scene;
  const [label, prediction] = [scene.labels[i]!, scene.predictions[i]!];
  const reading = !errorsStandOut(scene) ? '' : prediction === label ? ', read right' : `, read as ${longName(classNames, prediction)}`;
  return `${longName(classNames, label)}${reading}, test image ${count(scene.images[i]!)}.`;
}
