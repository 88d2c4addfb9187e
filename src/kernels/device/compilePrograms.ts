import { compileProgram } from './dispatch.ts';
import type { Program } from './dispatch.ts';

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
