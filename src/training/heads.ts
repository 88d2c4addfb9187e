import { readTogether } from '../kernels/values/readTogether.ts';
import type { TrainingRun } from './step/run.ts';

/**
 * The linear map of each run's head as it is at the call: weight [D,C], then bias [C] where there is one, row-major; null for a
 * head that is no linear map. One transfer, queued before the first await.
 */
export async function readHeads(runs: readonly TrainingRun[]): Promise<(Float32Array | null)[]> {
  const parts = runs.map(({ model: { linear } }) => (linear ? [linear.weight, ...(linear.bias ? [linear.bias] : [])] : []));
  const values = await readTogether(parts.flat());
  let at = 0;
  return parts.map((part) => {
    const read = part.flatMap(() => [...values[at++]!]);
    return read.length > 0 ? Float32Array.from(read) : null;
  });
}
