import { moduleText } from './module.ts';
import type { Frame } from './module.ts';
import { lines } from './text.ts';

const workgroup = 64;

/** The parts of a mean over the batch. */
export interface BatchMean {
  /** WGSL statements that set `value` for sample `b` of `batch`. */
  readonly row: string;
  /** Expression in `average` that is stored; by default the average itself. */
  readonly finish?: string;
}

/**
 * A whole WGSL module for one workgroup that averages over the batch, whose size is the length of the input `labels`, and
 * stores it as `mean[0]`. Sums run in a fixed order.
 */
export function batchMeanText(frame: Pick<Frame, 'inputs' | 'outputs'>, { row, finish = 'average' }: BatchMean): string {
  return moduleText(
    { ...frame, shared: { partial: `f32, ${workgroup}` }, workgroup },
    'let batch = arrayLength(&labels);',
    'var sum = 0.0;',
    lines(`for (var b = local; b < batch; b += ${workgroup}u) {`, 'var value = 0.0;', row, 'sum += value;', '}'),
    'partial[local] = sum;',
    'workgroupBarrier();',
    'if (local == 0u) {',
    'var total = 0.0;',
    `for (var k = 0u; k < ${workgroup}u; k++) { total += partial[k]; }`,
    'let average = total / f32(batch);',
    `mean[0] = ${finish};`,
    '}',
  );
}
