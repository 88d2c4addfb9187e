import type { Dataset } from '../../data/dataset.ts';
import { DeviceLostError } from '../../errors.ts';
import type { BackendInfo, openBackend, OpenBackend } from '../../training/backend/backend.ts';
import type { BackendName } from '../../training/catalog.ts';
import { DeviceDataset } from '../../training/deviceDataset.ts';
import { Lifeline } from '../../training/loop/lifeline.ts';
import type { LoopDevice } from '../../training/loop/submissions.ts';

/** How long a loss may come after what it causes, in milliseconds. */
const lossPatienceMs = 300;
/** The same for what a browser breaks off when a device goes: on a busy machine it tells of the loss seconds later. */
const brokenOffPatienceMs = 5000;

/** Names of errors by which a browser breaks off what waits for a device. */
const brokenOff: readonly string[] = ['AbortError', 'OperationError'];

/** How a backend is opened; tests give their own. */
export type Opener = typeof openBackend;

/** What to open, and what was found not to work. */
export interface DeviceWish {
  readonly backend: BackendName | 'auto';
  readonly tiles: string;
  /** Backends that failed, and the sentence that says why. */
  readonly not: readonly BackendName[];
  readonly because: string;
}

/** An open backend, the images of one data set on it, and the line that is cut when it goes away. */
export class Device implements LoopDevice {
  readonly info: BackendInfo;
  readonly clockMs: number;
  readonly lifeline = new Lifeline();
  readonly idle: () => Promise<void>;
  private readonly lost: Promise<string>;
  private images: DeviceDataset | null = null;

  private constructor(opened: OpenBackend, onLost: () => void) {
    const { backend, adapter, software, tiles, advice, clockMs, lost, idle } = opened;
    this.info = { backend, adapter, software, tiles, advice };
    this.idle = idle;
    this.clockMs = clockMs;
    this.lost = lost;
    void lost.then((reason) => {
      const error = new DeviceLostError(`The GPU device was lost (${reason}).`, 'Press Restart to open it again. If it keeps happening, restart the browser.');
      this.lifeline.cut(error);
      onLost();
    });
  }

  /** @param onLost called once, when the device goes away. @throws PlaygroundError when no backend that is wished for can be had. */
  static async open(opener: Opener, { backend, tiles, not, because }: DeviceWish, onLost: () => void): Promise<Device> {
    return new Device(await opener(backend, tiles, { not, because }), onLost);
  }

  /** A data set's images on the device: uploaded once, for all trainings on it. No training may use another set's any more. */
  dataset(dataset: Dataset): DeviceDataset {
    if (this.images?.dataset !== dataset) {
      this.images?.dispose();
      this.images = new DeviceDataset(dataset);
    }
    return this.images;
  }

  /** Whether the device is gone: what it causes, such as `error`, is seen before it is told. */
  async isLost(error: unknown): Promise<boolean> {
    const ms = error instanceof DOMException && brokenOff.includes(error.name) ? brokenOffPatienceMs : lossPatienceMs;
    const patience = new Promise<void>((resolve) => setTimeout(resolve, ms));
    await Promise.race([this.lost, patience]);
    return this.lifeline.isCut;
  }
}
