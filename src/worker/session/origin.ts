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

/** What a training is to be made of. */
export interface Plan extends Origin {
  readonly id: number;
  /** The live changes made before its step and, where it is to come to another one, before that. */
  readonly log: readonly LoggedChange[];
  readonly goal?: Goal | undefined;
}

/** A training at one step, to be set up again in this page or another. */
export interface KeptTraining {
  readonly experiment: Experiment;
  readonly step: number;
  /** The live changes made up to that step. */
  readonly log: readonly LoggedChange[];
  /** The checkpoint, see `training/checkpoint.ts`. */
  readonly bytes: ArrayBuffer;
}

/** A checkpoint as the page gets it. */
export const keptTraining = (checkpoint: Checkpoint, log: readonly LoggedChange[]): KeptTraining => ({
  experiment: checkpoint.experiment,
  step: checkpoint.step,
  log,
  bytes: encodeCheckpoint(checkpoint),
});
