import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { Library } from './library.ts';
import type { LibraryShelf } from './libraryShelf.ts';
import { recordVersion } from './record.ts';
import type { WithCurves } from './record.ts';

const training = (step: number): WithCurves => ({ experiment: defaultExperiment, step, log: [], bytes: new ArrayBuffer(1000), lossHistory: [], evaluations: [] });
const about = (name: string) => ({ name, dataset: 'MNIST-10k', picture: 'data:image/png;base64,AA==' });

/** A shelf in memory, whose maps a test may write; `refuse` makes what writes fail, `deny` everything. */
function shelfCase() {
  const heads = new Map<string, unknown>();
  const records = new Map<string, unknown>();
  const state: { refuse: Error | null; deny: Error | null } = { refuse: null, deny: null };
  const reading = async <T>(work: () => T) => {
    if (state.deny) throw state.deny;
    return work();
  };
  const writing = async (work: () => void) => {
    if (state.refuse) throw state.refuse;
    await reading(work);
  };
  const shelf: LibraryShelf = {
    heads: () => reading(() => [...heads]),
    head: (id) => reading(() => heads.get(id)),
    record: (id) => reading(() => records.get(id)),
    write: (id, head, record) =>
      writing(() => {
        heads.set(id, head);
        records.set(id, record);
      }),
    writeHead: (id, head) => writing(() => void heads.set(id, head)),
    remove: (id) =>
      writing(() => {
        heads.delete(id);
        records.delete(id);
      }),
  };
  return { library: new Library(shelf), heads, records, state };
}

const names = (entries: Awaited<ReturnType<Library['list']>>) => entries.map((entry) => ('head' in entry ? entry.head.name : entry.problem));

describe('the library', () => {
  it('keeps copies under names and gives each back whole', async () => {
    const { library } = shelfCase();
    expect(await library.list()).toEqual([]);
    const { id } = await library.keep(training(7), about('  seven '));
    await library.keep(training(9), about('nine'));
    const entries = await library.list();
    expect(names(entries).sort()).toEqual(['nine', 'seven']);
    const head = entries.flatMap((entry) => (entry.id === id && 'head' in entry ? [entry.head] : []))[0]!;
    expect(head).toMatchObject({ name: 'seven', dataset: 'MNIST-10k', step: 7, picture: 'data:image/png;base64,AA==' });
    expect(head.bytes).toBeGreaterThan(1000);
    expect(await library.read(id)).toMatchObject({ ...training(7), version: recordVersion });
  });

  it('renames, deletes, and undoes that', async () => {
    const { library, heads, records } = shelfCase();
    const { id } = await library.keep(training(7), about('seven'));
    await library.rename(id, 'sieben');
    expect(names(await library.list())).toEqual(['sieben']);
    const removed = await library.remove(id);
    expect([heads.size, records.size]).toEqual([0, 0]);
    await expect(library.read(id)).rejects.toThrow('not kept here any more');
    await library.putBack(removed);
    expect(names(await library.list())).toEqual(['sieben']);
    expect(await library.read(id)).toMatchObject({ step: 7 });
  });

  it.each([['', 'has no name'], ['   ', 'has no name'], ['x'.repeat(81), 'has 81 characters; at most 80']])('refuses the name "%s"', async (name, message) => {
    const { library, records } = shelfCase();
    await expect(library.keep(training(1), about(name))).rejects.toThrow(message);
    expect(records.size).toBe(0);
    const { id } = await library.keep(training(1), about('one'));
    await expect(library.rename(id, name)).rejects.toThrow(message);
    expect(names(await library.list())).toEqual(['one']);
  });

  it('tells of what is damaged or newer for that one alone, and deletes it too', async () => {
    const { library, heads, records } = shelfCase();
    const { id } = await library.keep(training(7), about('whole'));
    const damaged = await library.keep(training(8), about('damaged'));
    heads.set('newer', { version: 2, of: 'another shape' });
    heads.set('torn', { version: 1, name: 'torn' });
    records.set(damaged.id, { version: recordVersion, experiment: {}, step: 8 });
    const told = names(await library.list());
    expect(told.slice(0, 2).sort()).toEqual(['damaged', 'whole']);
    expect(told.slice(2).sort()).toEqual([expect.stringMatching(/newer version.*format 2; this one reads up to 1.*Reload/), expect.stringMatching(/damaged: dataset.*Delete it/)]);
    await expect(library.read(damaged.id)).rejects.toMatchObject({ message: expect.stringContaining('it has no log'), hint: expect.stringContaining('The others can be opened') });
    records.set(damaged.id, { version: recordVersion + 1 });
    await expect(library.read(damaged.id)).rejects.toMatchObject({ hint: expect.stringContaining('Reload the page') });
    await library.putBack(await library.remove('newer'));
    expect(heads.get('newer')).toEqual({ version: 2, of: 'another shape' });
    for (const gone of ['newer', 'torn', damaged.id]) await library.remove(gone);
    expect(names(await library.list())).toEqual(['whole']);
    expect(await library.read(id)).toMatchObject({ step: 7 });
  });

  it('says that the disk is full, and keeps what there is', async () => {
    const { library, state } = shelfCase();
    const { id } = await library.keep(training(7), about('seven'));
    state.refuse = new DOMException('full', 'QuotaExceededError');
    await expect(library.keep(training(8), about('eight'))).rejects.toMatchObject({ message: '"eight" was not kept. The disk space for this page is full.', hint: expect.stringContaining('Delete a kept training') });
    await expect(library.rename(id, 'other')).rejects.toThrow('"seven" was not renamed. The disk space');
    await expect(library.remove(id)).rejects.toThrow('It was not deleted.');
    expect(names(await library.list())).toEqual(['seven']);
    expect(await library.read(id)).toMatchObject({ step: 7 });
  });

  it('says that a private window keeps nothing', async () => {
    const { library, state } = shelfCase();
    state.deny = new DOMException('no', 'SecurityError');
    await expect(library.list()).rejects.toThrow('The list of kept trainings cannot be read. This window keeps nothing');
    await expect(library.keep(training(1), about('one'))).rejects.toThrow('it is private, or storage is switched off');
  });
});
