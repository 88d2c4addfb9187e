import * as v from 'valibot';
import { shown } from '../checks.ts';

/** The schema of how the panels choose their axes. */
export const axesMode = v.picklist(['follow', 'locked', 'linked'], (issue) => `is ${shown(issue.input)}; it must be one of follow, locked, linked`);

/** How the panels choose their axes: each follows its features, stays as it is, or all share one scale. */
export type AxesMode = v.InferOutput<typeof axesMode>;
