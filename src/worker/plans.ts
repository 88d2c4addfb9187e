import type { Experiment } from '../config/schema.ts';
import { checkLiveChange, withLiveChange, type LiveChange } from '../config/liveChange.ts';
import { checkedExperiment } from '../config/validate.ts';
import { isOwn } from '../data/catalog.ts';
import type { DatasetId } from '../data/catalog.ts';
import type { Dataset } from '../data/dataset.ts';
import { requireLeft, trainedPlaces } from '../data/heldOut.ts';
import { PlaygroundError } from '../errors.ts';
import { decodeCheckpoint } from '../training/checkpoint/checkpoint.ts';
import type { DataDoor } from './dataDoor.ts';
import type { Following } from './own/door.ts';
import type { Goal } from './session/goal.ts';
import type { Course, Plan } from './session/origin.ts';

/** A number of images; null for what is none, in a checkpoint from elsewhere. */
const countOrNull = (sample: number | null) => (sample !== null && Number.isInteger(sample) && sample > 0 ? sample : null);

/** @throws PlaygroundError where there is nothing to be changed. */
function changed(experiment: Experiment, change: LiveChange): Experiment {
  checkLiveChange(experiment, change);
  return withLiveChange(experiment, change);
}

/** Checks what is asked for and gathers what it is made of, before anything of the training in effect is touched. */
export class Plans {
  private readonly data: DataDoor;
  private readonly loading: (id: number, what: string, done: number, total: number) => void;
  private readonly reading: Following['telling'];
  private readonly datasets = new Map<DatasetId, Dataset>();

  /** @param loading told while a data set's files are read; @param reading told while a person's images become embeddings. */
  constructor(data: DataDoor, loading: (id: number, what: string, done: number, total: number) => void, reading: Following['telling']) {
    this.data = data;
    this.loading = loading;
    this.reading = reading;
  }

  /** A data set that was brought here: not read again. */
  bring(dataset: Dataset): void {
    this.datasets.set(dataset.id, dataset);
  }

  /** Frees the others' memory. */
  keepOnly(id: DatasetId): void {
    for (const other of this.datasets.keys()) if (other !== id) this.datasets.delete(other);
  }

  /** An experiment at step 0. @throws PlaygroundError when its data are not there or do not suit it. */
  async fresh({ id, experiment, ahead = [], log = [], sample = null, goal }: { readonly id: number; readonly experiment: Experiment; readonly goal?: Goal } & Partial<Pick<Course, 'ahead' | 'log' | 'sample'>>, baseUrl: string, signal: AbortSignal): Promise<Plan> {
    ahead.forEach(({ change }) => checkLiveChange(experiment, change));
    const dataset = await this.dataset(experiment.dataset, id, baseUrl, signal);
    requireLeft(dataset, experiment.heldOut);
    const count = trainedPlaces(dataset.train.labels, experiment.heldOut).length;
    if (experiment.batchSize > count) throw new PlaygroundError(`A batch of ${experiment.batchSize} images cannot be drawn from ${count}.`, `Choose a batch size from 1 to ${count}.`);
    if (dataset.test.labels.length === 0) throw new PlaygroundError(`${dataset.label} has no image to test on: every class has only one.`, 'Add more images of each class.');
    return { id, experiment, checkpoint: null, begun: experiment, log, ahead, sample, dataset, goal };
  }

  /** A training at a checkpoint's step, with the live changes that its log has at that step, also where they were made after it. @throws PlaygroundError when the checkpoint cannot be read, or as `fresh`. */
  async again({ id, bytes, log, begun, goal, sample = null, ahead = [] }: { readonly id: number; readonly bytes: ArrayBuffer; readonly goal?: Goal } & Pick<Course, 'log'> & Partial<Course>, baseUrl: string, signal: AbortSignal): Promise<Plan> {
    const checkpoint = decodeCheckpoint(bytes, checkedExperiment);
    const { step } = checkpoint;
    const experiment = checkedExperiment(log.filter((entry) => entry.step === step).reduce((held, { change }) => changed(held, change), checkpoint.experiment));
    const course = { begun: begun === undefined ? (log.length === 0 ? experiment : null) : begun && checkedExperiment(begun), log, sample: countOrNull(sample), ahead: ahead.filter((entry) => entry.step >= step) };
    return { ...(await this.fresh({ id, experiment, ahead }, baseUrl, signal)), checkpoint: { ...checkpoint, experiment }, ...course, goal };
  }

  private async dataset(id: DatasetId, experimentId: number, baseUrl: string, signal: AbortSignal): Promise<Dataset> {
    const held = this.datasets.get(id);
    if (held) return held;
    if (isOwn(id)) {
      const telling: Following['telling'] = (what, done, total, secondsLeft) => {
        this.loading(experimentId, what, done, total);
        this.reading(what, done, total, secondsLeft);
      };
      const own = await this.data.own.load(id, baseUrl, { signal, telling });
      this.datasets.set(id, own);
      return own;
    }
    const onProgress = ({ file, receivedBytes, totalBytes }: { file: string; receivedBytes: number; totalBytes: number }) => this.loading(experimentId, `Loading ${file}`, receivedBytes, totalBytes);
    const dataset = await this.data.load(id, { baseUrl, onProgress });
    this.datasets.set(id, dataset);
    return dataset;
  }
}
