import { readTogether } from '../kernels/values/readTogether.ts';
import type { TrainingRun } from './step/run.ts';

/**
 * The linear map of each run's head as it is at the call: weight [D,C], then bias [C] where there is one, row-major; null for a
 * head that is no linear map. Classes that are left out of training have a bias of -Infinity: nothing is told to be one of them.
 * One transfer, queued before the first await.
 */
export async function readHeads(runs: readonly TrainingRun[], heldOut: readonly number[]): Promise<(Float32Array | null)[]> {
  const parts = runs.map(({ model: { linear } }) => (linear ? [linear.weight, ...(linear.bias ? [linear.bias] : [])] : []));
  const values = await readTogether(parts.flat());
  let at = 0;
  return parts.map((part) => {
    const [weight, bias] = part.map(() => values[at++]!);
    if (!weight) return null;
    const classes = part[0]!.shape[1]!;
    if (heldOut.length === 0) return Float32Array.of(...weight, ...(bias ?? []));
    const closed = Float32Array.from({ length: classes }, (_, c) => (heldOut.includes(c) ? -Infinity : bias?.[c] ?? 0));
    return Float32Array.of(...weight, ...closed);
  });
}
