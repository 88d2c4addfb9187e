import { archives, droppedFiles } from '../../data/catalog.ts';
import type { Dataset } from '../../data/dataset.ts';
import { fetchHostedArchive } from '../../data/sources/archive.ts';
import type { FileProgress } from '../../data/sources/fetchFile.ts';
import { classCounts } from '../../data/split/perClass.ts';
import { PlaygroundError } from '../../errors.ts';
import type { DataDoor } from '../dataDoor.ts';
import type { Following } from '../own/door.ts';
import type { OwnFile, ReadChoice } from '../own/protocol.ts';
import type { AddedExamples, WorkerEvent } from '../protocol.ts';

/** Files that may be a data set of the catalog: few, side by side, and small enough to be looked into. */
const mayBeKnown = (files: readonly OwnFile[]) =>
  files.length <= droppedFiles.mostFiles && files.every(({ path, file }) => !path.includes('/') && file.size <= droppedFiles.mostBytes);

function addedCatalogSet({ id, classNames, train, test }: Dataset): AddedExamples {
  const [trained, tested] = [train, test].map(({ labels }) => classCounts(labels, classNames.length)) as [number[], number[]];
  return { id, classes: classNames.map((name, i) => ({ name, train: trained[i]!, test: tested[i]!, examples: [] })), skipped: [], duplicates: 0, own: null };
}

/** Reads the files that a person brings, one lot at a time. */
export class Reading {
  private readonly data: DataDoor;
  private readonly emit: (event: WorkerEvent) => void;
  private underWay: AbortController | null = null;

  constructor(data: DataDoor, emit: (event: WorkerEvent) => void) {
    this.data = data;
    this.emit = emit;
  }

  /**
   * Makes a data set of files: one of the catalog where they are its files, else one of the person's own.
   * @param choice which classes of photographs are read. @param bring takes a data set that is read.
   * @throws PlaygroundError while others are being read, and when these cannot be; CancelledError when it is cancelled.
   */
  async add(files: readonly OwnFile[], choice: ReadChoice, bring: (dataset: Dataset) => void): Promise<AddedExamples> {
    if (this.underWay) throw this.busy();
    const { signal } = (this.underWay = new AbortController());
    try {
      const known = mayBeKnown(files) ? await this.fromCatalog(files) : null;
      if (known) {
        bring(known);
        return addedCatalogSet(known);
      }
      return await this.addOwn(files, choice, signal);
    } finally {
      this.underWay = null;
    }
  }

  /** Reads photographs that lie beside the page; as `add`. */
  async addHosted(id: string, baseUrl: string): Promise<AddedExamples> {
    if (this.underWay) throw this.busy();
    const fetching = (this.underWay = new AbortController());
    const { label } = archives.get(id);
    try {
      const onProgress = ({ receivedBytes, totalBytes }: FileProgress) => this.emit({ type: 'reading', what: `Fetching ${label}, MB`, done: Math.round(receivedBytes / 1e6), total: Math.round(totalBytes / 1e6), secondsLeft: null });
      const file = await fetchHostedArchive(id, { baseUrl, signal: fetching.signal, onProgress });
      return await this.addOwn([{ path: `${label}.zip`, file }], {}, fetching.signal);
    } finally {
      this.underWay = null;
    }
  }

  cancel(): void {
    this.underWay?.abort();
  }

  private busy(): PlaygroundError {
    return new PlaygroundError('Other images are still being read.', 'Wait until they are, or cancel that first.');
  }

  private async addOwn(files: readonly OwnFile[], choice: ReadChoice, signal: AbortSignal): Promise<AddedExamples> {
    const telling: Following['telling'] = (what, done, total, secondsLeft) => this.emit({ type: 'reading', what, done, total, secondsLeft });
    const own = await this.data.own.add(files, { signal, telling, asking: (offer) => this.emit({ type: 'choosing', offer }) }, choice);
    const { id, classes, skipped, duplicates } = own;
    return { id, classes, skipped, duplicates, own };
  }

  private async fromCatalog(files: readonly OwnFile[]): Promise<Dataset | null> {
    return this.data.fromFiles(await Promise.all(files.map(async ({ path, file }) => ({ name: path, bytes: new Uint8Array(await file.arrayBuffer()) }))));
  }
}
