import type { IDBPDatabase } from 'idb';
import { deleteDB, openDB, unwrap } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReopenedDatabase } from './database.ts';

const name = 'database.gpu.test';

/** All connections that a test has had: one left open would hold up the next test. */
const connections = new Set<IDBPDatabase>();
const opened = (database: IDBPDatabase) => {
  connections.add(database);
  return database;
};
const put = (database: ReopenedDatabase, value: string) => database.use((connection) => opened(connection).put('things', value, 'one'));
const get = (database: ReopenedDatabase) => database.use((connection) => opened(connection).get('things', 'one') as Promise<string | undefined>);

const clean = async () => {
  for (const connection of connections) connection.close();
  connections.clear();
  await deleteDB(name);
};
beforeEach(clean);
afterEach(clean);

describe('a database', () => {
  it('goes on where the browser has closed its connection, told or not', async () => {
    const database = new ReopenedDatabase(name, [['things']]);
    await put(database, 'first');
    const [before] = connections;
    before!.close();
    await put(database, 'second');
    expect(await get(database)).toBe('second');
    const [, after] = connections;
    // So a browser tells that it has dropped a connection.
    unwrap(after!).dispatchEvent(new Event('close'));
    expect(await get(database)).toBe('second');
    expect(connections.size).toBe(3);
  });

  it('does work once more and no oftener, and not after another fault', async () => {
    const database = new ReopenedDatabase(name, [['things']]);
    let tries = 0;
    const failing = (kind: string) => database.use(() => Promise.reject(new DOMException(`try ${++tries}`, kind)));
    await expect(failing('InvalidStateError')).rejects.toThrow('try 2');
    await expect(failing('QuotaExceededError')).rejects.toThrow('try 3');
    expect(tries).toBe(3);
    await put(database, 'still');
    expect(await get(database)).toBe('still');
  });

  it('of an earlier version gets what it lacks and keeps what it has, while a page of that version has it open', async () => {
    const earlier = new ReopenedDatabase(name, [['things']]);
    await put(earlier, 'kept');
    const later = new ReopenedDatabase(name, [['things'], ['others', 'more']]);
    expect(await get(later)).toBe('kept');
    expect(await later.use((connection) => Promise.resolve([...opened(connection).objectStoreNames]))).toEqual(['more', 'others', 'things']);
    // The page that gave way has it again, as the newer one left it.
    expect(await get(earlier)).toBe('kept');
  });

  it('of a version to come is used as it is', async () => {
    const newer = await openDB(name, 7, { upgrade: (database) => void database.createObjectStore('things') });
    newer.close();
    const database = new ReopenedDatabase(name, [['things']]);
    await put(database, 'beside');
    expect(await get(database)).toBe('beside');
    expect(await database.use((connection) => Promise.resolve(opened(connection).version))).toBe(7);
  });
});
