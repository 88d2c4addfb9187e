import type { DatasetId } from '../../data/catalog.ts';
import type { Availabilities } from '../../data/sources/load.ts';
import { PlaygroundError } from '../../errors.ts';
import type { DataDoor } from '../dataDoor.ts';
import type { WorkerEvent } from '../protocol.ts';

/** Fetches data sets into the browser's cache, one at a time. */
export class Downloads {
  private readonly data: DataDoor;
  private readonly emit: (event: WorkerEvent) => void;
  private underWay: AbortController | null = null;

  constructor(data: DataDoor, emit: (event: WorkerEvent) => void) {
    this.data = data;
    this.emit = emit;
  }

  /** @throws PlaygroundError while another download is under way, and when this one fails; CancelledError when it is cancelled. */
  async fetch(dataset: DatasetId, baseUrl: string): Promise<Availabilities> {
    if (this.underWay) throw new PlaygroundError('A download is already under way.', 'Wait for it or cancel it first.');
    this.underWay = new AbortController();
    try {
      await this.data.download(dataset, {
        signal: this.underWay.signal,
        onProgress: ({ file, receivedBytes, totalBytes }) => this.emit({ type: 'downloading', dataset, file, receivedBytes, totalBytes }),
      });
    } finally {
      this.underWay = null;
    }
    return this.data.availability({ baseUrl });
  }

  cancel(): void {
    this.underWay?.abort();
  }
}
