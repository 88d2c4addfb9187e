import { tidy } from '@tensorflow/tfjs-core';
import { compilePrograms } from '../../kernels/device/compilePrograms.ts';
import { activeWebGPU, collectPrograms, compileProgram, deviceOf, isCompiled } from '../../kernels/device/dispatch.ts';
import type { Program } from '../../kernels/device/dispatch.ts';
import { isTiered, setTileTier } from '../../kernels/device/tileMode.ts';
import { chooseTiles } from '../../kernels/tiling/trial.ts';

/** The programs that a training step runs, compiled ahead of the first one. Nothing to do on WebGL and CPU. */
export class StepPrograms {
  private readonly queueStep: () => void;
  private readonly batchSize: number;
  /** Programs that are to take the place of quick ones. */
  private faster: readonly Program[] = [];

  /** @param queueStep queues one step; it runs in a `tidy`. */
  constructor(queueStep: () => void, batchSize: number) {
    this.queueStep = queueStep;
    this.batchSize = batchSize;
  }

  /** Which programs are in use, where compiling takes long; null elsewhere. */
  get tier(): 'quick' | 'full' | null {
    const backend = activeWebGPU();
    if (!backend || !isTiered(deviceOf(backend))) return null;
    return this.faster.length > 0 ? 'quick' : 'full';
  }

  /** Chooses tiles and compiles, quick programs first where compiling takes long; see `Trainer.prepare`. */
  async prepare(onProgress: (done: number, total: number) => void): Promise<void> {
    const backend = activeWebGPU();
    if (!backend) return;
    const device = deviceOf(backend);
    const programsOfStep = () => collectPrograms(backend, () => tidy(this.queueStep));
    setTileTier(device, 'full');
    let programs = programsOfStep();
    if (await chooseTiles(device, this.batchSize)) programs = programsOfStep();
    const missing = programs.filter((program) => !isCompiled(device, program));
    if (isTiered(device) && missing.length > 0) {
      setTileTier(device, 'quick');
      this.faster = missing;
      programs = programsOfStep();
    }
    await compilePrograms(device, programs, onProgress);
  }

  /**
   * Compiles the fastest programs and takes them into use; see `Trainer.tune`.
   * @returns whether other programs than before are in use now.
   */
  async tune(keepGoing: () => boolean): Promise<boolean> {
    const backend = activeWebGPU();
    if (!backend) return false;
    const device = deviceOf(backend);
    for (const program of this.faster) {
      if (!keepGoing()) return false;
      await compileProgram(device, program);
    }
    if (!keepGoing()) return false;
    setTileTier(device, 'full');
    const changed = this.faster.length > 0;
    this.faster = [];
    return changed;
  }
}
