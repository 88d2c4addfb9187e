import { PlaygroundError } from '../../errors.ts';
import { readRecord, recordVersion } from './record.ts';
import type { WithCurves } from './record.ts';
import { reasonOf } from './refusal.ts';
import type { Shelf } from './shelf.ts';

/** Trainings that branched off one another: what the one in effect is called, which is kept by itself, and the others as they were left. */
export interface Branches {
  readonly present: string;
  readonly others: readonly { readonly name: string; readonly training: WithCurves }[];
}

/** The format of what is kept; counted up when it changes. */
const branchesVersion = 1;

const place = 'branches';

/** Keeps the trainings beside the one in effect on this machine, each time that there are others. Training never waits for it. */
export class BranchKeeper {
  private readonly shelf: Shelf;
  private readonly mayWrite: () => Promise<boolean>;
  private readonly failed: (error: PlaygroundError) => void;
  /** What is to be kept; undefined before anything is known of it. */
  private next: Branches | null | undefined = undefined;
  private writing: Promise<void> | null = null;
  private hasFailed = false;
  /** True where a newer version of the page keeps its branches, which must not be written over. */
  private barred = false;

  /**
   * @param mayWrite whether this tab is the one that keeps its training.
   * @param failed told once of what keeps them from being kept.
   */
  constructor(shelf: Shelf, mayWrite: () => Promise<boolean>, failed: (error: PlaygroundError) => void) {
    this.shelf = shelf;
    this.mayWrite = mayWrite;
    this.failed = failed;
  }

  /** What was kept last; null where there is nothing. @throws PlaygroundError where it cannot be read. */
  async load(): Promise<Branches | null> {
    // Where nothing can be read at all, the training in effect says so.
    const found = await this.shelf.read(place).catch(() => undefined);
    if (found === undefined) return null;
    const { version, present, others } = found as Record<string, unknown>;
    this.barred = typeof version === 'number' && version > branchesVersion;
    if (version !== branchesVersion || typeof present !== 'string' || !Array.isArray(others)) {
      throw new PlaygroundError(`The branches kept here cannot be read: they have format ${JSON.stringify(version)}; this page reads format ${branchesVersion}.`, this.barred ? 'The training itself is there. Reload the page to get its newest version; until then new branches are not kept.' : 'The training itself is there; new branches take their place.');
    }
    return { present, others: (others as { name: unknown; training: unknown }[]).map(({ name, training }) => ({ name: String(name), training: readRecord(training) })) };
  }

  /** Keeps these in place of what there was, unless it is the same; null forgets it. */
  keep(branches: Branches | null): void {
    if (this.next !== undefined && isSame(branches, this.next)) return;
    this.next = branches;
    this.keepAgain();
  }

  /** Writes them once more: this tab may write now. */
  keepAgain(): void {
    if (this.next === undefined) return;
    this.writing ??= this.write().finally(() => (this.writing = null));
  }

  private async write(): Promise<void> {
    if (this.barred || !(await this.mayWrite())) return;
    let written;
    do {
      written = this.next;
      try {
        if (written) await this.shelf.write(recordOf(written), place);
        else await this.shelf.clear(place);
      } catch (error) {
        if (!this.hasFailed) this.failed(new PlaygroundError(`Branches are not kept: ${reasonOf(error)}`, 'They last until the page closes; under Kept one can be saved as a file.'));
        this.hasFailed = true;
      }
    } while (written !== this.next);
  }
}

/** Trainings that were left do not change: the same ones are the same objects. */
function isSame(a: Branches | null, b: Branches | null): boolean {
  const [these, those] = [a, b].map((branches) => (branches ? [branches.present, ...branches.others.flatMap(({ name, training }) => [name, training])] : [])) as [unknown[], unknown[]];
  return these.length === those.length && these.every((part, k) => part === those[k]);
}

const recordOf = ({ present, others }: Branches) => ({
  version: branchesVersion,
  present,
  others: others.map(({ name, training }) => ({ name, training: { ...training, version: recordVersion, at: Date.now() } })),
});
