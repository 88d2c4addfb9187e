import type { StoreApi } from 'zustand/vanilla';
import type { LossTerm } from '../config/schema.ts';
import type { ExperimentChange } from '../config/validate.ts';
import type { DatasetId } from '../data/catalog.ts';
import type { Part } from '../data/split/split.ts';
import type { SeenImage } from '../data/images/seen.ts';
import type { OwnFile } from '../worker/own/protocol.ts';
import type { OwnSetInfo } from '../worker/own/set.ts';
import type { StrangersWish } from './luck/strangers.ts';
import type { Drawing } from './drawn/drawing.ts';
import type { LuckWish } from './luck/wish.ts';
import type { OwnSets } from './desks/ownSets.ts';
import type { PastDoor } from './pastActions.ts';
import type { PointsDoor } from './desks/points.ts';
import type { Sharing } from './sharing/sharing.ts';
import type { DrawnSnapshot } from './store/snapshotFeed.ts';
import type { AppState, SetUpDraft, ViewMode } from './store/state.ts';
import type { Home } from './desks/takeHome.ts';
import type { Trial } from './sharing/tryOuts.ts';

/**
 * What the page can do. Failures become a notice in the state; none of the promises rejects. What throws away more than
 * `cheapSteps` steps sets `state.question` first and waits for `answer`. Promises of a boolean resolve with whether it was
 * done: false where it failed, was answered with no, or something else was asked for meanwhile.
 */
export interface Controller {
  readonly store: StoreApi<AppState>;
  /** Shows and edits sets that a person brought, and looks for wrong labels. */
  readonly own: OwnSets;
  /** Looks at the past and trains on from it. */
  readonly past: PastDoor;
  /** Pictures that a person draws. */
  readonly drawing: Drawing;
  /** Single test images, and images from elsewhere. */
  readonly points: PointsDoor;
  /** Links, lessons, and where training stops. */
  readonly sharing: Sharing;
  /** Files of the training for use elsewhere, and figures of it. */
  readonly home: Pick<Home, 'take' | 'figure'>;
  /** Trains until paused. At step 0 the set-up card's draft is taken over first. */
  start(): Promise<boolean>;
  pause(): Promise<void>;
  /** One step after those already asked for. At step 0 the set-up card's draft is taken over first. */
  step(): Promise<boolean>;
  /** Back to step 0 of the experiment in effect, live changes kept. */
  reset(): Promise<boolean>;
  /** After a fault: goes on from the last checkpoint where the worker or its device is gone, else from step 0. Asks nothing. */
  restart(): Promise<boolean>;
  /** Sets up another experiment at step 0; on failure the one in effect stays, its training intact. */
  configure(change: ExperimentChange): Promise<boolean>;
  /** Back to the default experiment, follow view, no hidden classes, no draft. */
  restoreDefaults(): Promise<boolean>;
  /** Edits the set-up card's draft; what equals the experiment shown leaves it. */
  edit(change: SetUpDraft): void;
  discardDraft(): void;
  /** Sets up the draft. */
  applyDraft(): Promise<boolean>;
  /** Answers `state.question`. */
  answer(yes: boolean): void;
  /** Sets an experiment up and trains it; the training in effect is kept for `goBack`, but not that of an experiment tried out before. */
  tryOut(trial: Trial): Promise<boolean>;
  /** Back to the training that `tryOut`, a link, a lesson or a file took the place of, at its step. */
  goBack(): Promise<boolean>;
  /**
   * Trains several seeds of the experiment in effect and measures them (`state.luck`); the training is back after it. At step 0 the
   * set-up card's draft is taken over first. Whatever else is asked of the training ends it.
   */
  luck(wish: LuckWish): Promise<boolean>;
  /** Trains the experiment in effect without some classes, from several seeds, and measures how well these are told as strangers (`state.strangers`); likewise. */
  strangers(wish: StrangersWish): Promise<boolean>;
  /** Ends either; what is measured stays. */
  endLuck(): Promise<void>;
  /** Live, in one run. */
  setTerm(run: number, term: Pick<LossTerm, 'loss' | 'weight' | 'on'>): void;
  /** Live. */
  setRates(rates: { readonly learningRate: number; readonly centerRate: number }): void;
  /** Live; null is as fast as the adapter goes. */
  setSpeed(stepsPerSecond: number | null): void;
  setView(view: ViewMode): void;
  setHiddenClasses(classes: readonly number[]): void;
  /** Test images by their numbers; null for none. @param by index of the run that they were chosen of. */
  select(images: readonly number[] | null, by?: number): void;
  /** Fetches a data set from public mirrors into the browser's cache, then uses it. */
  download(dataset: DatasetId): Promise<boolean>;
  cancelDownload(): void;
  /** Reads files that the person chose or dropped. Those of a data set of the catalog are trained on at once; a person's own are shown first (`state.added`). */
  addExamples(files: readonly OwnFile[]): Promise<boolean>;
  cancelReading(): void;
  /** Sets up what suits a set that a person brought, at a pace to watch where it is photographs, and trains. */
  trainOn(set: OwnSetInfo): Promise<boolean>;
  /** An image of such a set as a network sees it; null where it is gone, which the notice tells. */
  example(id: DatasetId, path: string): Promise<SeenImage | null>;
  /** Images of the data set in use by their numbers, in the order of the numbers; null where another one is in use by then. */
  pictures(part: Part, indices: readonly number[]): Promise<readonly SeenImage[] | null>;
  /** Asks what a person has brought so far, for `state.ownSets`. */
  refreshOwnSets(): void;
  /** Deletes a set that a person brought, after asking. */
  removeOwn(set: OwnSetInfo): Promise<boolean>;
  dismissNotice(): void;
  /** Writes kept trainings from this tab on, where another one does so now. */
  takeOver(): Promise<void>;
  /** Calls `listener` with the last snapshot, if any, and every later one. Returns the unsubscribe function. */
  onSnapshot(listener: (snapshot: DrawnSnapshot) => void): () => void;
}
