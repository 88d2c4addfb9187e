import { isImageForm } from '../data/dataset.ts';
import type { Dataset, ExampleForm, Examples } from '../data/dataset.ts';
import { DeviceEmbeddings } from '../kernels/batches/deviceEmbeddings.ts';
import type { DeviceExamples } from '../kernels/batches/deviceExamples.ts';
import { DeviceImages } from '../kernels/batches/deviceImages.ts';

/** Examples on the active device. The caller disposes them. @throws PlaygroundError when there are not as many as labels. */
export function uploaded(form: ExampleForm, { values, labels, variants }: Examples): DeviceExamples {
  return isImageForm(form) ? new DeviceImages(values as Uint8Array, labels, form) : new DeviceEmbeddings(values as Float32Array, labels, form.length, variants);
}

/** A data set whose examples lie on the active device, uploaded once for any number of trainings. The maker disposes it, after them. */
export class DeviceDataset {
  readonly dataset: Dataset;
  readonly train: DeviceExamples;
  readonly test: DeviceExamples;

  /** @throws PlaygroundError when there are not as many examples as labels. */
  constructor(dataset: Dataset) {
    this.dataset = dataset;
    this.train = uploaded(dataset.form, dataset.train);
    this.test = uploaded(dataset.form, dataset.test);
  }

  dispose(): void {
    this.train.dispose();
    this.test.dispose();
  }
}
