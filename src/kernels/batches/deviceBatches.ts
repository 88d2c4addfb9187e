import { tensor1d, tidy, variable } from '@tensorflow/tfjs-core';
import type { Tensor1D, Variable } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../errors.ts';
import type { DeviceExamples, ExampleBatch } from './deviceExamples.ts';
import { activeWebGPU, dispatch, writeInPlace } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { moduleText } from '../wgsl/module.ts';

/** Moves the cursor to the next of `batches` batches, and from the last one back to the first. One invocation. */
function advanceProgram(batches: number): Program {
  return {
    key: `deviceBatches/advance/${batches}`,
    code: moduleText({ outputs: { cursor: 'i32' }, workgroup: 1 }, `cursor[0] = (cursor[0] + 1) % ${batches};`),
  };
}

/**
 * The batches of a set of examples in a given order, one after the other; a last partial batch is left out. On WebGPU order and
 * place lie on the device: drawing a batch uploads nothing, and recorded commands draw the next batch each time they run.
 */
export class DeviceBatches {
  private readonly examples: DeviceExamples;
  private readonly size: number;
  /** Examples in an order. */
  private readonly count: number;
  /** Full batches in the order. */
  private readonly batches: number;
  private readonly device: { readonly order: Variable; readonly cursor: Variable } | null;
  private readonly host: { order: Int32Array; cursor: number };

  /**
   * Until an order is set, examples come as they lie in the set. The set stays the caller's.
   * @param size B, from 1 to the number of examples in an order. @param count how many of the examples an order names; all unless given.
   */
  constructor(examples: DeviceExamples, size: number, count = examples.count) {
    this.examples = examples;
    this.size = size;
    this.count = count;
    this.batches = Math.floor(count / size);
    this.host = { order: Int32Array.from({ length: count }, (_, i) => i), cursor: 0 };
    const held = (values: Int32Array) => tidy(() => variable(tensor1d(values, 'int32'), false));
    this.device = activeWebGPU() ? { order: held(this.host.order), cursor: held(Int32Array.of(0)) } : null;
  }

  /**
   * The next batch is that at `cursor` in this order.
   * @param order [N] for the N examples of an order, each once, by their indices (see `DeviceExamples.batch`).
   * @param cursor batches of the order that lie before it.
   * @throws PlaygroundError when it has another length.
   */
  setOrder(order: Int32Array, cursor = 0): void {
    if (order.length !== this.count) {
      throw new PlaygroundError(`An order of ${order.length} does not fit ${this.count} examples.`, 'Give each example its place.');
    }
    Object.assign(this.host, { order, cursor });
    const backend = activeWebGPU();
    if (!backend || !this.device) return;
    writeInPlace(backend, this.device.order, order);
    writeInPlace(backend, this.device.cursor, Int32Array.of(cursor));
  }

  /** The next batch; the caller disposes it. */
  next(): ExampleBatch {
    const { size, batches, device, host } = this;
    const backend = activeWebGPU();
    if (backend && device) {
      const batch = this.examples.batchAt(device.order as unknown as Tensor1D, device.cursor as unknown as Tensor1D, size);
      dispatch(backend, advanceProgram(batches), [1, 1, 1], [], [], [device.cursor]);
      return batch;
    }
    const start = host.cursor * size;
    host.cursor = (host.cursor + 1) % batches;
    return this.examples.batch(host.order.subarray(start, start + size));
  }

  dispose(): void {
    this.device?.order.dispose();
    this.device?.cursor.dispose();
  }
}
