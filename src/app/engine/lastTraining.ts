import type { Changes, Copy, Journal } from '../keeping/journal.ts';
import type { Keeper } from '../keeping/keeper.ts';
import { recordVersion } from '../keeping/record.ts';
import type { KeptRecord, WithCurves } from '../keeping/record.ts';
import type { Place } from '../keeping/shelf.ts';
import type { AppState } from '../store/state.ts';
import { withChangesSince } from './liveChanges.ts';

/** The last checkpoint of the person's training: what is kept on this machine, and what a training goes on from when the worker or its device is gone. */
export class LastTraining {
  private readonly keeper: Keeper;
  private readonly journal: Journal;
  private last: WithCurves | null = null;
  /** The last copy of the training in effect: of what was set up since the last one there is none yet. */
  private present: WithCurves | null = null;
  /** It, after those before it from the last one that has landed on: until a copy is written, that one is there. */
  private copies: readonly Copy[] = [];
  /** What this machine had kept. */
  private loaded: KeptRecord | null = null;
  private held = false;
  private place: Place = 'last';
  private own: WithCurves | null = null;

  constructor(keeper: Keeper, journal: Journal) {
    this.keeper = keeper;
    this.journal = journal;
  }

  /** Null where nothing is to be gone on from. */
  get training(): WithCurves | null {
    return this.last;
  }

  /** What training goes on from: the last copy and, if that is of the training in effect, the live changes since, at their steps or all at once. */
  goOnFrom(changes: Changes, how: { readonly atOnce?: boolean } = {}): WithCurves | null {
    return this.last && this.last === this.present ? withChangesSince(this.last, changes, how) : this.last;
  }

  /** Another training is in effect. */
  begin(): void {
    this.present = null;
    this.copies = [];
  }

  /** Notes the live changes since the copy that this machine has, where this tab is the one that keeps. */
  note({ keeping, log, ahead }: Pick<AppState, 'keeping' | 'log' | 'ahead'>): void {
    const landed = this.copies.findIndex(({ at }) => at === keeping.at);
    if (landed > 0) this.copies = this.copies.slice(landed);
    if (this.copies.length > 0 && keeping.status !== 'elsewhere') this.journal.write(this.copies, { log, ahead });
  }

  /** The person's own training while another one is looked at in its place, which is kept beside it; null where there is none. */
  get aside(): WithCurves | null {
    return this.own;
  }

  /** True while seeds are trained in a training's place. */
  get isHeld(): boolean {
    return this.held;
  }

  /** What this machine keeps and is to be shown: what was looked at last, with the person's own kept aside, else that. @throws PlaygroundError when it cannot be read. */
  async load(): Promise<WithCurves | null> {
    const own = await this.keeper.load();
    // What cannot be read of a visit is no loss: the own training is there.
    const visited = own && (await this.keeper.load('visited').catch(() => null));
    if (!visited) return own && this.withNotes(own);
    this.own = own;
    this.place = 'visited';
    return this.withNotes(visited);
  }

  /** From here on another training is looked at in the place of the person's own. */
  visit(own: WithCurves): void {
    this.own = own;
    this.save(own);
    this.place = 'visited';
  }

  /**
   * What is trained is the person's own again: it came back, or the other one takes its place for good. The one that stays is
   * kept before the other one is cleared: a page that ends in between finds it.
   * @returns when this machine has it so.
   */
  endVisit({ adopt }: { readonly adopt: boolean }): Promise<void> {
    const training = adopt ? this.last : this.own;
    this.own = null;
    this.place = 'last';
    this.last = training;
    if (training && adopt) this.save(training);
    this.keeper.clear('visited');
    return this.keeper.settled();
  }

  /** What was set up again: it is kept where it lies already, or soon. */
  found(training: WithCurves): void {
    this.last = this.present = training;
    if (training.bytes === this.loaded?.bytes) this.copies = [this.loaded];
  }

  /** Takes the place of the last one; not while one is held. */
  keep(training: WithCurves): void {
    this.present = training;
    if (this.held) return;
    this.last = training;
    this.copies = [...this.copies, { at: this.save(training), step: training.step }];
  }

  /** It was thrown away; one that is held was not, nor one that is kept and was never shown: it stays until another one has trained. */
  forget(): void {
    if (this.held || !this.last) return;
    this.last = null;
    this.keeper.clear(this.place);
  }

  /** From here on others are trained in its place: they are not kept, and this one is what a reload brings back. */
  hold(training: WithCurves): void {
    this.held = true;
    this.last = training;
    if (training.step > 0) this.save(training);
  }

  /** What is trained is the person's own again. */
  release(): void {
    this.held = false;
  }

  /** With the live changes made after it was kept, as they are noted. */
  private withNotes(record: KeptRecord): WithCurves {
    this.loaded = record;
    const changes: Changes | null = this.journal.read(record);
    return changes ? withChangesSince(record, changes) : record;
  }

  private save(training: WithCurves): number {
    const at = Date.now();
    this.keeper.save({ ...training, version: recordVersion, at }, this.place);
    return at;
  }
}
