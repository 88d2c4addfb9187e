import { tensor1d, tidy, variable } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../errors.ts';
import { activeWebGPU, dispatch, writeInPlace } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { moduleText } from '../wgsl/module.ts';
import type { DeviceImages } from './deviceImages.ts';

/** Moves the cursor to the next of `batches` batches, and from the last one back to the first. One invocation. */
function advanceProgram(batches: number): Program {
  return {
    key: `deviceBatches/advance/${batches}`,
    code: moduleText({ outputs: { cursor: 'i32' }, workgroup: 1 }, `cursor[0] = (cursor[0] + 1) % ${batches};`),
  };
}

/**
 * The batches of a set of images in a given order, one after the other; a last partial batch is left out. On WebGPU order and
 * place lie on the device: drawing a batch uploads nothing, and recorded commands draw the next batch each time they run.
 */
export class DeviceBatches {
  private readonly images: DeviceImages;
  private readonly size: number;
  /** Full batches in the order. */
  private readonly batches: number;
  private readonly device: { readonly order: Variable; readonly cursor: Variable } | null;
  private readonly host: { order: Int32Array; cursor: number };

  /**
   * Until an order is set, images come as they lie in the set. The images stay the caller's.
   * @param size B, from 1 to the number of images.
   */
  constructor(images: DeviceImages, size: number) {
    this.images = images;
    this.size = size;
    this.batches = Math.floor(images.count / size);
    this.host = { order: Int32Array.from({ length: images.count }, (_, i) => i), cursor: 0 };
    const held = (values: Int32Array) => tidy(() => variable(tensor1d(values, 'int32'), false));
    this.device = activeWebGPU() ? { order: held(this.host.order), cursor: held(Int32Array.of(0)) } : null;
  }

  /**
   * The next batch is that at `cursor` in this order.
   * @param order each of 0 .. N - 1 for N images.
   * @param cursor batches of the order that lie before it.
   * @throws PlaygroundError when it has another length.
   */
  setOrder(order: Int32Array, cursor = 0): void {
    if (order.length !== this.images.count) {
      throw new PlaygroundError(`An order of ${order.length} does not fit ${this.images.count} images.`, 'Give each image its place.');
    }
    Object.assign(this.host, { order, cursor });
    const backend = activeWebGPU();
    if (!backend || !this.device) return;
    writeInPlace(backend, this.device.order, order);
    writeInPlace(backend, this.device.cursor, Int32Array.of(cursor));
  }

  /** Images float32 [B, H, W, channels] and labels int32 [B] of the next batch; the caller disposes both. */
  next(): { images: Tensor4D; labels: Tensor1D } {
    const { size, batches, device, host } = this;
    const backend = activeWebGPU();
    if (backend && device) {
      const batch = this.images.batchAt(device.order as unknown as Tensor1D, device.cursor as unknown as Tensor1D, size);
      dispatch(backend, advanceProgram(batches), [1, 1, 1], [], [], [device.cursor]);
      return batch;
    }
    const start = host.cursor * size;
    host.cursor = (host.cursor + 1) % batches;
    return this.images.batch(host.order.subarray(start, start + size));
  }

  dispose(): void {
    this.device?.order.dispose();
    this.device?.cursor.dispose();
  }
}
