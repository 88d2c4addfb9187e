import { grid } from './grid.ts';
import type { Grid } from './grid.ts';
import { moduleText } from './module.ts';
import type { Frame } from './module.ts';
import { lines } from './text.ts';
import type { Text } from './text.ts';

/** Invocations per workgroup. A software adapter wants few; a GPU runs 32 together. */
const workgroup = 32;

const groupsFor = (count: number): number => Math.ceil(count / workgroup);

/** A range of invocations of one program that share a job. */
export interface Section {
  /** Invocations in the range; only the last section may leave it out, and then returns by itself when `i` is out of range. */
  readonly count?: number;
  /** WGSL statements run by each invocation; `i: u32` is its index within the range. */
  readonly body: string;
}

/** Workgroups for sections of these counts, in their order. */
export function sectionGrid(...counts: readonly number[]): Grid {
  return grid(workgroup * counts.reduce((sum, count) => sum + groupsFor(count), 0), workgroup);
}

/** A whole WGSL module whose workgroups are shared out among several jobs, so that one dispatch fills several outputs. */
export function sectionsText({ declarations = '', ...frame }: Pick<Frame, 'inputs' | 'outputs' | 'declarations'>, ...sections: readonly Section[]): string {
  const starts = sections.map((_, index) => sections.slice(0, index).reduce((sum, { count }) => sum + groupsFor(count ?? 0), 0));
  const functions = sections.map(({ count, body }, index) => lines(`fn section${index}(i: u32) {`, count === undefined ? '' : `if (i >= ${count}u) { return; }`, body, '}'));
  const branches = sections.map((_, index): Text => {
    const call = `{ section${index}((job - ${starts[index]}u) * ${workgroup}u + local); }`;
    return index === sections.length - 1 ? call : `if (job < ${starts[index + 1]}u) ${call} else`;
  });
  return moduleText({ ...frame, declarations: lines(declarations, functions), workgroup }, 'let job = group.y * groups.x + group.x;', ...branches);
}
