import { PlaygroundError, describeError } from '../../errors.ts';
import { checkedName, headVersion, readHead } from './head.ts';
import type { KeptHead } from './head.ts';
import type { LibraryShelf } from './libraryShelf.ts';
import { isNewer, readRecord, recordVersion } from './record.ts';
import type { KeptRecord, WithCurves } from './record.ts';
import { reasonOf } from './refusal.ts';

/** An entry of the list: what is known of it, or why that cannot be read. */
export type KeptEntry = { readonly id: string; readonly head: KeptHead } | { readonly id: string; readonly problem: string };

/** What was deleted, for as long as that can be undone. */
export interface Removed {
  readonly id: string;
  readonly head: unknown;
  readonly record: unknown;
}

const timeOf = (entry: KeptEntry) => ('head' in entry ? entry.head.at : 0);

function entryOf(id: string, found: unknown): KeptEntry {
  try {
    return { id, head: readHead(found) };
  } catch (error) {
    const { message, hint } = describeError(error);
    return { id, problem: `${message} ${hint}` };
  }
}

/** About how much is written of a training, in bytes. */
function sizeOf({ bytes, ...rest }: WithCurves): number {
  return bytes.byteLength + JSON.stringify(rest).length;
}

/** Trainings that a person keeps under a name, on this machine. What cannot be read of one leaves the others as they are. */
export class Library {
  private readonly shelf: LibraryShelf;

  constructor(shelf: LibraryShelf) {
    this.shelf = shelf;
  }

  /** All of them, the newest first, those that cannot be read last. @throws PlaygroundError where the browser refuses. */
  async list(): Promise<readonly KeptEntry[]> {
    const found = await this.attempt('The list of kept trainings cannot be read', () => this.shelf.heads());
    return found.map(([id, head]) => entryOf(id, head)).sort((a, b) => timeOf(b) - timeOf(a));
  }

  /**
   * Keeps a copy of a training.
   * @param dataset What its data set is called.
   * @param picture A PNG as a data address.
   * @throws PlaygroundError for a name that is none, and where the browser refuses; nothing is kept then.
   */
  async keep(training: WithCurves, { name, dataset, picture }: { readonly name: string; readonly dataset: string; readonly picture: string | null }): Promise<KeptEntry> {
    const at = Date.now();
    const record: KeptRecord = { ...training, version: recordVersion, at };
    const head = readHead({ version: headVersion, name: checkedName(name), dataset, step: training.step, at, bytes: sizeOf(training), picture });
    const id = `${at}-${[...crypto.getRandomValues(new Uint32Array(2))].join('-')}`;
    await this.attempt(`"${head.name}" was not kept`, () => this.shelf.write(id, head, record));
    return { id, head };
  }

  /** @throws PlaygroundError for a name that is none, and where the browser refuses; it is called as before then. */
  async rename(id: string, name: string): Promise<void> {
    const renamed = checkedName(name);
    const head = readHead(await this.attempt('It was not renamed', () => this.shelf.head(id)));
    await this.attempt(`"${head.name}" was not renamed`, () => this.shelf.writeHead(id, { ...head, name: renamed }));
  }

  /** The training kept by this id. @throws PlaygroundError where it is gone, damaged or of a newer version of the page. */
  async read(id: string): Promise<KeptRecord> {
    const found = await this.attempt('It was not opened', () => this.shelf.record(id));
    if (found === undefined) throw new PlaygroundError('This training is not kept here any more.', 'It may have been deleted in another tab: close the list and open it again.');
    try {
      return readRecord(found);
    } catch (error) {
      const { message, hint } = describeError(error);
      throw new PlaygroundError(message, isNewer(found) ? hint : 'The others can be opened. Delete this one to free its space.', { cause: error });
    }
  }

  /** Deletes one, whatever it is. @returns what brings it back. @throws PlaygroundError where the browser refuses; it is there still then. */
  remove(id: string): Promise<Removed> {
    return this.attempt('It was not deleted', async () => {
      const [head, record] = await Promise.all([this.shelf.head(id), this.shelf.record(id)]);
      await this.shelf.remove(id);
      return { id, head, record };
    });
  }

  /** Undoes that. @throws PlaygroundError where the browser refuses. */
  putBack({ id, head, record }: Removed): Promise<void> {
    return this.attempt('It was not brought back', () => this.shelf.write(id, head, record));
  }

  private async attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      throw new PlaygroundError(`${what}. ${reasonOf(error)}`, full ? 'Delete a kept training or a data set of yours, or save this one as a file.' : 'Save the training as a file, or try again.', { cause: error });
    }
  }
}
