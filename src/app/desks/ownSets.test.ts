import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { defaultExperiment, makeRun } from '../../config/experiment.ts';
import type { OwnSetInfo } from '../../worker/own/set.ts';
import type { Engine } from '../engine/engine.ts';
import { EditedSets, leastPulled } from './ownSets.ts';
import { reduce } from '../store/reduce.ts';
import { initialState } from '../store/state.ts';
import type { AppState } from '../store/state.ts';

const set = (number: number): OwnSetInfo => ({ id: `pixels-00000000000${number}`, label: `set ${number}`, kind: 'pixels', classes: [], skipped: [], duplicates: 0, split: null, notes: [], isKept: true });
const [one, two, three] = [1, 2, 3].map(set) as [OwnSetInfo, OwnSetInfo, OwnSetInfo];

/** An engine that makes the sets given, in turn, and notes what is removed. `trained` is the set that is trained on, `aside` one that is kept. */
function edits({ made = [], trained = 'mnist-10k', aside = '' }: { made?: (OwnSetInfo | Error)[]; trained?: string; aside?: string }) {
  const removed: string[] = [];
  const store = createStore<AppState>(() => ({ ...initialState, experiment: { ...defaultExperiment, dataset: trained }, effective: { ...defaultExperiment, dataset: trained } }));
  const trainInstead = vi.fn<(id: string) => Promise<boolean>>(() => Promise.resolve(true));
  const engine = {
    get state() {
      return store.getState();
    },
    dispatch: (action: Parameters<typeof reduce>[1]) => store.setState((held) => reduce(held, action), true),
    asking: () => async () => {
      const next = made.shift();
      if (next instanceof Error) throw next;
      return next;
    },
    refreshOwnSets: () => Promise.resolve(),
    removeOwn: async (id: string) => void removed.push(id),
  };
  const own = new EditedSets(engine as unknown as Engine, { trainInstead, isAside: (id) => id === aside });
  own.show(one);
  return { own, store, removed, trainInstead };
}

const shown = ({ added, addedBefore }: AppState) => [added?.label, addedBefore?.label];

describe('an edit', () => {
  it('is shown and can be undone, once; what was made is removed then', async () => {
    const { own, store, removed } = edits({ made: [two] });
    expect(await own.edit(one, {})).toBe(two);
    expect(shown(store.getState())).toEqual(['set 2', 'set 1']);
    await own.undo();
    await own.undo();
    expect([shown(store.getState()), removed]).toEqual([['set 1', undefined], [two.id]]);
  });

  it('removes the set before when another edit is made and when it is closed', async () => {
    const { own, store, removed } = edits({ made: [two, three] });
    await own.edit(one, {});
    await own.edit(two, {});
    expect([shown(store.getState()), removed]).toEqual([['set 3', 'set 2'], [one.id]]);
    own.show(null);
    await vi.waitFor(() => expect(removed).toEqual([one.id, two.id]));
  });

  it.each([{ trained: one.id }, { aside: one.id }])('leaves what is trained on or kept aside: %o', async (held) => {
    const { own, removed } = edits({ ...held, made: [two] });
    await own.edit(one, {});
    own.show(null);
    await Promise.resolve();
    expect(removed).toEqual([]);
  });

  it('changes nothing where it fails or comes to the same', async () => {
    const { own, store, removed } = edits({ made: [new Error('refused'), one] });
    expect(await own.edit(one, {})).toBeNull();
    expect(await own.edit(one, {})).toBe(one);
    expect([shown(store.getState()), removed]).toEqual([['set 1', undefined], []]);
  });

  it('is trained on in place of the set that is trained on, which stays while that is kept aside', async () => {
    const { own, removed, trainInstead } = edits({ made: [two, three, new Error('refused')], aside: one.id });
    expect(await own.retrain(one.id, {})).toBe(true);
    expect(trainInstead).toHaveBeenLastCalledWith(two.id);
    expect(await own.retrain(two.id, {})).toBe(true);
    expect(removed).toEqual([two.id]);
    expect(await own.retrain(three.id, {})).toBe(false);
    expect(trainInstead).toHaveBeenCalledTimes(2);
  });
});

describe('leastPulled', () => {
  it('is the first run without center loss, else the one with the least', () => {
    expect(leastPulled(defaultExperiment.runs)).toBe(0);
    expect(leastPulled([makeRun('a', 0.1), makeRun('b', 0.01), makeRun('c', 1)])).toBe(1);
  });
});
