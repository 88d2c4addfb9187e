import { effectiveWeight } from '../../config/experiment.ts';
import type { Run } from '../../config/schema.ts';
import type { DatasetId } from '../../data/catalog.ts';
import type { SetEdit } from '../../worker/own/protocol.ts';
import type { OwnSetInfo } from '../../worker/own/set.ts';
import type { SuspectLabels } from '../../worker/protocol.ts';
import type { Engine } from '../engine/engine.ts';

/** What a person does with the sets that they brought. Failures become a notice in the state; none of the promises rejects. */
export interface OwnSets {
  /** Shows what is in a set; null closes it, after which an edit of it can no longer be undone. */
  show(set: OwnSetInfo | null): void;
  /** Reads photographs that lie beside the page and shows what is in them. */
  addHosted(id: string): Promise<boolean>;
  /** Reads these classes, by name, of the files that reading waits with (`state.choosing`). */
  choose(classes: readonly string[]): void;
  /** Makes the set shown anew and shows what it came to; null where that failed. */
  edit(set: OwnSetInfo, edit: SetEdit): Promise<OwnSetInfo | null>;
  /** Shows the set before the last edit again. */
  undo(): Promise<void>;
  /** Training images by how wrong their labels look to a run; null where that failed or was ended. Training pauses first. */
  suspects(run: number): Promise<SuspectLabels | null>;
  endSearch(): void;
  /** Makes the set that is trained on anew and trains on that; the training in effect is kept for `goBack`. */
  retrain(id: DatasetId, edit: SetEdit): Promise<boolean>;
}

/** The run in which center loss acts least: it learns wrong labels by heart, so that they no longer show. */
export function leastPulled(runs: readonly Run[]): number {
  const weights = runs.map((run) => effectiveWeight(run, 'center'));
  return weights.indexOf(Math.min(...weights));
}

/** What it needs of the page's controller. */
interface Page {
  /** Trains on another set; the training in effect is kept for the way back. */
  trainInstead(id: DatasetId): Promise<boolean>;
  /** Whether a training on this set is kept aside. */
  isAside(id: DatasetId): boolean;
}

/** Edits sets by the engine and removes those that nothing needs any more. */
export class EditedSets implements OwnSets {
  private readonly engine: Engine;
  private readonly page: Page;

  constructor(engine: Engine, page: Page) {
    this.engine = engine;
    this.page = page;
  }

  show(set: OwnSetInfo | null): void {
    const { addedBefore } = this.engine.state;
    this.engine.dispatch({ type: 'addedShown', set, before: null });
    if (addedBefore) void this.drop(addedBefore.id);
  }

  async addHosted(id: string): Promise<boolean> {
    const added = await this.engine.asking('data')('addHosted', { id }).catch(() => null); // told as a notice
    this.engine.dispatch({ type: 'readingEnded' });
    if (!added?.own) return false;
    await this.engine.refreshOwnSets();
    this.show(added.own);
    return true;
  }

  choose(classes: readonly string[]): void {
    this.engine.dispatch({ type: 'chosen' });
    this.engine.asking('data')('chooseClasses', { classes }).catch(() => undefined); // told as a notice
  }

  async edit(set: OwnSetInfo, edit: SetEdit): Promise<OwnSetInfo | null> {
    const edited = await this.edited(set.id, edit);
    if (!edited || edited.id === set.id) return edited;
    const { addedBefore } = this.engine.state;
    this.engine.dispatch({ type: 'addedShown', set: edited, before: set });
    if (addedBefore && addedBefore.id !== edited.id) await this.drop(addedBefore.id);
    return edited;
  }

  async undo(): Promise<void> {
    const { added, addedBefore } = this.engine.state;
    if (!addedBefore) return;
    this.engine.dispatch({ type: 'addedShown', set: addedBefore, before: null });
    if (added) await this.drop(added.id);
  }

  async suspects(run: number): Promise<SuspectLabels | null> {
    if (this.engine.state.phase === 'running') await this.engine.pause().catch(() => undefined); // told as a notice
    return this.engine.asking('training')('suspects', { run }).catch(() => null);
  }

  endSearch(): void {
    this.engine.asking('training')('cancelSuspects', {}).catch(() => undefined); // the worker is gone then, and so is the search
  }

  async retrain(id: DatasetId, edit: SetEdit): Promise<boolean> {
    const edited = await this.edited(id, edit);
    if (!edited || !(await this.page.trainInstead(edited.id))) return false;
    await this.drop(id);
    return true;
  }

  private async edited(id: DatasetId, edit: SetEdit): Promise<OwnSetInfo | null> {
    try {
      const edited = await this.engine.asking('data')('edit', { id, edit, keep: true });
      await this.engine.refreshOwnSets();
      return edited;
    } catch {
      return null; // told as a notice
    }
  }

  /** Removes a set unless a training is on it. */
  private async drop(id: DatasetId): Promise<void> {
    const { setUp, experiment, effective } = this.engine.state;
    if ([setUp?.dataset.id, experiment.dataset, effective.dataset].includes(id) || this.page.isAside(id)) return;
    await this.engine.removeOwn(id).catch(() => undefined); // told as a notice
  }
}
