import type { LoggedChange } from '../liveChange.ts';
import type { Experiment } from '../schema.ts';
import type { Lesson } from './lesson.ts';
import type { AxesMode } from './view.ts';

/** All that a link carries: plain JSON from which another page comes to the same numbers. */
export interface Shared {
  /** As it is at step 0. */
  readonly experiment: Experiment;
  /** Live changes by their steps, in their order: they are made when training comes there. */
  readonly changes: readonly LoggedChange[];
  /** How far it had been trained; 0 where nowhere is to be gone to. */
  readonly step: number;
  /** Where `start()` ends; null where it goes on. */
  readonly stopAt: number | null;
  readonly axes: AxesMode;
  readonly hiddenClasses: readonly number[];
  /** Where the training branches off, with the change that it branches off by. Kept and checked; nothing is trained from it. */
  readonly branches: readonly LoggedChange[];
  readonly lesson: Lesson | null;
}

/** What a link left out comes to: nothing but the experiment at step 0. */
export const bare = { changes: [], step: 0, stopAt: null, axes: 'follow', hiddenClasses: [], branches: [], lesson: null } as const satisfies Omit<Shared, 'experiment'>;

/** What was read of a link, and what of it was not as it should be, field by field; the rest is in effect. */
export interface OpenedLink {
  readonly shared: Shared;
  readonly problems: readonly string[];
}
