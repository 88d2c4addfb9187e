import { PlaygroundError, describeError } from '../../errors.ts';
import { isNewer, readRecord } from './record.ts';
import type { KeptRecord } from './record.ts';
import { reasonOf } from './refusal.ts';
import type { Place, Shelf } from './shelf.ts';
import { requestWriterLock } from './writerLock.ts';
import type { WriterLock } from './writerLock.ts';

/** Where the training is kept on this machine. `saved` is only said once it is; `step` and `at` (ms since 1970) are of the last copy. */
export interface Keeping {
  readonly status: 'none' | 'saved' | 'failed' | 'elsewhere';
  readonly step: number;
  readonly at: number;
  /** Why it is not kept; empty while it is. */
  readonly reason: string;
}

const lockName = 'center-loss-playground/last-training';

const elsewhere = 'Another tab keeps its training here.';

/** Keeps the last training on this machine while this tab has the right to, and says how that goes. Training never waits for it. */
export class Keeper {
  private readonly shelf: Shelf;
  private readonly tell: (keeping: Keeping) => void;
  private readonly lock: Promise<WriterLock>;
  private told: Keeping = { status: 'none', step: 0, at: 0, reason: '' };
  /** Why nothing is written at all; empty where it may be. */
  private barred = '';
  private writing: Promise<void> | null = null;
  /** What is to be done in each place once the write under way is done: only the last counts. */
  private readonly next = new Map<Place, KeptRecord | 'clear'>();

  constructor(shelf: Shelf, tell: (keeping: Keeping) => void, lock = requestWriterLock) {
    this.shelf = shelf;
    this.tell = tell;
    this.lock = lock(lockName, (held) => this.say(held ? { status: 'none', reason: '' } : { status: 'elsewhere', reason: elsewhere }));
  }

  /** The training kept last; null where there is none. @throws PlaygroundError when it cannot be read. */
  async load(place: Place = 'last'): Promise<KeptRecord | null> {
    if (!(await this.lock).held) this.say({ status: 'elsewhere', reason: elsewhere });
    let found: unknown;
    try {
      found = await this.shelf.read(place);
    } catch (error) {
      this.say({ status: 'failed', reason: reasonOf(error) });
      return null;
    }
    if (found === undefined) return null;
    if (isNewer(found)) this.barred = 'A newer version of this page keeps its training here.';
    try {
      return readRecord(found);
    } catch (error) {
      this.say({ status: 'failed', reason: describeError(error).message });
      throw error;
    }
  }

  /** Keeps a training in place of the last one there. */
  save(record: KeptRecord, place: Place = 'last'): void {
    this.queue(record, place);
  }

  /** Forgets what is kept there: it was thrown away. */
  clear(place: Place = 'last'): void {
    this.queue('clear', place);
  }

  /** @throws PlaygroundError where the browser has no way to take the right from another tab. */
  async takeOver(): Promise<void> {
    const lock = await this.lock;
    await lock.steal();
    if (!lock.held) throw new PlaygroundError('The other tab could not be replaced.', 'Close it and reload this one.');
  }

  /** Whether this tab is the one that keeps its training. */
  async mayWrite(): Promise<boolean> {
    return (await this.lock).held && this.barred === '';
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private queue(what: KeptRecord | 'clear', place: Place): void {
    this.next.delete(place);
    this.next.set(place, what);
    this.writing ??= this.write().finally(() => (this.writing = null));
  }

  private async write(): Promise<void> {
    const lock = await this.lock;
    for (let [first] = this.next; first; [first] = this.next) {
      const [place, what] = first;
      this.next.delete(place);
      if (!lock.held) continue;
      if (this.barred) {
        this.say({ status: 'failed', reason: this.barred });
        continue;
      }
      try {
        if (what === 'clear') await this.shelf.clear(place);
        else await this.shelf.write(what, place);
        this.say(what === 'clear' ? { status: 'none', step: 0, reason: '' } : { status: 'saved', step: what.step, at: what.at, reason: '' });
      } catch (error) {
        this.say({ status: 'failed', reason: reasonOf(error) });
      }
    }
  }

  private say(change: Partial<Keeping>): void {
    this.told = { ...this.told, ...change };
    this.tell(this.told);
  }
}
