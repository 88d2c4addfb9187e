import { droppedFiles } from '../data/catalog.ts';
import type { Dataset } from '../data/dataset.ts';
import { classCounts } from '../data/perClass.ts';
import { PlaygroundError } from '../errors.ts';
import type { DataDoor } from './dataDoor.ts';
import type { OwnFile } from './own/protocol.ts';
import type { AddedExamples, WorkerEvent } from './protocol.ts';

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
   * @param bring takes a data set that is read.
   * @throws PlaygroundError while others are being read, and when these cannot be; CancelledError when it is cancelled.
   */
  async add(files: readonly OwnFile[], bring: (dataset: Dataset) => void): Promise<AddedExamples> {
    if (this.underWay) throw new PlaygroundError('Other images are still being read.', 'Wait until they are, or cancel that first.');
    const { signal } = (this.underWay = new AbortController());
    try {
      const known = mayBeKnown(files) ? await this.fromCatalog(files) : null;
      if (known) {
        bring(known);
        return addedCatalogSet(known);
      }
      const own = await this.data.own.add(files, { signal, telling: (what, done, total, secondsLeft) => this.emit({ type: 'reading', what, done, total, secondsLeft }) });
      const { id, classes, skipped, duplicates } = own;
      return { id, classes, skipped, duplicates, own };
    } finally {
      this.underWay = null;
    }
  }

  cancel(): void {
    this.underWay?.abort();
  }

  private async fromCatalog(files: readonly OwnFile[]): Promise<Dataset | null> {
    return this.data.fromFiles(await Promise.all(files.map(async ({ path, file }) => ({ name: path, bytes: new Uint8Array(await file.arrayBuffer()) }))));
  }
}
