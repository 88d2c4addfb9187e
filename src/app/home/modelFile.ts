import { encodeSafetensors } from '../../safetensors/safetensors.ts';
import type { LearnedWithOrigin } from '../../worker/protocol.ts';

/**
 * All that a run has learned as a safetensors file: its parameters and centers under the names and in the shapes that they have
 * in the training. Its metadata are the run's name and number, the step, the data set and the experiment, the last as JSON.
 */
export function modelFile({ experiment, step, run, dataset, tensors }: LearnedWithOrigin): Uint8Array<ArrayBuffer> {
  return encodeSafetensors(tensors, {
    project: 'Center Loss Playground',
    run: String(run),
    name: experiment.runs[run]!.name,
    step: String(step),
    dataset: dataset.label,
    classes: JSON.stringify(dataset.classNames),
    form: JSON.stringify(dataset.form),
    experiment: JSON.stringify(experiment),
  });
}
