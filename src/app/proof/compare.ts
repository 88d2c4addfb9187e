import type { Proof } from './proof.ts';

/** How far a run that was trained again is from what a proof says of it. */
export interface Deviation {
  readonly name: string;
  /** The largest difference of a loss, relative to that loss. */
  readonly losses: number;
  /** The largest difference of a number of a feature, relative to the largest of the run's. */
  readonly features: number;
  /** Of the accuracy on the whole test set, 0 to 1. */
  readonly testAccuracy: number;
}

/** The least loss that a difference is relative to: below it rounding alone is large. */
const leastLoss = 1e-3;

const largest = (numbers: readonly number[]) => numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

type ProvenRun = Proof['runs'][number];

function lossDeviation(losses: ProvenRun['losses'], again: ProvenRun['losses']): number {
  const found = losses.flatMap(({ step, values }) => {
    const others = again.find((one) => one.step === step)?.values;
    return Object.entries(values).map(([loss, value]) => Math.abs(value - (others?.[loss] ?? Infinity)) / Math.max(leastLoss, Math.abs(value)));
  });
  return largest(found);
}

function featureDeviation(features: ProvenRun['features'], again: ProvenRun['features']): number {
  const differences = features.flatMap((row, i) => row.map((value, d) => value - (again[i]?.[d] ?? Infinity)));
  return largest(differences) / (largest(features.flat()) || 1);
}

/** The deviation of each run of a proof; infinite for what the other one does not have. */
export function deviations(proof: Proof, again: Proof): readonly Deviation[] {
  const sameImages = proof.images.join() === again.images.join();
  return proof.runs.map(({ name, losses, features, testAccuracy }, r) => {
    const other = again.runs[r];
    if (other?.name !== name) return { name, losses: Infinity, features: Infinity, testAccuracy: Infinity };
    return { name, losses: lossDeviation(losses, other.losses), features: sameImages ? featureDeviation(features, other.features) : Infinity, testAccuracy: Math.abs(testAccuracy - other.testAccuracy) };
  });
}
