import { PlaygroundError } from '../../errors.ts';
import type { Inspection } from '../../worker/looks/inspect.ts';
import type { Probe } from '../../worker/looks/looks.ts';
import type { PicturedAnswer } from '../../worker/protocol.ts';
import type { VisitingEngine } from '../engine/visitingEngine.ts';
import type { AppState } from '../store/state.ts';

/** Numbers that are named of those that are refused. */
const named = 5;

/** Asks about single images. Failures become a notice in the state; of the promises only `selecting` rejects. */
export interface PointsDoor {
  /** The test images that snapshots are of; null before the first. */
  readonly probe: Probe | null;
  /** What the runs make of a test image at the step of the last snapshot; null where that does not have it, where nothing is trained now, or where it failed. */
  inspect(image: number): Promise<Inspection | null>;
  /** What the runs say of an image that a person shows them; null where it cannot be read, which the notice tells. */
  askAbout(file: Blob): Promise<PicturedAnswer | null>;
}

/** @throws PlaygroundError for what is no list of numbers of drawn test images, naming those that are none. */
export function checkedImages(given: unknown, { indices }: Probe): number[] {
  if (!Array.isArray(given)) throw new PlaygroundError('The images to select are no list.', 'Give select a list of numbers in the test set, as features().indices has them; [] selects nothing.');
  const drawn = new Set(indices);
  const bad = given.filter((one) => !drawn.has(one as number));
  if (bad.length > 0) {
    const names = bad.slice(0, named).map(String).join(', ');
    throw new PlaygroundError(
      `${bad.length} of ${given.length} ${bad.length === 1 ? 'is no image' : 'are no images'} that the panels draw: ${names}${bad.length > named ? ' …' : ''}.`,
      `Choose among the ${indices.length} numbers of features().indices.`,
    );
  }
  return [...new Set(given as number[])];
}

/** Images of each true class by the class predicted, [C][C]. */
export function confusionRows(labels: ArrayLike<number>, predictions: ArrayLike<number>, classes: number): number[][] {
  const rows = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (let i = 0; i < labels.length; i++) rows[labels[i]!]![predictions[i]!]! += 1;
  return rows;
}

const isPreparing = ({ phase }: AppState) => phase === 'preparing' || phase === 'opening';

/** The images behind the points of the panels. */
export class Points implements PointsDoor {
  private readonly engine: VisitingEngine;

  constructor(engine: VisitingEngine) {
    this.engine = engine;
  }

  get probe(): Probe | null {
    return this.engine.snapshots.probe;
  }

  async inspect(image: number): Promise<Inspection | null> {
    const { phase } = this.engine.state;
    if (phase !== 'running' && phase !== 'resting') return null;
    return this.engine.looking('inspect', { index: image }).catch(() => null);
  }

  askAbout(file: Blob): Promise<PicturedAnswer | null> {
    return this.engine.asking('image')('ask', { file }).catch(() => null);
  }

  /** Selects drawn test images by their numbers, once a set-up under way has ended; none with []. Resolves with how many are. @throws PlaygroundError as `checkedImages`. */
  async selecting(given: unknown): Promise<number> {
    await this.prepared();
    const { probe } = this;
    if (!probe) throw new PlaygroundError('No experiment is set up yet.', 'Wait until the page has loaded its data.');
    const images = checkedImages(given, probe);
    this.engine.dispatch({ type: 'selected', images: images.length > 0 ? images : null });
    return images.length;
  }

  private async prepared(): Promise<void> {
    const { store } = this.engine;
    if (!isPreparing(store.getState())) return;
    await new Promise<void>((resolve) => {
      const leave = store.subscribe((state) => {
        if (isPreparing(state)) return;
        leave();
        resolve();
      });
    });
  }
}
