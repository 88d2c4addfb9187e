import { concat, keep, stack, tensor1d, tidy, variable, zeros } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Variable } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { PlaygroundError } from '../errors.ts';
import { activeWebGPU, dispatch, dropHostCopy } from './dispatch.ts';
import type { Program } from './dispatch.ts';
import { storageBindings } from './programText.ts';

/** Steps kept on the device between two reads. */
export const logCapacity = 512;

/** Runs that one dispatch logs: a device has at least eight storage buffers for a program. */
const runsAtOnce = 3;

/**
 * Writes the two losses of runs `first` to `end` into row `steps mod capacity` of the ring, and counts the step after the last
 * run. One invocation.
 */
function lossLogProgram(runs: number, first: number, end: number): Program {
  const places = Array.from({ length: 2 * (end - first) }, (_, k) => k);
  return {
    key: `lossLog/${runs}/${first}/${end}`,
    code: `${storageBindings(places.map((k) => `loss${k}: array<f32>`), ['ring: array<f32>', 'steps: array<i32>'])}
@compute @workgroup_size(1) fn main() {
  let row = u32(steps[0]) % ${logCapacity}u * ${2 * runs}u + ${2 * first}u;
  ${places.map((k) => `ring[row + ${k}u] = loss${k}[0];`).join(' ')}
  ${end === runs ? 'steps[0] = steps[0] + 1;' : ''}
}`,
  };
}

/** Losses of consecutive steps. */
export interface LoggedLosses {
  /** Steps recorded before the first row. */
  readonly first: number;
  /** Row-major [steps, 2 runs]: cross-entropy and center loss of each run. */
  readonly values: Float32Array;
}

/**
 * Keeps the losses of every step on the device, so that training reads nothing back per step and all runs' scalars come in
 * one asynchronous read.
 */
export class LossLog {
  private readonly runs: number;
  private readonly ring: Variable | null;
  private readonly counter: Variable | null;
  private readonly pending: Tensor1D[] = [];
  private recorded = 0;
  private consumed = 0;

  constructor(runs: number) {
    this.runs = runs;
    const onDevice = activeWebGPU() !== null;
    this.ring = onDevice ? tidy(() => variable(zeros([logCapacity, 2 * runs]), false)) : null;
    this.counter = onDevice ? tidy(() => variable(tensor1d([0], 'int32'), false)) : null;
  }

  /** Steps recorded and not yet read. */
  get unread(): number {
    return this.recorded - this.consumed;
  }

  /** @throws PlaygroundError when so many more steps would make more than `logCapacity` unread ones. */
  requireRoom(steps: number): void {
    if (this.unread + steps > logCapacity) {
      throw new PlaygroundError(`${this.unread + steps} steps would be unread; the log holds ${logCapacity}.`, 'Read the losses more often.');
    }
  }

  /** Queues the record of one step: the mean cross-entropy and center loss of each run, in run order. */
  record(losses: readonly { readonly xent: Scalar; readonly center: Scalar }[]): void {
    const backend = activeWebGPU();
    if (backend && this.ring && this.counter) this.recordOnDevice(backend, losses);
    else this.pending.push(keep(stack(losses.flatMap(({ xent, center }) => [xent, center])) as Tensor1D));
  }

  /** Takes note of steps whose record was queued, by `record` or by replaying commands recorded from it. */
  count(steps: number): void {
    this.recorded += steps;
  }

  private recordOnDevice(backend: WebGPUBackend, losses: readonly { readonly xent: Scalar; readonly center: Scalar }[]): void {
    for (let first = 0; first < this.runs; first += runsAtOnce) {
      const end = Math.min(first + runsAtOnce, this.runs);
      const scalars = losses.slice(first, end).flatMap(({ xent, center }) => [xent, center]);
      dispatch(backend, lossLogProgram(this.runs, first, end), [1, 1, 1], scalars, [], [this.ring!, this.counter!]);
    }
  }

  /** Everything recorded since the last read, in one transfer. */
  async read(): Promise<LoggedLosses> {
    const first = this.consumed;
    const end = this.recorded;
    this.consumed = end;
    if (first === end) return { first, values: new Float32Array(0) };
    if (this.ring) {
      // Steps queued while an earlier read was under way have made its host copy old.
      dropHostCopy(activeWebGPU()!, this.ring);
      return { first, values: unrolled((await this.ring.data()) as Float32Array, first, end, 2 * this.runs) };
    }
    const taken = this.pending.splice(0);
    const joined = tidy(() => concat(taken));
    taken.forEach((row) => row.dispose());
    const values = (await joined.data()) as Float32Array;
    joined.dispose();
    return { first, values };
  }

  dispose(): void {
    this.ring?.dispose();
    this.counter?.dispose();
    this.pending.splice(0).forEach((row) => row.dispose());
  }
}

/** Rows `first` to `end` of a ring whose step s lies in row s mod capacity. */
function unrolled(ring: Float32Array, first: number, end: number, width: number): Float32Array {
  const values = new Float32Array((end - first) * width);
  for (let step = first; step < end; step++) {
    const row = step % logCapacity;
    values.set(ring.subarray(row * width, (row + 1) * width), (step - first) * width);
  }
  return values;
}
