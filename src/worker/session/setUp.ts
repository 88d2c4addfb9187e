import type { Experiment } from '../../config/schema.ts';
import type { Dataset, ExampleForm } from '../../data/dataset.ts';
import { drawnClasses } from '../../data/heldOut.ts';
import type { Trainer } from '../../training/trainer.ts';
import type { Course } from './origin.ts';

/** The data set in use. */
export interface DatasetInfo extends Pick<Dataset, 'id' | 'label' | 'classNames'> {
  readonly form: ExampleForm;
  readonly trainCount: number;
  readonly testCount: number;
}

/** An experiment set up: at step 0, or at the step of a checkpoint. */
export interface SetUp extends Pick<Course, 'log' | 'ahead'> {
  readonly experiment: Experiment;
  readonly step: number;
  readonly dataset: DatasetInfo;
  /** Trained numbers of one run. */
  readonly parameterCount: number;
  readonly stepsPerEpoch: number;
  /** The classes that are left out where strangers are wanted and none are named: a quarter, drawn by the experiment's seed; none of fewer than three. */
  readonly drawnStrangers: readonly number[];
}

/** What a trainer was set up as, and is now. */
export function setUpOf({ dataset, experiment, parameterCount, stepsPerEpoch, step }: Trainer, { log, ahead }: Pick<Course, 'log' | 'ahead'>): SetUp {
  const { id, label, classNames, form, train, test } = dataset;
  return { experiment, step, log, ahead, dataset: { id, label, classNames, form, trainCount: train.labels.length, testCount: test.labels.length }, parameterCount, stepsPerEpoch, drawnStrangers: drawnClasses(classNames.length, experiment.seed) };
}
