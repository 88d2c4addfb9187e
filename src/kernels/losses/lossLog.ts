import { keep, stack, tensor1d, tidy, variable, zeros } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Variable } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { PlaygroundError } from '../../errors.ts';
import { activeWebGPU, dispatch, writeInPlace } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { readRanges, readTogether } from '../values/readTogether.ts';
import type { Range } from '../values/readTogether.ts';
import { moduleText, numbered } from '../wgsl/module.ts';
import { range } from '../wgsl/text.ts';

/** Steps kept on the device between two reads. */
export const logCapacity = 2048;

/** Losses that one dispatch logs: a device has at least eight storage buffers for a program. */
const lossesAtOnce = 6;

/**
 * Writes losses `first` to `end` of `width` into row `steps mod capacity` of the ring, and counts the step after the last one.
 * One invocation.
 */
function lossLogProgram(width: number, first: number, end: number): Program {
  const count = end - first;
  return {
    key: `lossLog/${width}/${first}/${end}`,
    code: moduleText(
      { inputs: numbered('loss', count), outputs: { ring: 'f32', steps: 'i32' }, workgroup: 1 },
      `let row = u32(steps[0]) % ${logCapacity}u * ${width}u + ${first}u;`,
      range(count).map((k) => `ring[row + ${k}u] = loss${k}[0];`),
      end === width ? 'steps[0] = steps[0] + 1;' : '',
    ),
  };
}

/** Losses of consecutive steps. */
export interface LoggedLosses {
  /** Steps recorded before the first row. */
  readonly first: number;
  /** Row-major [steps, width]: the losses of each step, in the order of `record`. */
  readonly values: Float32Array;
}

/**
 * Keeps the losses of every step on the device, so that training reads nothing back per step and all runs' scalars come in
 * one asynchronous read.
 */
export class LossLog {
  private readonly width: number;
  private readonly ring: Variable | null;
  private readonly counter: Variable | null;
  private readonly pending: Tensor1D[] = [];
  private recorded = 0;
  private consumed = 0;

  /** @param width losses of a step, of all runs together. */
  constructor(width: number) {
    this.width = width;
    const onDevice = activeWebGPU() !== null;
    this.ring = onDevice ? tidy(() => variable(zeros([logCapacity, width]), false)) : null;
    this.counter = onDevice ? tidy(() => variable(tensor1d([0], 'int32'), false)) : null;
  }

  /** Steps recorded and not yet read. */
  get unread(): number {
    return this.recorded - this.consumed;
  }

  /** Steps that may be recorded before a read must be asked for. The call of `read` makes room; its values need not have come. */
  get room(): number {
    return logCapacity - this.unread;
  }

  /** @throws PlaygroundError when there is no room for so many steps. */
  requireRoom(steps: number): void {
    if (steps > this.room) {
      throw new PlaygroundError(`${this.unread + steps} steps would be unread; the log holds ${logCapacity}.`, 'Read the losses more often.');
    }
  }

  /** Queues the record of one step: `width` scalars. */
  record(losses: readonly Scalar[]): void {
    const backend = activeWebGPU();
    if (backend && this.ring && this.counter) this.recordOnDevice(backend, losses);
    else this.pending.push(keep(stack([...losses])) as Tensor1D);
  }

  /** Takes note of steps whose record was queued, by `record` or by replaying commands recorded from it. */
  count(steps: number): void {
    this.recorded += steps;
  }

  private recordOnDevice(backend: WebGPUBackend, losses: readonly Scalar[]): void {
    for (let first = 0; first < this.width; first += lossesAtOnce) {
      const end = Math.min(first + lossesAtOnce, this.width);
      dispatch(backend, lossLogProgram(this.width, first, end), [1, 1, 1], losses.slice(first, end), [], [this.ring!, this.counter!]);
    }
  }

  /** Everything recorded since the last read, in one transfer that is queued at once: several reads may be under way. */
  async read(): Promise<LoggedLosses> {
    const [first, end, backend] = [this.consumed, this.recorded, activeWebGPU()];
    this.consumed = end;
    if (first === end) return { first, values: new Float32Array(0) };
    const rows = backend && this.ring ? readRanges(backend, rangesOf(this.ring, first, end, this.width)) : this.takePending();
    return { first, values: joined(await rows) };
  }

  /** Goes on as if `steps` steps had been recorded and read; what was not read is forgotten. */
  seek(steps: number): void {
    [this.recorded, this.consumed] = [steps, steps];
    this.pending.splice(0).forEach((row) => row.dispose());
    const backend = activeWebGPU();
    if (backend && this.counter) writeInPlace(backend, this.counter, Int32Array.of(steps));
  }

  private takePending(): Promise<Float32Array[]> {
    const taken = this.pending.splice(0);
    const rows = readTogether(taken);
    taken.forEach((row) => row.dispose());
    return rows;
  }

  dispose(): void {
    this.ring?.dispose();
    this.counter?.dispose();
    this.pending.splice(0).forEach((row) => row.dispose());
  }
}

/** Rows `first` to `end` of a ring whose step s lies in row s mod capacity: one piece, or two around its end. */
function rangesOf(ring: Variable, first: number, end: number, width: number): Range[] {
  const row = first % logCapacity;
  const beforeEnd = Math.min(end - first, logCapacity - row);
  const pieces = [
    { tensor: ring, first: row * width, count: beforeEnd * width },
    { tensor: ring, first: 0, count: (end - first - beforeEnd) * width },
  ];
  return pieces.filter(({ count }) => count > 0);
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    values.set(piece, at);
    at += piece.length;
  }
  return values;
}
