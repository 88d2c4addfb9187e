import { tidy, variable, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { copyInto } from './copyInto.ts';

/** What a variable of three holds before and after values are copied into it, on the active backend; for tests. */
export async function copiedIntoThree(values: Tensor): Promise<number[][]> {
  const held = tidy(() => variable(zeros([3]), false));
  const before = [...(await held.data())];
  copyInto(held, values);
  const after = [...(await held.data())];
  held.dispose();
  return [before, after];
}
