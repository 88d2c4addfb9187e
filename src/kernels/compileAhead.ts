import { tidy } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { collectPrograms, compileProgram, deviceOf } from './dispatch.ts';

/**
 * Compiles every program that `work` would run, in parallel and without blocking, so that its first run does not stall.
 * `work` is called once without running anything; tensors that it makes are disposed.
 *
 * @param onProgress told how many of the programs are compiled, first 0.
 * @throws the compiler's message when a program's text is wrong.
 */
export async function compileAhead(backend: WebGPUBackend, work: () => void, onProgress: (done: number, total: number) => void = () => undefined): Promise<void> {
  const programs = collectPrograms(backend, () => tidy(work));
  let done = 0;
  onProgress(done, programs.length);
  await Promise.all(
    programs.map(async (program) => {
      await compileProgram(deviceOf(backend), program);
      onProgress(++done, programs.length);
    }),
  );
}
