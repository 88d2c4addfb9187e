import { openBackend } from '../backend/backend.ts';
import { checkCase, checkTrajectory } from './check.ts';
import type { Deviation } from './check.ts';
import { readGoldenFile } from './file.ts';

/** Float32 against float64 reference numbers: largest error that passes, as a fraction of the largest entry of an array. */
export const relativeLimit = 1e-4;
/** Arrays that are all zero, where every distance is clamped: largest absolute error that passes. */
export const absoluteLimit = 1e-9;

/** How one golden case came out. */
export interface CaseReport {
  readonly name: string;
  /** The array that is furthest from the reference, as a fraction of its limit. */
  readonly worst: Deviation;
  readonly passed: boolean;
}

const limitOf = ({ absolute }: Deviation) => (absolute ? absoluteLimit : relativeLimit);
const excess = (deviation: Deviation) => deviation.error / limitOf(deviation);

/** The furthest of one case's arrays, and whether it is within its limit. */
export function reportOf(name: string, deviations: readonly Deviation[]): CaseReport {
  const worst = deviations.reduce((a, b) => (excess(b) > excess(a) ? b : a));
  return { name, worst, passed: excess(worst) <= 1 };
}

/**
 * Recomputes every case and trajectory of a golden file with the code that the page trains with; on WebGPU trajectories twice,
 * by ordinary steps and by captured ones.
 * @throws PlaygroundError when the file is malformed (naming the field) or the backend cannot be had.
 */
export async function verifyGolden(content: unknown, backend: 'webgpu' | 'cpu'): Promise<{ adapter: string; reports: CaseReport[] }> {
  const { cases, trajectories } = readGoldenFile(content);
  const { adapter } = await openBackend(backend);
  const reports: CaseReport[] = [];
  for (const golden of cases) reports.push(reportOf(golden.name, await checkCase(golden)));
  for (const golden of trajectories) {
    reports.push(reportOf(golden.name, await checkTrajectory(golden)));
    if (backend === 'webgpu') reports.push(reportOf(`${golden.name}, captured`, await checkTrajectory(golden, true)));
  }
  return { adapter, reports };
}
