import type { Dataset } from '../data/dataset.ts';
import { DeviceImages } from '../kernels/batches/deviceImages.ts';

/** A data set whose images lie on the active device, uploaded once for any number of trainings. The maker disposes it, after them. */
export class DeviceDataset {
  readonly dataset: Dataset;
  readonly train: DeviceImages;
  readonly test: DeviceImages;

  /** @throws PlaygroundError when there are not as many images as labels. */
  constructor(dataset: Dataset) {
    const { height, width, channels, mean, std, trainImages, trainLabels, testImages, testLabels } = dataset;
    const shape = { height, width, channels, mean, std };
    this.dataset = dataset;
    this.train = new DeviceImages(trainImages, trainLabels, shape);
    this.test = new DeviceImages(testImages, testLabels, shape);
  }

  dispose(): void {
    this.train.dispose();
    this.test.dispose();
  }
}
