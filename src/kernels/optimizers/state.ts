import type { Variable } from '@tensorflow/tfjs-core';
import type { HeldState } from '../values/heldState.ts';
import type { StateLayout } from './programs.ts';

/** Parameters `first` to `end` of an optimizer and where their state lies. */
export interface HeldGroup {
  readonly first: number;
  readonly end: number;
  readonly layout: StateLayout;
  readonly state: Variable;
}

/** The state of an optimizer that keeps it by groups of parameters, as an array per parameter and slot and per clock. */
export function groupsState(groups: readonly HeldGroup[], parameterNames: readonly string[]): HeldState {
  const arrays = groups.map(({ first, end, layout }) => arraysOf(layout, parameterNames.slice(first, end)));
  return {
    variables: groups.map(({ state }) => state),
    lengths: new Map(arrays.flat().map(({ name, count }) => [name, count])),
    pack: (values) =>
      Object.fromEntries(
        arrays.flatMap((group, g) => group.map(({ name, start, stride, count }) => [name, Float32Array.from({ length: count }, (_, i) => values[g]![start + i * stride]!)] as const)),
      ),
    unpack: (named) =>
      groups.map(({ layout }, g) => {
        const values = new Float32Array(layout.size);
        for (const { name, start, stride, count, copies } of arrays[g]!) {
          for (let i = 0; i < count * copies; i++) values[start + i * stride] = named[name]![i % count]!;
        }
        return values;
      }),
  };
}

/** An array of `count` values whose value i lies at `start + i stride` of a group's buffer, and its copies after it. */
interface PlacedArray {
  readonly name: string;
  readonly start: number;
  readonly stride: number;
  readonly count: number;
  readonly copies: number;
}

function arraysOf({ slots, size, entries, slotStarts, clockStart }: StateLayout, names: readonly string[]): PlacedArray[] {
  const eachSlot = (make: (slot: number) => PlacedArray) => Array.from({ length: slots }, (_, slot) => make(slot));
  const ofParameters = names.flatMap((name, k) =>
    eachSlot((slot) => ({ name: `${name}/slot${slot}`, start: slotStarts[k]! + slot, stride: slots, count: entries[k]!, copies: 1 })),
  );
  if (clockStart === null) return ofParameters;
  return [...ofParameters, ...eachSlot((slot) => ({ name: `clock${slot}`, start: clockStart + slot, stride: slots, count: 1, copies: (size - clockStart) / slots }))];
}
