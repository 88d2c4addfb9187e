import { checkCase, checkTrajectory } from '../../src/training/golden/check.ts';
import content from '../../src/training/golden/golden.json' with { type: 'json' };
import { readGoldenFile } from '../../src/training/golden/file.ts';
import { openBackend } from '../../src/training/backend/backend.ts';
import { reportOf } from '../../src/training/golden/verify.ts';

/** What the golden numbers came out as in one engine. */
export interface GoldenOutcome {
  readonly tiles: string | null;
  readonly count: number;
  /** The names and worst arrays of those that are too far from PyTorch. */
  readonly failed: readonly string[];
}

/** Recomputes all golden numbers on WebGPU with these tiles, trajectories by ordinary and by captured steps. */
export async function checkGolden(tiles: string): Promise<GoldenOutcome> {
  const { cases, trajectories } = readGoldenFile(content);
  const opened = await openBackend('webgpu', tiles);
  const reports = [];
  for (const golden of cases) reports.push(reportOf(golden.name, await checkCase(golden)));
  for (const golden of trajectories) {
    reports.push(reportOf(golden.name, await checkTrajectory(golden)));
    reports.push(reportOf(`${golden.name}, captured`, await checkTrajectory(golden, true)));
  }
  const failed = reports.filter(({ passed }) => !passed).map(({ name, worst }) => `${name}: ${worst.error.toExponential(2)} in ${worst.what}`);
  return { tiles: opened.tiles, count: reports.length, failed };
}

declare global {
  interface Window {
    tested: { checkGolden: typeof checkGolden };
  }
}
