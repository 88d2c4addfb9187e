import type { Parts } from '../projection.ts';

/** Tests only: does work in parts at one go. */
export function finished<T>(work: Parts<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
