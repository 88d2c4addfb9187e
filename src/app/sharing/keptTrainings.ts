import type { VisitingEngine } from '../engine/visitingEngine.ts';
import type { KeptEntry, Library, Removed } from '../keeping/library.ts';
import type { KeptRecord } from '../keeping/record.ts';

/** How much of the browser's disk space the page uses and may use, in bytes. */
export interface StorageUse {
  readonly usage: number;
  readonly quota: number;
}

/** What the page does with trainings that are kept under a name. Promises reject with a PlaygroundError that is for that one training alone. */
export interface KeptTrainings {
  list(): Promise<readonly KeptEntry[]>;
  /** Keeps a copy of the training in effect. @param picture How its panels look: a PNG as a data address. */
  keep(name: string, picture: string | null): Promise<KeptEntry>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<Removed>;
  putBack(removed: Removed): Promise<void>;
  /** Opens one as a file is opened, paused at its step; the training in effect is kept for `goBack`. False where that failed, which the notice tells, or was answered with no. */
  open(id: string): Promise<boolean>;
  /** Saves one as a file. */
  saveFile(id: string): Promise<void>;
  /** Null where the browser does not tell. */
  use(): Promise<StorageUse | null>;
}

/** What it needs of the page. */
interface Page {
  open(training: KeptRecord): Promise<boolean>;
  save(training: KeptRecord): Promise<unknown>;
}

/** Keeps the engine's trainings in a library. */
export class KeptDesk implements KeptTrainings {
  private readonly engine: VisitingEngine;
  private readonly library: Library;
  private readonly page: Page;

  constructor(engine: VisitingEngine, library: Library, page: Page) {
    this.engine = engine;
    this.library = library;
    this.page = page;
  }

  list(): Promise<readonly KeptEntry[]> {
    return this.library.list();
  }

  async keep(name: string, picture: string | null): Promise<KeptEntry> {
    const training = await this.engine.copy();
    const { setUp } = this.engine.state;
    const dataset = setUp?.dataset.id === training.experiment.dataset ? setUp.dataset.label : training.experiment.dataset;
    return this.library.keep(training, { name, dataset, picture });
  }

  rename(id: string, name: string): Promise<void> {
    return this.library.rename(id, name);
  }

  remove(id: string): Promise<Removed> {
    return this.library.remove(id);
  }

  putBack(removed: Removed): Promise<void> {
    return this.library.putBack(removed);
  }

  async open(id: string): Promise<boolean> {
    return this.page.open(await this.library.read(id));
  }

  async saveFile(id: string): Promise<void> {
    await this.page.save(await this.library.read(id));
  }

  async use(): Promise<StorageUse | null> {
    // Absent over plain http; a window that keeps nothing may refuse.
    const told = await navigator.storage?.estimate?.().catch(() => null);
    return told?.usage === undefined || told.quota === undefined ? null : { usage: told.usage, quota: told.quota };
  }
}
