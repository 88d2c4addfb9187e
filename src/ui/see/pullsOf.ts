import { effectiveWeight } from '../../config/experiment.ts';
import type { Run } from '../../config/schema.ts';
import { losses } from '../../losses/catalog.ts';
import type { Tug } from '../field/pulls.ts';

/** How a run's losses pull on features: weights of those that can be drawn, and names of those that act and cannot. */
export interface RunPulls {
  readonly weights: Tug['weights'];
  readonly untold: readonly string[];
}

/** What acts in a run now. */
export function pullsOf(run: Run): RunPulls {
  const acting = run.objective.map(({ loss }) => ({ choice: losses.get(loss), weight: effectiveWeight(run, loss) }));
  const sum = (pull: 'cross-entropy' | 'center') => acting.reduce((total, { choice, weight }) => total + (choice.pull === pull ? weight : 0), 0);
  return {
    weights: { softmax: sum('cross-entropy'), center: sum('center') },
    untold: acting.flatMap(({ choice, weight }) => (choice.pull === undefined && weight > 0 ? [choice.label] : [])),
  };
}
