import type { Experiment } from '../../config/schema.ts';
import type { LoggedChange } from '../../config/liveChange.ts';
import type { Dataset } from '../../data/dataset.ts';
import { encodeCheckpoint } from '../../training/checkpoint/checkpoint.ts';
import type { Checkpoint } from '../../training/checkpoint/checkpoint.ts';
import type { Goal } from './goal.ts';

/** What a trainer can be made of again: an experiment at step 0, or at a checkpoint's step. */
export interface Origin {
  readonly dataset: Dataset;
  readonly experiment: Experiment;
  readonly checkpoint: Checkpoint | null;
}

/** What leads to a training besides its experiment, and from it on. */
export interface Course {
  /** What it was at step 0, before its live changes; null where that was not kept. */
  readonly begun: Experiment | null;
  /** The live changes made so far; of a plan with a goal also those on the way there. */
  readonly log: readonly LoggedChange[];
  /** Live changes to come, each made when training gets to its step. */
  readonly ahead: readonly LoggedChange[];
  /** How many test images accuracy is told of, the same for as long as a training lasts; null until its first picture while training has decided. */
  readonly sample: number | null;
}

/** What a training is to be made of. */
export interface Plan extends Origin, Course {
  readonly id: number;
  /** Where it is to come to before it is shown. */
  readonly goal?: Goal | undefined;
}

/** A training at one step, to be set up again in this page or another. What was kept by earlier versions of the page lacks some of the rest of its course. */
export interface KeptTraining extends Pick<Course, 'log'>, Partial<Omit<Course, 'log'>> {
  readonly experiment: Experiment;
  readonly step: number;
  /** The checkpoint, see `training/checkpoint.ts`. */
  readonly bytes: ArrayBuffer;
}

/** A checkpoint as the page gets it. */
export const keptTraining = (checkpoint: Checkpoint, course: Course): KeptTraining => ({
  experiment: checkpoint.experiment,
  step: checkpoint.step,
  begun: course.begun,
  log: course.log,
  ahead: course.ahead,
  sample: course.sample,
  bytes: encodeCheckpoint(checkpoint),
});
