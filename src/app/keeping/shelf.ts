import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';

const store = 'trainings';
const place = 'last';

/** Where the last training is kept: one record in IndexedDB. */
export interface Shelf {
  /** @throws what IndexedDB says, as in a private window. */
  read(): Promise<unknown>;
  /** Resolves once the record is on the disk. @throws what IndexedDB says, such as QuotaExceededError. */
  write(record: unknown): Promise<void>;
  clear(): Promise<void>;
}

/** Opens the database at first use, and once more where the browser has dropped the connection. */
export class DatabaseShelf implements Shelf {
  private readonly name: string;
  private database: Promise<IDBPDatabase> | null = null;

  constructor(name = 'center-loss-playground') {
    this.name = name;
  }

  read(): Promise<unknown> {
    return this.use((database) => database.get(store, place));
  }

  write(record: unknown): Promise<void> {
    return this.use(async (database) => {
      const transaction = database.transaction(store, 'readwrite');
      await Promise.all([transaction.store.put(record, place), transaction.done]);
    });
  }

  clear(): Promise<void> {
    return this.use((database) => database.delete(store, place));
  }

  private async use<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
    try {
      return await work(await this.open());
    } catch (error) {
      const closed = error instanceof DOMException && error.name === 'InvalidStateError';
      if (!closed) throw error;
      this.database = null;
      return work(await this.open());
    }
  }

  private open(): Promise<IDBPDatabase> {
    const forget = () => void (this.database = null);
    this.database ??= openDB(this.name, 1, {
      upgrade: (database) => void database.createObjectStore(store),
      // Another tab of a newer version wants to change the database.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
    this.database.catch(forget);
    return this.database;
  }
}
