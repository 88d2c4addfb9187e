import { ReopenedDatabase } from '../../database.ts';

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

/** In IndexedDB. */
export class DatabaseShelf implements Shelf {
  private readonly database: ReopenedDatabase;

  constructor(name = 'center-loss-playground') {
    this.database = new ReopenedDatabase(name, [store]);
  }

  read(): Promise<unknown> {
    return this.database.use((database) => database.get(store, place));
  }

  write(record: unknown): Promise<void> {
    return this.database.use(async (database) => {
      const transaction = database.transaction(store, 'readwrite');
      await Promise.all([transaction.store.put(record, place), transaction.done]);
    });
  }

  clear(): Promise<void> {
    return this.database.use((database) => database.delete(store, place));
  }
}
