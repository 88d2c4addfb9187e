/** Workgroups along x, y and z. */
export type Grid = readonly [number, number, number];

/** Workgroups for a number of invocations, x folded into y beyond 32,768 (WebGPU allows 65,535 along an axis). */
export function grid(invocations: number, workgroup: number, depth = 1): Grid {
  const groups = Math.ceil(invocations / workgroup);
  const rows = Math.ceil(groups / 32768);
  return [Math.ceil(groups / rows), rows, depth];
}
