import { tidy } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { collectPrograms, compileProgram, deviceOf } from './dispatch.ts';
import type { Program } from './dispatch.ts';

/**
 * Compiles every program that `work` would run, so that its first run does not stall. `work` is called once without running
 * anything; tensors that it makes are disposed.
 *
 * @throws the compiler's message when a program's text is wrong.
 */
export async function compileAhead(backend: WebGPUBackend, work: () => void): Promise<void> {
  await compilePrograms(deviceOf(backend), collectPrograms(backend, () => tidy(work)));
}

/**
 * Compiles programs in parallel and without blocking.
 *
 * @param onProgress told how many of the programs are compiled, first 0.
 * @throws the compiler's message when a program's text is wrong.
 */
export async function compilePrograms(device: GPUDevice, programs: readonly Program[], onProgress: (done: number, total: number) => void = () => undefined): Promise<void> {
  let done = 0;
  onProgress(done, programs.length);
  await Promise.all(
    programs.map(async (program) => {
      await compileProgram(device, program);
      onProgress(++done, programs.length);
    }),
  );
}
