import type { Program } from '../device/dispatch.ts';

/** A program together with the grid to start for a batch; all other sizes are baked into the program. */
export interface BatchKernel {
  readonly program: Program;
  workgroups(batch: number): readonly [number, number, number];
}

/** The numbers 0 .. count-1. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Lines of WGSL, empty ones dropped. */
export const lines = (...parts: readonly (string | readonly string[])[]): string => parts.flat().filter(Boolean).join('\n');

/** A loop over `variable` from 0; a single turn is written without a loop, whose counters would cost registers. */
export const loop = (variable: string, count: number, ...body: readonly (string | readonly string[])[]): string =>
  count === 1 ? lines('{', `const ${variable} = 0;`, ...body, '}') : lines(`for (var ${variable} = 0; ${variable} < ${count}; ${variable}++) {`, ...body, '}');

/**
 * Buffers of a program by name, in binding order: what stands between the brackets of `array<>`, an element type or, where
 * the size does not depend on the batch, "f32, 72". A known size saves reading the length at every access.
 */
export type Buffers = Readonly<Record<string, string>>;

const declare = (buffers: Buffers, access: string, first: number): string[] =>
  Object.entries(buffers).map(([name, elements], i) => `@group(0) @binding(${first + i}) var<storage, ${access}> ${name}: array<${elements}>;`);

/** What a program's frame needs besides its body. */
export interface Frame {
  readonly inputs: Buffers;
  readonly outputs: Buffers;
  /** Memory that a workgroup shares, by name; its size must be given. */
  readonly shared?: Buffers;
  readonly workgroup: number;
  readonly subgroups: boolean;
}

/**
 * A whole WGSL module around a body. The body may use
 * - `index`: number of the invocation in the x-y plane of the grid, which `grid` folds to stay within WebGPU's limits;
 * - `group`, `groups`: workgroup and number of workgroups, for the z axis; `local`: place of the invocation in its workgroup;
 * - `lane`: place of the invocation in its quad (with `subgroups`, four neighbours that can share values).
 */
export function moduleText({ inputs, outputs, shared = {}, workgroup, subgroups }: Frame, ...body: readonly (string | readonly string[])[]): string {
  return lines(
    subgroups ? 'enable subgroups;' : '',
    declare(inputs, 'read', 0),
    declare(outputs, 'read_write', Object.keys(inputs).length),
    Object.entries(shared).map(([name, elements]) => `var<workgroup> ${name}: array<${elements}>;`),
    `@compute @workgroup_size(${workgroup})`,
    'fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,',
    `        @builtin(local_invocation_index) local: u32${subgroups ? ', @builtin(subgroup_invocation_id) subgroupLane: u32' : ''}) {`,
    `let index = i32((group.y * groups.x + group.x) * ${workgroup}u + local);`,
    `let lane = i32(${subgroups ? 'subgroupLane' : 'local'} & 3u);`,
    ...body,
    '}',
  );
}

/** Workgroups for a number of invocations, x folded into y beyond 32,768 (WebGPU allows 65,535 along an axis). */
export function grid(invocations: number, workgroup: number, depth = 1): readonly [number, number, number] {
  const groups = Math.ceil(invocations / workgroup);
  const rows = Math.ceil(groups / 32768);
  return [Math.ceil(groups / rows), rows, depth];
}

/** Up to four values that all lanes of a quad need. */
export interface QuadValue {
  /** Statement before first use. */
  readonly prepare: string;
  /** Expression of value 0 .. 3. */
  take(which: number): string;
}

/**
 * With subgroups each lane of a quad loads one of four values and hands it round (`quadBroadcast`); without, each loads
 * all. `load` gives the expression of value number `which`, which is a number or the word `lane`.
 */
export function quadValue(name: string, load: (which: number | 'lane') => string, subgroups: boolean): QuadValue {
  if (!subgroups) return { prepare: '', take: load };
  return { prepare: `let ${name} = ${load('lane')};`, take: (which) => `quadBroadcast(${name}, ${which}u)` };
}
