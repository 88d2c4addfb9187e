import { memory } from '@tensorflow/tfjs-core';
import { internalsOf } from './backendInternals.ts';
import { activeWebGPU, submit } from './dispatch.ts';

/**
 * Destroys the buffers that tfjs keeps after their tensors were disposed: it never does, and other sizes do not reuse them.
 * Tensors and recorded steps keep theirs. Nothing to do on WebGL and CPU.
 */
export function releaseFreeBuffers(): void {
  const backend = activeWebGPU();
  if (!backend) return;
  // What was disposed since the last submission is free only after it.
  submit(backend);
  const { bufferManager } = internalsOf(backend);
  for (const buffers of bufferManager.freeBuffers.values()) {
    for (const buffer of buffers.splice(0)) {
      bufferManager.numFreeBuffers--;
      bufferManager.numBytesAllocated -= buffer.size;
      buffer.destroy();
    }
  }
}

/** Bytes that tfjs holds on the device, buffers kept for later and those of recorded steps included; on the CPU, in its tensors. */
export function bytesHeld(): number {
  const held = memory() as ReturnType<typeof memory> & { numBytesAllocatedInGPU?: number; numBytesInGPUAllocated?: number };
  // WebGPU's name, then WebGL's.
  return held.numBytesAllocatedInGPU ?? held.numBytesInGPUAllocated ?? held.numBytes;
}
