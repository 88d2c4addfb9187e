import { lines } from './text.ts';
import type { Text } from './text.ts';

/**
 * Buffers of a program by name, in binding order: what stands between the brackets of `array<>`, an element type or, where
 * the size does not depend on the batch, "f32, 72". A known size saves reading the length at every access.
 */
export type Buffers = Readonly<Record<string, string>>;

/** `count` buffers of float32: `name0`, `name1`, ... */
export const numbered = (name: string, count: number): Buffers => Object.fromEntries(Array.from({ length: count }, (_, k) => [`${name}${k}`, 'f32']));

/** What a program's frame needs besides its body. */
export interface Frame {
  readonly inputs?: Buffers;
  /** Changed in place or made; bound after the inputs. */
  readonly outputs: Buffers;
  /** Memory that a workgroup shares, by name; its size must be given. */
  readonly shared?: Buffers;
  /** Types and functions that the body uses. */
  readonly declarations?: Text;
  readonly workgroup: number;
  readonly subgroups?: boolean;
}

const storage = (buffers: Buffers, access: string, first: number): string[] =>
  Object.entries(buffers).map(([name, elements], i) => `@group(0) @binding(${first + i}) var<storage, ${access}> ${name}: array<${elements}>;`);

/**
 * A whole WGSL module around a body. The body may use
 * - `index`: number of the invocation in the x-y plane of the grid, which `grid` folds to stay within WebGPU's limits;
 * - `group`, `groups`: workgroup and number of workgroups, for the z axis; `local`: place of the invocation in its workgroup;
 * - `lane`: place of the invocation in its quad (with `subgroups`, four neighbours that can share values).
 */
export function moduleText({ inputs = {}, outputs, shared = {}, declarations = '', workgroup, subgroups = false }: Frame, ...body: readonly Text[]): string {
  return lines(
    subgroups ? 'enable subgroups;' : '',
    storage(inputs, 'read', 0),
    storage(outputs, 'read_write', Object.keys(inputs).length),
    Object.entries(shared).map(([name, elements]) => `var<workgroup> ${name}: array<${elements}>;`),
    declarations,
    `@compute @workgroup_size(${workgroup})`,
    'fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,',
    `        @builtin(local_invocation_index) local: u32${subgroups ? ', @builtin(subgroup_invocation_id) subgroupLane: u32' : ''}) {`,
    `let index = i32((group.y * groups.x + group.x) * ${workgroup}u + local);`,
    `let lane = i32(${subgroups ? 'subgroupLane' : 'local'} & 3u);`,
    ...body,
    '}',
  );
}
