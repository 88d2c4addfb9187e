import type { ReopenedDatabase } from '../../database.ts';
import { openTrainings, stores } from './trainings.ts';

/** Where trainings are kept under a name: by its id each has a record, and a head that the list is made of. Both are as they were written, whatever page wrote them. */
export interface LibraryShelf {
  /** All heads with their ids. @throws what IndexedDB says, as in a private window; so do all of these. */
  heads(): Promise<readonly (readonly [id: string, head: unknown])[]>;
  head(id: string): Promise<unknown>;
  record(id: string): Promise<unknown>;
  /** Both or neither; resolves once they are on the disk. */
  write(id: string, head: unknown, record: unknown): Promise<void>;
  writeHead(id: string, head: unknown): Promise<void>;
  remove(id: string): Promise<void>;
}

const both = [stores.named, stores.heads];

/** In IndexedDB, beside the last training. */
export class DatabaseLibraryShelf implements LibraryShelf {
  private readonly database: ReopenedDatabase;

  constructor(database = openTrainings()) {
    this.database = database;
  }

  heads(): Promise<readonly (readonly [string, unknown])[]> {
    return this.database.use(async (database) => {
      const { store, done } = database.transaction(stores.heads);
      const [ids, heads] = await Promise.all([store.getAllKeys(), store.getAll(), done]);
      return ids.flatMap((id, i) => (typeof id === 'string' ? [[id, heads[i] as unknown] as const] : []));
    });
  }

  head(id: string): Promise<unknown> {
    return this.database.use((database) => database.get(stores.heads, id));
  }

  record(id: string): Promise<unknown> {
    return this.database.use((database) => database.get(stores.named, id));
  }

  write(id: string, head: unknown, record: unknown): Promise<void> {
    return this.database.use(async (database) => {
      const transaction = database.transaction(both, 'readwrite');
      await Promise.all([transaction.objectStore(stores.named).put(record, id), transaction.objectStore(stores.heads).put(head, id), transaction.done]);
    });
  }

  writeHead(id: string, head: unknown): Promise<void> {
    return this.database.use(async (database) => {
      const transaction = database.transaction(stores.heads, 'readwrite');
      await Promise.all([transaction.store.put(head, id), transaction.done]);
    });
  }

  remove(id: string): Promise<void> {
    return this.database.use(async (database) => {
      const transaction = database.transaction(both, 'readwrite');
      await Promise.all([...both.map((store) => transaction.objectStore(store).delete(id)), transaction.done]);
    });
  }
}
