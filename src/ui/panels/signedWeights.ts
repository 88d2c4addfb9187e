import { effectiveWeight, lossesOf } from '../../config/experiment.ts';
import type { Run } from '../../config/schema.ts';
import { losses } from '../../losses/catalog.ts';

/** The weights with which a run's losses act, by their signs; 0 for one that is only watched. */
export function signedWeights(run: Run): readonly (readonly [sign: string, weight: number])[] {
  return lossesOf(run).flatMap((loss) => {
    const { weightSign } = losses.get(loss);
    return weightSign === null ? [] : [[weightSign, effectiveWeight(run, loss)] as const];
  });
}
