import { openDB } from 'idb';
import type { IDBPDatabase, OpenDBCallbacks } from 'idb';

/** A database in IndexedDB: opened at first use, and once more where the browser has dropped the connection, as WebKit does. */
export class ReopenedDatabase {
  private readonly name: string;
  private readonly versions: readonly (readonly string[])[];
  private database: Promise<IDBPDatabase> | null = null;

  /**
   * @param versions What each version of the database adds, version 1 first: object stores whose keys are given with each value.
   * One of an earlier version gets what it lacks and keeps what it has.
   */
  constructor(name: string, versions: readonly (readonly string[])[]) {
    this.name = name;
    this.versions = versions;
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
    const callbacks: OpenDBCallbacks<unknown> = {
      upgrade: (database, from) => this.versions.slice(from).flat().forEach((store) => database.createObjectStore(store)),
      // Another tab of a newer version wants to change the database.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    };
    this.database ??= openDB(this.name, this.versions.length, callbacks).catch((error: unknown) => {
      // A newer page has been here; what this one knows of is there still.
      if (error instanceof DOMException && error.name === 'VersionError') return openDB(this.name, undefined, callbacks);
      throw error;
    });
    this.database.catch(forget);
    return this.database;
  }
}
