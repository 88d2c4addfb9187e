import type { Fitted } from './projection.ts';

/** Two features as they are. */
export const identity = (): Fitted => ({ apply: (vectors) => vectors });
