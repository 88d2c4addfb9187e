import { describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { Keeper } from './keeper.ts';
import type { Keeping } from './keeper.ts';
import { recordVersion } from './record.ts';
import type { KeptRecord } from './record.ts';
import type { Shelf } from './shelf.ts';
import type { WriterLock } from './writerLock.ts';

const record = (step: number): KeptRecord => ({
  version: recordVersion,
  experiment: defaultExperiment,
  step,
  log: [],
  bytes: new ArrayBuffer(8),
  at: 1000 + step,
  lossHistory: [],
  evaluations: [],
});

/** A shelf in memory; `refuse` makes it fail as a browser would. */
function shelfWith(held?: unknown) {
  const state: { held: unknown; refuse: Error | null; writes: number } = { held, refuse: null, writes: 0 };
  const attempt = async (work: () => void) => {
    state.writes++;
    if (state.refuse) throw state.refuse;
    work();
  };
  const shelf: Shelf = {
    read: async () => {
      if (state.refuse) throw state.refuse;
      return state.held;
    },
    write: (written) => attempt(() => (state.held = written)),
    clear: () => attempt(() => (state.held = undefined)),
  };
  return { shelf, state };
}

/** A lock that the test hands out. */
function lockHeld(held: boolean) {
  let change: (held: boolean) => void = () => {};
  const lock = { held, steal: async () => set(true) };
  const set = (now: boolean) => {
    lock.held = now;
    change(now);
  };
  const request = async (_name: string, onChange: (held: boolean) => void): Promise<WriterLock> => {
    change = onChange;
    return lock;
  };
  return { request, set };
}

function keeperOn(shelf: Shelf, held = true) {
  const said: Keeping[] = [];
  const lock = lockHeld(held);
  return { keeper: new Keeper(shelf, (keeping) => said.push(keeping), lock.request), said, lock };
}

describe('the keeper', () => {
  it('says saved once it is, and gives the training back', async () => {
    const { shelf, state } = shelfWith();
    const { keeper, said } = keeperOn(shelf);
    expect(await keeper.load()).toBeNull();
    keeper.save(record(7));
    expect(said.some(({ status }) => status === 'saved')).toBe(false);
    await keeper.settled();
    expect(said.at(-1)).toEqual({ status: 'saved', step: 7, at: 1007, reason: '' });
    expect(state.held).toMatchObject({ step: 7 });
    expect((await keeperOn(shelf).keeper.load())?.step).toBe(7);
  });

  it('keeps two places apart, and of what comes while it writes the last of each', async () => {
    const places = new Map<string, unknown>();
    const shelf: Shelf = { read: async (place) => places.get(place), write: async (written, place) => void places.set(place, written), clear: async (place) => void places.delete(place) };
    const { keeper } = keeperOn(shelf);
    keeper.save(record(1));
    keeper.save(record(2), 'visited');
    keeper.save(record(3));
    keeper.save(record(4), 'visited');
    await keeper.settled();
    expect([places.get('last'), places.get('visited')]).toMatchObject([{ step: 3 }, { step: 4 }]);
    expect((await keeper.load('visited'))?.step).toBe(4);
    keeper.clear('visited');
    await keeper.settled();
    expect([...places.keys()]).toEqual(['last']);
  });

  it('writes only the last of what comes while it writes', async () => {
    const { shelf, state } = shelfWith();
    const { keeper } = keeperOn(shelf);
    for (const step of [1, 2, 3, 4]) keeper.save(record(step));
    await keeper.settled();
    expect(state.held).toMatchObject({ step: 4 });
    expect(state.writes).toBeLessThanOrEqual(2);
    keeper.save(record(5));
    keeper.clear();
    await keeper.settled();
    expect(state.held).toBeUndefined();
  });

  it.each([
    [new DOMException('full', 'QuotaExceededError'), 'The disk space for this page is full.'],
    [new DOMException('no', 'SecurityError'), 'This window keeps nothing: it is private, or storage is switched off.'],
    [new Error('disk on fire'), 'The browser refused: disk on fire'],
  ])('says why it cannot keep: %s', async (refuse, reason) => {
    const { shelf, state } = shelfWith();
    state.refuse = refuse;
    const { keeper, said } = keeperOn(shelf);
    expect(await keeper.load()).toBeNull();
    keeper.save(record(3));
    await keeper.settled();
    expect(said.at(-1)).toMatchObject({ status: 'failed', reason });
    state.refuse = null;
    keeper.save(record(4));
    await keeper.settled();
    expect(said.at(-1)).toMatchObject({ status: 'saved', step: 4 });
  });

  it('writes nothing while another tab does, until it takes over', async () => {
    const { shelf, state } = shelfWith(record(9));
    const { keeper, said, lock } = keeperOn(shelf, false);
    expect((await keeper.load())?.step).toBe(9);
    keeper.save(record(10));
    await keeper.settled();
    expect(state.held).toMatchObject({ step: 9 });
    expect(said.at(-1)).toMatchObject({ status: 'elsewhere' });
    await keeper.takeOver();
    keeper.save(record(11));
    await keeper.settled();
    expect(state.held).toMatchObject({ step: 11 });
    lock.set(false);
    keeper.save(record(12));
    await keeper.settled();
    expect(said.at(-1)).toMatchObject({ status: 'elsewhere' });
    expect(state.held).toMatchObject({ step: 11 });
  });

  it('refuses a newer format and never writes over it', async () => {
    const { shelf, state } = shelfWith({ ...record(5), version: recordVersion + 1 });
    const { keeper, said } = keeperOn(shelf);
    await expect(keeper.load()).rejects.toThrow(`is of format ${recordVersion + 1}; this page reads up to ${recordVersion}`);
    keeper.save(record(6));
    keeper.clear();
    await keeper.settled();
    expect(state.held).toMatchObject({ version: recordVersion + 1 });
    expect(said.at(-1)).toMatchObject({ status: 'failed' });
  });

  it('reads a record of version 1: two losses by name, and changes of the center loss', async () => {
    const metrics = { name: 'a', testAccuracy: 0.5, withinClassRadius: 1, minCenterDistance: 2, compactness: 0.5, collapsed: false };
    const { shelf } = shelfWith({
      ...record(7),
      version: 1,
      log: [{ step: 3, change: { kind: 'centerTerm', runs: [1], weight: 0.5, on: true } }],
      lossHistory: [{ step: 7, runs: [{ xent: 1, center: 2 }] }],
      evaluations: [{ step: 7, count: 250, runs: [{ ...metrics, xent: 3, center: 4 }] }],
    });
    expect(await keeperOn(shelf).keeper.load()).toEqual({
      ...record(7),
      log: [{ step: 3, change: { kind: 'term', loss: 'center', runs: [1], weight: 0.5, on: true } }],
      lossHistory: [{ step: 7, runs: [{ softmax: 1, center: 2 }] }],
      evaluations: [{ step: 7, count: 250, runs: [{ ...metrics, losses: { softmax: 3, center: 4 } }] }],
    });
  });

  it.each([['text'], [{}], [{ version: 0 }], [{ ...record(1), bytes: 'none' }], [{ ...record(1), lossHistory: null }]])('refuses a damaged record by name, then keeps on: %j', async (held) => {
    const { shelf } = shelfWith(held);
    const { keeper, said } = keeperOn(shelf);
    await expect(keeper.load()).rejects.toThrow('The kept training cannot be read');
    keeper.save(record(2));
    await keeper.settled();
    expect(said.at(-1)).toMatchObject({ status: 'saved', step: 2 });
  });
});

describe('the writer lock', () => {
  it('is given without Web Locks', async () => {
    const { requestWriterLock } = await import('./writerLock.ts');
    expect((await requestWriterLock('x', vi.fn(), undefined)).held).toBe(true);
  });

  it('is given where Web Locks are denied, without asking for ever', async () => {
    const { requestWriterLock } = await import('./writerLock.ts');
    const request = vi.fn<() => Promise<never>>(() => Promise.reject(new DOMException('Locks are denied.', 'SecurityError')));
    expect((await requestWriterLock('x', vi.fn(), { request } as unknown as LockManager)).held).toBe(true);
    expect(request).toHaveBeenCalledTimes(1);
  });
});
