import type { Experiment } from '../../config/schema.ts';
import { LiveScalar } from '../../kernels/values/liveScalar.ts';

/** Learning rate and rate of the centers, live on the device. The caller disposes. */
export class Rates {
  readonly learningRate: LiveScalar;
  readonly centerRate: LiveScalar;

  constructor({ learningRate, centerRate }: Pick<Experiment, 'learningRate' | 'centerRate'>) {
    this.learningRate = new LiveScalar(learningRate);
    this.centerRate = new LiveScalar(centerRate);
  }

  /** From the next step on. */
  set({ learningRate, centerRate }: Pick<Experiment, 'learningRate' | 'centerRate'>): void {
    this.learningRate.set(learningRate);
    this.centerRate.set(centerRate);
  }

  dispose(): void {
    this.learningRate.dispose();
    this.centerRate.dispose();
  }
}
