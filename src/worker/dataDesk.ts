import type { Dataset } from '../data/dataset.ts';
import { PlaygroundError } from '../errors.ts';
import type { DataDoor } from './dataDoor.ts';
import { Downloads } from './downloads.ts';
import type { OwnSetInfo } from './own/set.ts';
import type { Command, Replies, WorkerEvent } from './protocol.ts';
import { Reading } from './reading.ts';

/** Commands about data, which need no training. */
export type DataCommand = Extract<Command, { type: 'availability' | 'download' | 'cancelDownload' | 'addExamples' | 'cancelExamples' | 'example' | 'edit' | 'ownSets' | 'removeOwn' }>;

/** What the desk needs to know of the training. */
export interface DataUse {
  /** Takes a data set that was read. */
  bring(dataset: Dataset): void;
  /** Ends what a set-up gathers. */
  cancel(): void;
  /** The set that is trained on. */
  inUse(): { readonly id: string; readonly label: string } | null;
}

/** Fetches, reads and removes data sets. */
export class DataDesk {
  private readonly data: DataDoor;
  private readonly downloads: Downloads;
  private readonly reading: Reading;
  private readonly use: DataUse;

  constructor(data: DataDoor, emit: (event: WorkerEvent) => void, use: DataUse) {
    this.data = data;
    this.downloads = new Downloads(data, emit);
    this.reading = new Reading(data, emit);
    this.use = use;
  }

  /** Carries out a command. @throws PlaygroundError for what a person can mend. */
  async handle(command: DataCommand, dataUrl: string): Promise<Replies[DataCommand['type']]> {
    switch (command.type) {
      case 'availability':
        return this.data.availability({ baseUrl: dataUrl });
      case 'download':
        return this.downloads.fetch(command.dataset, dataUrl);
      case 'cancelDownload':
        this.downloads.cancel();
        return null;
      case 'addExamples':
        return this.reading.add(command.files, (dataset) => this.use.bring(dataset));
      case 'cancelExamples':
        this.reading.cancel();
        this.use.cancel();
        return null;
      case 'example':
        return this.data.own.example(command.id, command.path);
      case 'edit':
        return this.edit(command);
      case 'ownSets':
        return this.data.own.list();
      case 'removeOwn':
        await this.remove(command.id);
        return this.data.own.list();
      default:
        return command satisfies never;
    }
  }

  private async edit({ id, edit, keep }: Extract<DataCommand, { type: 'edit' }>): Promise<OwnSetInfo> {
    const edited = await this.data.own.edit(id, edit);
    if (!keep && edited.id !== id && this.use.inUse()?.id !== id) await this.data.own.remove(id);
    return edited;
  }

  private async remove(id: string): Promise<void> {
    const inUse = this.use.inUse();
    if (inUse?.id === id) throw new PlaygroundError(`${inUse.label} is what is being trained on.`, 'Choose another data set first.');
    await this.data.own.remove(id);
  }
}
