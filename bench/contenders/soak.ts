import { memory } from '@tensorflow/tfjs-core';
import { benchTrainer } from './ours.ts';

/** What a trainer holds: tensors, their bytes with those of the recorded step, and the buffers in use on the device. */
export interface Held {
  readonly tensors: number;
  readonly bytes: number;
  readonly gpuBytes: number;
}

/** Steps between two reads of the losses. */
const stepsPerRead = 100;

/** What the page's trainer holds once its step is captured, and `steps` steps later. */
export async function soak({ batch, runs, steps, tiles }: { batch: number; runs: 1 | 2; steps: number; tiles: string }): Promise<{ before: Held; after: Held }> {
  const { trainer } = await benchTrainer({ batch, runs, capture: true, model: 'small-cnn', tiles });
  const held = (): Held => {
    const { tensors, bytes } = trainer.memory();
    return { tensors, bytes, gpuBytes: (memory() as { numBytesInGPU?: number }).numBytesInGPU ?? 0 };
  };
  await trainer.tune();
  trainer.advance(3);
  await trainer.readLosses();
  const before = held();
  for (let done = 0; done < steps; done += stepsPerRead) {
    for (let step = 0; step < stepsPerRead; step++) trainer.advance();
    await trainer.readLosses();
  }
  const after = held();
  trainer.dispose();
  return { before, after };
}
