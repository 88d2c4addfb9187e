import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';

/** A database in IndexedDB: opened at first use, and once more where the browser has dropped the connection, as WebKit does. */
export class ReopenedDatabase {
  private readonly name: string;
  private readonly stores: readonly string[];
  private database: Promise<IDBPDatabase> | null = null;

  /** @param stores Object stores whose keys are given with each value. */
  constructor(name: string, stores: readonly string[]) {
    this.name = name;
    this.stores = stores;
  }

  /** Does the work, again where the connection was closed meanwhile. @throws what IndexedDB says, as in a private window. */
  async use<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
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
      upgrade: (database) => this.stores.forEach((store) => database.createObjectStore(store)),
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
