import type { Program } from '../device/dispatch.ts';
import type { Grid } from '../wgsl/grid.ts';
import { numbered } from '../wgsl/module.ts';
import { sectionGrid, sectionsText } from '../wgsl/sections.ts';
import type { UpdateRule } from './optimizer.ts';

/** Entries of a parameter that one invocation updates: on a software adapter 8 to 32 are thrice as fast as 1. */
const entriesPerInvocation = 16;

/** Parameters `first` to `end` that one dispatch updates. */
export interface ParameterGroup {
  readonly first: number;
  readonly end: number;
  readonly program: Program;
  readonly workgroups: Grid;
  readonly layout: StateLayout;
}

/** How the state of a group lies in its buffer, in float32 values: entry e of slot s of parameter k at `slotStarts[k] + slots e + s`. */
export interface StateLayout {
  readonly slots: 1 | 2;
  readonly size: number;
  /** Entries of each parameter. */
  readonly entries: readonly number[];
  readonly slotStarts: readonly number[];
  /** Where the clocks begin, one of `slots` values after the other until the end, all the same; null without clocks. */
  readonly clockStart: number | null;
}

/**
 * Shares parameters of these sizes out among as few dispatches as `maxBuffers` storage buffers per dispatch allow: the
 * learning rate and the group's state take one each, a parameter takes two.
 */
export function groupParameters(rule: UpdateRule, sizes: readonly number[], maxBuffers: number): ParameterGroup[] {
  const perGroup = Math.floor((maxBuffers - 2) / 2);
  return Array.from({ length: Math.ceil(sizes.length / perGroup) }, (_, index) => {
    const first = index * perGroup;
    const end = Math.min(first + perGroup, sizes.length);
    return { first, end, ...groupProgram(rule, sizes.slice(first, end)) };
  });
}

/**
 * Inputs rate, gradients; in place state, parameters. The state holds the slots of each parameter's entries, then a clock for
 * every invocation: each advances its own, because one shared by all could not be read and advanced in the same dispatch.
 */
function groupProgram(rule: UpdateRule, sizes: readonly number[]): Pick<ParameterGroup, 'program' | 'workgroups' | 'layout'> {
  const invocations = sizes.map((size) => Math.ceil(size / entriesPerInvocation));
  const startsOf = (counts: readonly number[], from: number) => counts.map((_, k) => counts.slice(0, k).reduce((sum, count) => sum + count, from));
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const timed = rule.clockWeights.length > 0;
  const slotStarts = startsOf(sizes, 0);
  const clockStarts = startsOf(invocations, total(sizes));

  const section = (k: number) => ({
    count: invocations[k]!,
    body: `
  ${timed ? `var clock = state[${clockStarts[k]}u + i];\n  clock += (State(1.0) - clock) * State(${rule.clockWeights.join(', ')});\n  state[${clockStarts[k]}u + i] = clock;` : 'let clock = State();'}
  for (var at = i; at < ${sizes[k]}u; at += ${invocations[k]}u) {
    let updated = update(p${k}[at], g${k}[at], state[${slotStarts[k]}u + at], clock, rate[0]);
    p${k}[at] = updated.parameter;
    state[${slotStarts[k]}u + at] = updated.state;
  }`,
  });

  const program = {
    key: `optimizer/${rule.key}/${sizes.join(',')}`,
    code: sectionsText(
      {
        inputs: { rate: 'f32', ...numbered('g', sizes.length) },
        outputs: { state: 'State', ...numbered('p', sizes.length) },
        declarations: [`alias State = ${rule.slots === 2 ? 'vec2f' : 'f32'};`, 'struct Updated { parameter: f32, state: State }', rule.wgsl],
      },
      ...sizes.map((_, k) => section(k)),
    ),
  };
  const layout = {
    slots: rule.slots,
    size: rule.slots * (total(sizes) + (timed ? total(invocations) : 0)),
    entries: sizes,
    slotStarts: slotStarts.map((start) => rule.slots * start),
    clockStart: timed ? rule.slots * total(sizes) : null,
  };
  return { program, workgroups: sectionGrid(...invocations), layout };
}
