import type { DatasetId } from '../data/catalog.ts';
import type { LossId } from '../losses/catalog.ts';
import type { ModelId } from '../models/catalog.ts';
import type { OptimizerId } from '../training/catalog.ts';

/** One weighted term of an objective. A term switched off keeps its weight for when it is switched on again. */
export interface LossTerm {
  readonly loss: LossId;
  readonly weight: number;
  readonly on: boolean;
}

/** One model trained under one objective, L = sum of weight x loss over the terms that are on. */
export interface Run {
  readonly name: string;
  readonly objective: readonly LossTerm[];
}

/**
 * All that a training depends on, as plain JSON. The runs advance in lock-step: same seed, same initial weights, same
 * batches; only the objective differs.
 */
export interface Experiment {
  readonly dataset: DatasetId;
  readonly model: ModelId;
  readonly seed: number;
  readonly batchSize: number;
  readonly optimizer: OptimizerId;
  readonly learningRate: number;
  /** Rate at which centers move along the gradient of the unweighted center loss, per step. */
  readonly centerRate: number;
  readonly runs: readonly Run[];
}

/** A run of plain softmax, with a center term when `centerWeight` is above zero. */
export function makeRun(name: string, centerWeight: number): Run {
  const softmax: LossTerm = { loss: 'softmax', weight: 1, on: true };
  return { name, objective: centerWeight > 0 ? [softmax, { loss: 'center', weight: centerWeight, on: true }] : [softmax] };
}

/** The center term of a run, or undefined for plain softmax. */
export function centerTerm(run: Run): LossTerm | undefined {
  return run.objective.find((term) => term.loss === 'center');
}

/** The weight with which a run's center loss acts now: 0 where the term is absent or off. */
export function effectiveCenterWeight(run: Run): number {
  const term = centerTerm(run);
  return term?.on ? term.weight : 0;
}

/** Changes one run's center term; the run must have one. */
export function withCenterTerm(experiment: Experiment, runIndex: number, change: Partial<Pick<LossTerm, 'weight' | 'on'>>): Experiment {
  const runs = experiment.runs.map((run, i) =>
    i === runIndex ? { ...run, objective: run.objective.map((term) => (term.loss === 'center' ? { ...term, ...change } : term)) } : run,
  );
  return { ...experiment, runs };
}

/** The default experiment: the well-known figure, plain softmax beside softmax + 0.1 x center loss. */
export const defaultExperiment: Experiment = {
  dataset: 'mnist-10k',
  model: 'small-cnn',
  seed: 1,
  batchSize: 128,
  optimizer: 'adam',
  learningRate: 0.005,
  centerRate: 0.5,
  runs: [makeRun('Softmax', 0), makeRun('Softmax + center', 0.1)],
};

/** Bounds of the numbers of an experiment, inclusive. Sliders and validation read them here. */
export const ranges = {
  seed: { min: 0, max: 2 ** 31 - 1 },
  batchSize: { min: 1, max: 1024 },
  learningRate: { min: 1e-5, max: 1 },
  centerRate: { min: 0, max: 1 },
  centerWeight: { min: 0, max: 10, sliderMin: 0.001 },
  runs: { min: 1, max: 4 },
} as const;
