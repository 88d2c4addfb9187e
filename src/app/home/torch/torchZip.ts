import { strToU8, zipSync } from 'fflate';
import type { LoggedChange } from '../../../config/liveChange.ts';
import type { Experiment } from '../../../config/schema.ts';
import { encodeSafetensors } from '../../../safetensors/safetensors.ts';
import type { BeginningWithData } from '../../../worker/protocol.ts';
import { torchProgram } from './program.ts';

/** Steps whose batches are recorded at least and at most. */
const recorded = { least: 100, most: 5000 };

/** Of a training that has come to a step, how many steps its batches are recorded for. */
export const recordedSteps = (step: number): number => Math.min(recorded.most, Math.max(recorded.least, step));

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

/** What is written into the zip. */
export interface TorchWish {
  readonly experiment: Experiment;
  readonly changes: readonly LoggedChange[];
  readonly steps: number;
  readonly beginning: BeginningWithData;
}

/**
 * A zip of a program that trains an experiment with PyTorch, and all that it needs: `train.py`, `initial.safetensors` (run 0's
 * parameters as `0/conv1/filter`), `batches.i32` (int32 [steps, B]), `train.examples` and `test.examples` (uint8 pixels or float32
 * embeddings), `train.labels` and `test.labels` (uint8).
 * @throws PlaygroundError that names a choice of the experiment which the program cannot write.
 */
export function torchZip({ experiment, changes, steps, beginning: { dataset, train, test, weights, batches } }: TorchWish): Uint8Array<ArrayBuffer> {
  const program = torchProgram({ experiment, changes, steps, dataset: { ...dataset, variants: train.variants ?? 1, testVariants: test.variants ?? 1 } });
  const tensors = new Map(weights.flatMap((ofRun, r) => [...ofRun].map(([name, tensor]) => [`${r}/${name}`, tensor] as const)));
  return zipSync(
    {
      'train.py': strToU8(program),
      'initial.safetensors': encodeSafetensors(tensors, { project: 'Center Loss Playground', experiment: JSON.stringify(experiment) }),
      'batches.i32': bytesOf(batches),
      'train.examples': bytesOf(train.values),
      'train.labels': train.labels,
      'test.examples': bytesOf(test.values),
      'test.labels': test.labels,
    },
    // Little is gained by more on images, and nothing at all on embeddings; a large set would hold the page up.
    { level: 'height' in dataset.form ? 1 : 0 },
  );
}
