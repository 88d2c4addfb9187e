import { isOwn } from '../../data/catalog.ts';
import { isImageForm } from '../../data/dataset.ts';
import type { Dataset } from '../../data/dataset.ts';
import { checkSeen, seenImage } from '../../data/images/seen.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import { CancelledError, PlaygroundError } from '../../errors.ts';
import type { Trainer } from '../../training/trainer.ts';
import type { DataDoor } from '../dataDoor.ts';
import { Downloads } from './downloads.ts';
import { HomeDesk } from '../home/homeDesk.ts';
import type { OneImage } from '../own/protocol.ts';
import type { OwnSetInfo } from '../own/set.ts';
import type { Command, Replies, SuspectLabels, WorkerEvent } from '../protocol.ts';
import { Reading } from './reading.ts';
import { noveltyOf } from '../looks/novelty.ts';
import { suspicionsOf } from '../looks/suspicions.ts';

/** Commands about data and what training says of it. */
export type DataCommand = Extract<Command, { type: 'availability' | 'download' | 'cancelDownload' | 'addExamples' | 'addHosted' | 'chooseClasses' | 'cancelExamples' | 'example' | 'pictures' | 'edit' | 'suspects' | 'novelty' | 'cancelSuspects' | 'learned' | 'beginning' | 'table' | 'ownSets' | 'removeOwn' }>;

/** What the desk needs to know of the training. */
export interface DataUse {
  /** Takes a data set that was read. */
  bring(dataset: Dataset): void;
  /** Ends what a set-up gathers. */
  cancel(): void;
  /** Looks at the training in effect between two steps. */
  between<T>(work: (trainer: Trainer) => Promise<T>): Promise<T>;
  /** Whether a set-up waits for what is under way. */
  busy(): boolean;
  /** The set that is trained on. */
  inUse(): Dataset | null;
}

/** Fetches, reads and removes data sets. */
export class DataDesk {
  private readonly data: DataDoor;
  private readonly downloads: Downloads;
  private readonly reading: Reading;
  private readonly use: DataUse;
  private readonly home: HomeDesk;
  private looking: AbortController | null = null;

  constructor(data: DataDoor, emit: (event: WorkerEvent) => void, use: DataUse) {
    this.data = data;
    this.downloads = new Downloads(data, emit);
    this.reading = new Reading(data, emit);
    this.use = use;
    this.home = new HomeDesk({ between: (work) => use.between(work), busy: () => use.busy(), contents: (id) => data.own.contents(id) });
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
        return this.reading.add(command.files, command.choice, (dataset) => this.use.bring(dataset));
      case 'addHosted':
        return this.reading.addHosted(command.id, dataUrl);
      case 'chooseClasses':
        await this.data.own.choose(command.classes);
        return null;
      case 'cancelExamples':
        this.reading.cancel();
        this.use.cancel();
        return null;
      case 'example':
        return this.data.own.example(command.id, command.path);
      case 'pictures':
        return this.pictures(command);
      case 'edit':
        return this.edit(command);
      case 'suspects':
        return this.suspects(command.run);
      case 'novelty':
        return this.novelty();
      case 'cancelSuspects':
        this.looking?.abort();
        return null;
      case 'learned':
        return this.home.learned(command.run);
      case 'beginning':
        return this.home.beginning(command.experiment, command.steps);
      case 'table':
        return this.home.table();
      case 'ownSets':
        return this.data.own.list();
      case 'removeOwn':
        await this.remove(command.id);
        return this.data.own.list();
      default:
        return command satisfies never;
    }
  }

  /** An image that belongs to no set, as a data set's network sees it. */
  see({ id, form }: Dataset, file: Blob, dataUrl: string): Promise<OneImage> {
    return this.data.own.one(id, form, file, dataUrl);
  }

  /** Images by their numbers in the data set: of photographs, whose embeddings are what is trained on, as they were read. */
  private async pictures({ id, part, indices }: Extract<DataCommand, { type: 'pictures' }>): Promise<readonly SeenImage[]> {
    const dataset = this.use.inUse();
    if (dataset?.id !== id) throw new CancelledError('Another data set is in use now.', 'Ask again.');
    const { form, [part]: { values, labels } } = dataset;
    if (!isImageForm(form)) return this.data.own.pictures(id, part, indices);
    checkSeen(indices, labels.length);
    return indices.map((index) => seenImage(values as Uint8Array, form, index));
  }

  private async edit({ id, edit, keep }: Extract<DataCommand, { type: 'edit' }>): Promise<OwnSetInfo> {
    const edited = await this.data.own.edit(id, edit);
    if (!keep && edited.id !== id && this.use.inUse()?.id !== id) await this.data.own.remove(id);
    return edited;
  }

  /** One look at a time; another one, a cancel or a set-up ends it. */
  private async suspects(run: number): Promise<SuspectLabels> {
    this.looking?.abort();
    const { signal } = (this.looking = new AbortController());
    const found = await this.use.between((trainer) => suspicionsOf(trainer, run, () => !signal.aborted && !this.use.busy()));
    if (!found) throw new CancelledError('The search for wrong labels was ended.', 'Ask again.');
    return { ...found, paths: isOwn(found.dataset) ? await this.data.own.trainingPaths(found.dataset) : null };
  }

  /** A set-up ends it. */
  private async novelty(): Promise<Replies['novelty']> {
    const found = await this.use.between((trainer) => noveltyOf(trainer, () => !this.use.busy()));
    if (!found) throw new CancelledError('Measuring strangers was ended by a set-up.', 'Ask again.');
    return found;
  }

  private async remove(id: string): Promise<void> {
    const inUse = this.use.inUse();
    if (inUse?.id === id) throw new PlaygroundError(`${inUse.label} is what is being trained on.`, 'Choose another data set first.');
    await this.data.own.remove(id);
  }
}
