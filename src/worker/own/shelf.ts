import { ReopenedDatabase } from '../../database.ts';
import type { OwnSet } from './set.ts';

/** Names of what is kept: sets by id, pixels [side,side,3] by hash, embeddings by backbone and hash. */
const rooms = ['sets', 'pixels', 'embeddings'] as const;

/** One of them. */
export type Room = (typeof rooms)[number];

/** What each of them holds. */
export interface Kept {
  sets: OwnSet;
  pixels: Uint8Array;
  embeddings: Float32Array;
}

/** Where a person's sets are kept, by keys; what was put under a key takes the place of what was there. */
export interface OwnShelf {
  /** Whether it survives a reload. */
  readonly isLasting: boolean;
  get<R extends Room>(room: R, key: string): Promise<Kept[R] | undefined>;
  /** @throws what the browser says, such as QuotaExceededError. */
  put<R extends Room>(room: R, entries: readonly (readonly [key: string, value: Kept[R]])[]): Promise<void>;
  keys(room: Room): Promise<string[]>;
  remove(room: Room, keys: readonly string[]): Promise<void>;
}

/** In memory: for private windows and sandboxed frames, where the browser keeps nothing, and for tests. */
export class MemoryShelf implements OwnShelf {
  readonly isLasting = false;
  private readonly rooms: { readonly [R in Room]: Map<string, Kept[R]> } = { sets: new Map(), pixels: new Map(), embeddings: new Map() };

  async get<R extends Room>(room: R, key: string): Promise<Kept[R] | undefined> {
    return (this.rooms[room] as Map<string, Kept[R]>).get(key);
  }

  async put<R extends Room>(room: R, entries: readonly (readonly [string, Kept[R]])[]): Promise<void> {
    for (const [key, value] of entries) (this.rooms[room] as Map<string, Kept[R]>).set(key, value);
  }

  async keys(room: Room): Promise<string[]> {
    return [...this.rooms[room].keys()];
  }

  async remove(room: Room, keys: readonly string[]): Promise<void> {
    for (const key of keys) this.rooms[room].delete(key);
  }
}

class DatabaseShelf implements OwnShelf {
  readonly isLasting = true;
  private readonly database: ReopenedDatabase;

  constructor(database: ReopenedDatabase) {
    this.database = database;
  }

  get<R extends Room>(room: R, key: string): Promise<Kept[R] | undefined> {
    return this.database.use((database) => database.get(room, key));
  }

  put<R extends Room>(room: R, entries: readonly (readonly [string, Kept[R]])[]): Promise<void> {
    return this.database.use(async (database) => {
      const transaction = database.transaction(room, 'readwrite');
      await Promise.all([...entries.map(([key, value]) => transaction.store.put(value, key)), transaction.done]);
    });
  }

  keys(room: Room): Promise<string[]> {
    return this.database.use(async (database) => (await database.getAllKeys(room)) as string[]);
  }

  remove(room: Room, keys: readonly string[]): Promise<void> {
    return this.database.use(async (database) => {
      const transaction = database.transaction(room, 'readwrite');
      await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
    });
  }
}

/** Opens the database of a person's sets; where the browser has none, memory takes its place. */
export async function openOwnShelf(name = 'center-loss-playground-own'): Promise<OwnShelf> {
  const shelf = new DatabaseShelf(new ReopenedDatabase(name, [rooms]));
  return shelf.keys('sets').then(
    () => shelf,
    () => new MemoryShelf(),
  );
}
