import type { ReopenedDatabase } from '../../database.ts';
import { openTrainings, stores } from './trainings.ts';

const store = stores.last;

/** Where a training is kept: the person's own last one, one that they look at in its place, from a link, a lesson or a file, and those that the own one branched off or that branched off it. */
export type Place = 'last' | 'visited' | 'branches';

/** Where trainings are kept: a record a place. */
export interface Shelf {
  /** @throws what IndexedDB says, as in a private window. */
  read(place: Place): Promise<unknown>;
  /** Resolves once the record is on the disk. @throws what IndexedDB says, such as QuotaExceededError. */
  write(record: unknown, place: Place): Promise<void>;
  clear(place: Place): Promise<void>;
}

/** In IndexedDB. */
export class DatabaseShelf implements Shelf {
  private readonly database: ReopenedDatabase;

  constructor(database = openTrainings()) {
    this.database = database;
  }

  read(place: Place): Promise<unknown> {
    return this.database.use((database) => database.get(store, place));
  }

  write(record: unknown, place: Place): Promise<void> {
    return this.database.use(async (database) => {
      const transaction = database.transaction(store, 'readwrite');
      await Promise.all([transaction.store.put(record, place), transaction.done]);
    });
  }

  clear(place: Place): Promise<void> {
    return this.database.use((database) => database.delete(store, place));
  }
}
