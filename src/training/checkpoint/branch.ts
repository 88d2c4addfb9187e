import { runsBefore } from '../../config/branch.ts';
import type { Branch } from '../../config/branch.ts';
import type { NamedArrays } from '../../kernels/values/heldState.ts';

/** Where a loss's own numbers lie depends on whether it is minimised ("parameters/terms/...") or only watched ("terms/..."). */
const elsewhere = (name: string) => (name.startsWith('parameters/') ? name.slice('parameters/'.length) : `parameters/${name}`);

/**
 * The arrays of the experiment that trains on: of the runs that go on their own, of the branch its parent's.
 *
 * @param arrays the checkpoint's, of the experiment before.
 * @param fresh those of the branched experiment as it is made: what a new term brings, its parent does not have, begins so.
 */
export function branchedArrays(arrays: NamedArrays, branch: Branch, fresh: NamedArrays): NamedArrays {
  const from = runsBefore(branch);
  const held = ([name, initial]: [string, Float32Array]): [string, Float32Array] => {
    const [, r, own] = /^runs\/(\d+)\/(.+)$/.exec(name)!;
    const of = (which: string) => arrays[`runs/${from[Number(r)]}/${which}`];
    return [name, of(own!) ?? of(elsewhere(own!)) ?? initial];
  };
  return Object.fromEntries(Object.entries(fresh).map(held));
}
