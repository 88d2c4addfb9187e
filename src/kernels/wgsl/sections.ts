/** Invocations per workgroup of `sectionedMain` programs. A software adapter wants few; a GPU runs 32 together. */
export const workgroupSize = 32;

/** The text of `line(0) ... line(count - 1)`: a loop written out, so that its variables can be registers. */
export function unroll(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** Storage bindings 0, 1, ... of group 0: `read` buffers first, then `write` buffers, each written `name: type`. */
export function storageBindings(read: readonly string[], write: readonly string[]): string {
  const declare = (access: string) => (binding: string, index: number) => `@group(0) @binding(${index}) var<storage, ${access}> ${binding};`;
  return [...read.map(declare('read')), ...write.map((binding, index) => declare('read_write')(binding, read.length + index))].join('\n');
}

/** Workgroups that cover `count` invocations. */
export function groupsFor(count: number): number {
  return Math.ceil(count / workgroupSize);
}

/** A range of invocations of one program that share a job. */
export interface Section {
  /** Invocations in the range; only the last section may leave it out, and then returns by itself when `i` is out of range. */
  readonly count?: number;
  /** WGSL statements run by each invocation; `i: u32` is its index within the range. */
  readonly body: string;
}

/**
 * An entry point whose workgroups are shared out among several jobs, so that one dispatch fills several outputs. Dispatch
 * the sum of `groupsFor` of the counts along x.
 */
export function sectionedMain(sections: readonly Section[]): string {
  const starts = sections.map((_, index) => sections.slice(0, index).reduce((sum, { count }) => sum + groupsFor(count ?? 0), 0));
  const functions = sections.map(({ count, body }, index) => `
fn section${index}(i: u32) {
  ${count === undefined ? '' : `if (i >= ${count}u) { return; }`}
  ${body}
}`);
  const call = (index: number) => `section${index}((group.x - ${starts[index]}u) * ${workgroupSize}u + lane);`;
  const branches = sections.map((_, index) => (index === sections.length - 1 ? `{ ${call(index)} }` : `if (group.x < ${starts[index + 1]}u) { ${call(index)} }`));
  return `${functions.join('\n')}
@compute @workgroup_size(${workgroupSize}) fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  ${branches.join(' else ')}
}`;
}

const meanLanes = 64;

/**
 * An entry point for one workgroup that averages over the batch: `row` gives statements that set `value` for sample `b` of
 * `batch`; the mean is stored as `mean[0]` after `finish` (an expression in `average`). Sums run in a fixed order.
 */
export function batchMeanMain(row: string, finish = 'average'): string {
  return `
var<workgroup> partial: array<f32, ${meanLanes}>;
@compute @workgroup_size(${meanLanes}) fn main(@builtin(local_invocation_index) lane: u32) {
  let batch = arrayLength(&labels);
  var sum = 0.0;
  for (var b = lane; b < batch; b += ${meanLanes}u) {
    var value = 0.0;
    ${row}
    sum += value;
  }
  partial[lane] = sum;
  workgroupBarrier();
  if (lane == 0u) {
    var total = 0.0;
    for (var k = 0u; k < ${meanLanes}u; k++) { total += partial[k]; }
    let average = total / f32(batch);
    mean[0] = ${finish};
  }
}`;
}
