import { keep, tensor2d, tidy, variable, variableGrads } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import type { LossTerm, Run } from '../config/experiment.ts';
import { joinedState, variablesState } from '../kernels/values/heldState.ts';
import type { HeldState } from '../kernels/values/heldState.ts';
import { updateCenters } from '../kernels/losses/updateCenters.ts';
import type { CenterRule } from '../kernels/losses/updateCenters.ts';
import { LiveScalar } from '../kernels/values/liveScalar.ts';
import type { Optimizer } from '../kernels/optimizers/optimizer.ts';
import { weightedSum } from '../kernels/losses/weightedSum.ts';
import { lossRegistry } from '../losses/index.ts';
import type { LossId } from '../losses/catalog.ts';
import type { Model } from '../models/model.ts';

/** A batch on the device. */
export interface Batch {
  /** [B,H,W,channels] float32. */
  readonly images: Tensor4D;
  /** [B] int32. */
  readonly labels: Tensor1D;
}

/** What a step computed before its update: scalars for the log, features [B,D] as the centers' update saw them. */
export interface StepResult {
  readonly xent: Scalar;
  readonly center: Scalar;
  readonly features: Tensor2D;
}

interface LiveTerm {
  readonly loss: LossId;
  readonly weight: LiveScalar;
}

/** Everything one run owns: its model, its optimizer's state, its class centers, its live loss weights. */
export class TrainingRun {
  readonly name: string;
  readonly model: Model;
  /** [C,D]; tracked in every run, also where no center term acts, so that the page can show them. */
  readonly centers: Variable;
  private readonly optimizer: Optimizer;
  private readonly terms: readonly LiveTerm[];
  private readonly centerRule: CenterRule;

  constructor(parts: { run: Run; model: Model; optimizer: Optimizer; centers: Float32Array; classes: number; centerRule?: CenterRule }) {
    const { run, model, optimizer, centers, classes, centerRule = 'sgd' } = parts;
    this.name = run.name;
    this.model = model;
    this.optimizer = optimizer;
    this.centerRule = centerRule;
    this.centers = tidy(() => variable(tensor2d(centers, [classes, centers.length / classes]), false));
    this.terms = run.objective.map(({ loss, weight, on }) => ({ loss, weight: new LiveScalar(on ? weight : 0) }));
  }

  /** All that training changes: the model's parameters, the optimizer's state, the centers. */
  get state(): HeldState {
    const { parameters, parameterNames } = this.model;
    return joinedState([
      ['parameters', variablesState(parameters.map((parameter, k) => [parameterNames[k]!, parameter]))],
      ['optimizer', this.optimizer.state(parameterNames)],
      ['', variablesState([['centers', this.centers]])],
    ]);
  }

  /** Changes the weight of a term of the objective from the next step on; a term that is off weighs 0. */
  setTerm({ loss, weight, on }: LossTerm): void {
    this.terms.find((term) => term.loss === loss)?.weight.set(on ? weight : 0);
  }

  /**
   * One training step: forward, gradients of L = sum of weight x loss, the optimizer, then the centers, from the features
   * computed before the update. Nothing is read back. The caller disposes the result; `tidy` does not, as it is kept.
   */
  step({ images, labels }: Batch, learningRate: Scalar, centerRate: Scalar): StepResult {
    return tidy(() => {
      const kept: { features?: Tensor2D; xent?: Scalar; center?: Scalar } = {};
      const { grads } = variableGrads(() => {
        const { features, logits } = this.model.forward(images);
        const inputs = { features, logits, labels, centers: this.centers as unknown as Tensor2D };
        const values = { softmax: lossRegistry.softmax.compute(inputs), center: lossRegistry.center.compute(inputs) };
        Object.assign(kept, { features: keep(features), xent: keep(values.softmax), center: keep(values.center) });
        const [first, ...others] = this.terms.map(({ loss, weight }) => ({ value: values[loss], weight: weight.tensor }));
        return weightedSum([first!, ...others]);
      }, [...this.model.parameters]);
      const { features, xent, center } = kept as { features: Tensor2D; xent: Scalar; center: Scalar };
      const gradients = this.model.parameters.map(({ name }) => grads[name]!);
      this.optimizer.apply(gradients, learningRate);
      updateCenters(this.centers, features, labels, centerRate, this.centerRule);
      return { xent, center, features };
    });
  }

  dispose(): void {
    this.model.dispose();
    this.optimizer.dispose();
    this.centers.dispose();
    this.terms.forEach(({ weight }) => weight.dispose());
  }
}
