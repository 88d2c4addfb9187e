import type { Variable } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../errors.ts';
import { writeValues } from './writeValues.ts';

/** Values by name, each row-major. */
export type NamedArrays = Readonly<Record<string, Float32Array>>;

/**
 * State that lies in variables and travels as named arrays. Names and arrays are the same on every backend, however the
 * variables are laid out there.
 */
export interface HeldState {
  /** Where the state lies; float32. */
  readonly variables: readonly Variable[];
  /** How many values each named array has. */
  readonly lengths: ReadonlyMap<string, number>;
  /** Named arrays of the variables' values, given in their order. */
  pack(values: readonly Float32Array[]): NamedArrays;
  /** The variables' values, in their order, of arrays that have these names and lengths. */
  unpack(arrays: NamedArrays): Float32Array[];
}

/** State whose every variable is an array of its own. */
export function variablesState(named: readonly (readonly [name: string, held: Variable])[]): HeldState {
  return {
    variables: named.map(([, held]) => held),
    lengths: new Map(named.map(([name, { size }]) => [name, size])),
    pack: (values) => Object.fromEntries(named.map(([name], k) => [name, values[k]!])),
    unpack: (arrays) => named.map(([name]) => arrays[name]!),
  };
}

/** Several states as one: the array "filter" of the part "model" is named "model/filter", that of the part "" keeps its name. */
export function joinedState(parts: readonly (readonly [prefix: string, state: HeldState])[]): HeldState {
  const prefixed = (prefix: string, name: string) => (prefix ? `${prefix}/${name}` : name);
  return {
    variables: parts.flatMap(([, { variables }]) => variables),
    lengths: new Map(parts.flatMap(([prefix, { lengths }]) => [...lengths].map(([name, length]) => [prefixed(prefix, name), length] as const))),
    pack(values) {
      let end = 0;
      const packed = parts.map(([prefix, state]) => {
        const own = state.pack(values.slice(end, (end += state.variables.length)));
        return Object.entries(own).map(([name, array]) => [prefixed(prefix, name), array] as const);
      });
      return Object.fromEntries(packed.flat());
    },
    unpack: (arrays) =>
      parts.flatMap(([prefix, state]) => state.unpack(Object.fromEntries([...state.lengths.keys()].map((name) => [name, arrays[prefixed(prefix, name)]!])))),
  };
}

/**
 * Writes named arrays into a state's variables; on WebGPU their buffers stay the same.
 * @throws PlaygroundError when an array is missing, of another length, or unknown; nothing has changed then.
 */
export function writeState(state: HeldState, arrays: NamedArrays): void {
  for (const [name, length] of state.lengths) {
    const given = Object.hasOwn(arrays, name) ? arrays[name]! : null;
    if (given?.length !== length) throw misfit(`The array ${name} ${given ? `holds ${given.length} values` : 'is missing'}; this training has ${length} there.`);
  }
  const unknown = Object.keys(arrays).find((name) => !state.lengths.has(name));
  if (unknown !== undefined) throw misfit(`The array ${unknown} with ${arrays[unknown]!.length} values has no place in this training.`);
  const values = state.unpack(arrays);
  state.variables.forEach((held, k) => writeValues(held, values[k]!));
}

const misfit = (message: string) => new PlaygroundError(message, 'Restore it into a training of the same model, optimizer, image size and number of runs.');
