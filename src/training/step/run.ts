import { keep, tidy, variableGrads } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { lossesOf, termOf } from '../../config/experiment.ts';
import type { LossTerm, Run } from '../../config/schema.ts';
import { joinedState, variablesState } from '../../kernels/values/heldState.ts';
import type { HeldState } from '../../kernels/values/heldState.ts';
import { LiveScalar } from '../../kernels/values/liveScalar.ts';
import type { Optimizer } from '../../kernels/optimizers/optimizer.ts';
import { weightedSum } from '../../kernels/losses/weightedSum.ts';
import type { WeightedTerm } from '../../kernels/losses/weightedSum.ts';
import { losses } from '../../losses/catalog.ts';
import { lossFactories } from '../../losses/index.ts';
import type { LossBatch, Term, TermContext } from '../../losses/loss.ts';
import type { Model } from '../../models/model.ts';
import type { OptimizerFactory } from './optimizers.ts';

/** A batch on the device. */
export interface Batch {
  /** [B,H,W,channels] or [B,length], float32. */
  readonly examples: Tensor;
  /** [B] int32. */
  readonly labels: Tensor1D;
}

/** What a step computed before its update: losses for the log, in the order of `TrainingRun.losses`, and features [B,D]. */
export type StepResult = {
  losses: Scalar[];
  features: Tensor2D;
};

/** What a run is made of. */
export interface RunParts {
  readonly run: Run;
  /** The run's from now on. */
  readonly model: Model;
  readonly optimizer: OptimizerFactory;
  readonly context: Omit<TermContext, 'options'>;
}

interface RunTerm extends Term {
  readonly loss: string;
  /** Null for a loss that is only watched. */
  readonly weight: LiveScalar | null;
}

/** Everything one run owns: its model, its losses with their state and live weights, its optimizer's state. */
export class TrainingRun {
  readonly name: string;
  readonly model: Model;
  /** Ids of the losses that it computes: those of its objective, then those that are watched. */
  readonly losses: readonly string[];
  private readonly terms: readonly RunTerm[];
  private readonly optimizer: Optimizer;
  private readonly trained: { readonly parameters: readonly Variable[]; readonly names: readonly string[] };

  constructor({ run, model, optimizer, context }: RunParts) {
    this.name = run.name;
    this.model = model;
    this.losses = lossesOf(run);
    this.terms = this.losses.map((loss): RunTerm => {
      const term = termOf(run, loss);
      const options = term?.options ?? Object.fromEntries(Object.entries(losses.get(loss).options).map(([name, option]) => [name, option.default]));
      const weight = term ? new LiveScalar(term.on ? term.weight : 0) : null;
      return { ...lossFactories.get(loss)({ ...context, options }), loss, weight };
    });
    const own = this.terms.flatMap(({ loss, weight, parameters }) => (weight ? parameters.map(([name, held]) => [`terms/${loss}/${name}`, held] as const) : []));
    this.trained = {
      parameters: [...model.parameters, ...own.map(([, held]) => held)],
      names: [...model.parameterNames, ...own.map(([name]) => name)],
    };
    this.optimizer = optimizer(this.trained.parameters);
  }

  /** [C,D] float32, what a loss of this run pulls each class to; null where none does. */
  get centers(): Variable | null {
    return this.terms.find(({ centers }) => centers)?.centers ?? null;
  }

  /** All that training changes: parameters of the model and of the terms, the optimizer's state, what the terms keep track of. */
  get state(): HeldState {
    const { parameters, names } = this.trained;
    const untrained = this.terms.flatMap(({ loss, weight, parameters: own, tracked }) =>
      [...(weight ? [] : own), ...tracked].map(([name, held]) => [`${loss}/${name}`, held] as const),
    );
    return joinedState([
      ['parameters', variablesState(parameters.map((parameter, k) => [names[k]!, parameter]))],
      ['optimizer', this.optimizer.state(names)],
      ['terms', variablesState(untrained)],
    ]);
  }

  /**
   * All that the run has learned, by name: parameters of the model ("conv1/filter") and of its terms, and what its terms and
   * those it is watched by keep track of ("terms/center/centers"); not the optimizer's state.
   */
  get learned(): readonly (readonly [name: string, held: Variable])[] {
    const { parameters, names } = this.trained;
    const tracked = this.terms.flatMap(({ loss, tracked: held }) => held.map(([name, variable]) => [`terms/${loss}/${name}`, variable] as const));
    return [...parameters.map((parameter, k) => [names[k]!, parameter] as const), ...tracked];
  }

  /** Changes the weight of a term of the objective from the next step on; a term that is off weighs 0. */
  setTerm({ loss, weight, on }: Pick<LossTerm, 'loss' | 'weight' | 'on'>): void {
    this.terms.find((term) => term.loss === loss)?.weight?.set(on ? weight : 0);
  }

  /** The run's losses of a batch that the model made this of, in the order of `losses`; float32 [], the caller disposes them. */
  measure(batch: LossBatch): Scalar[] {
    return this.terms.map((term) => term.compute(batch));
  }

  /**
   * One training step: forward, gradients of L = sum of weight x loss, the optimizer, then what the terms keep track of, from
   * what was computed before the update. Nothing is read back. The caller disposes the result; `tidy` does not, as it is kept.
   */
  step({ examples, labels }: Batch, learningRate: Scalar): StepResult {
    return tidy(() => {
      const kept: { features?: Tensor2D; values?: Scalar[] } = {};
      const { grads } = variableGrads(() => {
        const { features, logits } = this.model.forward(examples, labels);
        const values = this.measure({ features, logits, labels }).map((value) => keep(value));
        Object.assign(kept, { features: keep(features), values });
        const weighted = this.terms.flatMap(({ weight }, k): WeightedTerm[] => (weight ? [{ value: values[k]!, weight: weight.tensor }] : []));
        return weightedSum(weighted as [WeightedTerm, ...WeightedTerm[]]);
      }, [...this.trained.parameters]);
      const { features, values } = kept as Required<typeof kept>;
      this.optimizer.apply(this.trained.parameters.map(({ name }) => grads[name]!), learningRate);
      for (const term of this.terms) term.update?.({ features, labels });
      return { losses: values, features };
    });
  }

  dispose(): void {
    this.model.dispose();
    this.optimizer.dispose();
    this.terms.forEach((term) => {
      term.dispose();
      term.weight?.dispose();
    });
  }
}
