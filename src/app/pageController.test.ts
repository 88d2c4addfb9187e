import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { defaultExperiment } from '../config/experiment.ts';
import type { VisitingEngine } from './engine/visitingEngine.ts';
import { PageController } from './pageController.ts';
import { reduce } from './store/reduce.ts';
import { cheapSteps, initialState } from './store/state.ts';
import type { AppState } from './store/state.ts';

/** An engine that only notes what it is asked for. `failing` names the calls that fail. */
function notedEngine(state: Partial<AppState> = {}) {
  const calls: (readonly unknown[])[] = [];
  const failing = new Set<string>();
  const store = createStore<AppState>(() => ({ ...initialState, phase: 'resting', ...state }));
  const method = (name: string) => async (...given: unknown[]) => {
    calls.push([name, ...given]);
    if (failing.has(name)) throw new Error(`${name} failed`);
    if (name === 'addExamples') return { id: 'mnist', own: null };
    const { step } = store.getState();
    if (name === 'toKeep') return step === 0 ? null : { step, bytes: new ArrayBuffer(0) };
    return 'mnist';
  };
  const names = ['start', 'pause', 'step', 'reset', 'restart', 'configure', 'use', 'restore', 'download', 'addExamples', 'setTerm', 'luck', 'endLuck', 'toKeep', 'tryOut', 'endTryOut', 'adopt'];
  const engine = {
    store,
    get state() {
      return store.getState();
    },
    ownTraining: null,
    dispatch: (action: Parameters<typeof reduce>[1]) => store.setState((held) => reduce(held, action), true),
    ...Object.fromEntries(names.map((name) => [name, method(name)])),
  };
  return { controller: new PageController(engine as unknown as VisitingEngine), calls, failing, store };
}

const long = { step: cheapSteps + 1 };

const discards: [string, (controller: PageController) => Promise<boolean>, string][] = [
  ['Reset', (controller) => controller.reset(), 'reset'],
  ['a new set-up', (controller) => controller.configure({ seed: 2 }), 'configure'],
  ['the draft', (controller) => controller.applyDraft(), 'configure'],
  ['Restore defaults', (controller) => controller.restoreDefaults(), 'use'],
  ['a downloaded set', (controller) => controller.download('mnist'), 'configure'],
  ['dropped files', (controller) => controller.addExamples([]), 'configure'],
];

describe('what throws a training away', () => {
  it.each(discards)('asks first: %s', async (_name, discard, call) => {
    const { controller, calls, store } = notedEngine(long);
    const refused = discard(controller);
    await vi.waitFor(() => expect(store.getState().question?.message).toContain('201 steps'));
    controller.answer(false);
    expect(await refused).toBe(false);
    expect(calls.map(([name]) => name)).not.toContain(call);
    const done = discard(controller);
    await vi.waitFor(() => expect(store.getState().question).not.toBeNull());
    controller.answer(true);
    expect(await done).toBe(true);
    expect(calls.map(([name]) => name)).toContain(call);
    expect(store.getState().question).toBeNull();
  });

  it.each(discards)('does not ask for a short one: %s', async (_name, discard) => {
    const { controller, store } = notedEngine({ step: cheapSteps });
    expect(await discard(controller)).toBe(true);
    expect(store.getState().question).toBeNull();
  });

  it('asks before a restart where that is from step 0, and not where it goes on from the last copy', async () => {
    const diverged = notedEngine({ ...long, phase: 'halted', halt: 'diverged' });
    const refused = diverged.controller.restart();
    await vi.waitFor(() => expect(diverged.store.getState().question?.message).toBe('This throws away 201 steps of training.'));
    diverged.controller.answer(false);
    expect([await refused, diverged.calls]).toEqual([false, []]);
    const lost = notedEngine({ ...long, phase: 'halted', halt: 'deviceLost' });
    expect([await lost.controller.restart(), lost.calls]).toEqual([true, [['restart']]]);
  });

  it('asks before the own training is given up for another one', async () => {
    const { controller, calls, store } = notedEngine({ step: 3, isVisit: true, before: { step: 1234, seen: null } });
    const refused = controller.sharing.adopt();
    expect(store.getState().question).toEqual({ message: 'This gives up your own training at step 1,234, for good.', confirm: 'Give it up', keep: 'Keep both' });
    controller.answer(false);
    expect([await refused, calls]).toEqual([false, []]);
    const done = controller.sharing.adopt();
    controller.answer(true);
    expect([await done, calls]).toEqual([true, [['adopt']]]);
    // Nothing brings it back, however short it was.
    const short = notedEngine({ step: 3, isVisit: true, before: { step: 12, seen: null } });
    const asked = short.controller.sharing.adopt();
    expect(short.store.getState().question?.message).toContain('at step 12, for good');
    short.controller.answer(false);
    expect([await asked, short.calls]).toEqual([false, []]);
  });

  it('answers a question with no when another is asked', async () => {
    const { controller, calls } = notedEngine(long);
    const first = controller.reset();
    const second = controller.restoreDefaults();
    expect(await first).toBe(false);
    controller.answer(true);
    expect(await second).toBe(true);
    expect(calls.map(([name]) => name)).toEqual(['use']);
  });
});

describe('the draft', () => {
  it('is taken over by the press that trains at step 0', async () => {
    const { controller, calls, store } = notedEngine();
    controller.edit({ seed: 7 });
    expect(await controller.start()).toBe(true);
    expect(calls).toEqual([['configure', { seed: 7 }], ['start']]);
    expect(store.getState().draft).toEqual({});
  });

  it('stays, and nothing trains, when it cannot be set up', async () => {
    const { controller, calls, failing, store } = notedEngine();
    failing.add('configure');
    controller.edit({ batchSize: 9000 });
    expect(await controller.step()).toBe(false);
    expect(calls.map(([name]) => name)).toEqual(['configure']);
    expect(store.getState().draft).toEqual({ batchSize: 9000 });
  });

  it('leaves a rate that is set live after it, the one meant', () => {
    const { controller, store } = notedEngine({ step: 3 });
    controller.edit({ optimizer: 'sgd', learningRate: 0.01, seed: 4 });
    store.setState((state) => reduce(state, { type: 'changed', change: { kind: 'rates', learningRate: 1, centerRate: state.experiment.centerRate } }));
    expect(store.getState()).toMatchObject({ draft: { optimizer: 'sgd', seed: 4 }, experiment: { learningRate: 1 } });
    expect(store.getState().draft).not.toHaveProperty('learningRate');
    // A live change of another number leaves it.
    controller.edit({ learningRate: 0.01 });
    store.setState((state) => reduce(state, { type: 'changed', change: { kind: 'rates', learningRate: 1, centerRate: 0.25 } }));
    expect(store.getState().draft).toMatchObject({ learningRate: 0.01 });
  });

  it('waits for its own button once training has begun, and leaves what equals the experiment', async () => {
    const { controller, calls, store } = notedEngine({ step: 3 });
    controller.edit({ seed: 7, batchSize: 64 });
    controller.edit({ seed: defaultExperiment.seed });
    expect(store.getState().draft).toEqual({ batchSize: 64 });
    await controller.start();
    expect(calls).toEqual([['start']]);
  });
});

describe('seeds of an experiment', () => {
  const luck = { kind: 'seeds', experiment: defaultExperiment, steps: 5, seeds: [1, 2, 3], outcomes: [], stage: 'training', trouble: null } as const;

  it.each<[string, (controller: PageController) => Promise<boolean>, string[]]>([
    ['the draft', (controller) => controller.start(), ['endLuck', 'start']],
    ['a question', (controller) => controller.reset(), ['endLuck', 'reset']],
    ['an experiment to try', (controller) => controller.tryOut({}), ['endLuck', 'toKeep', 'tryOut', 'start']],
    ['others', (controller) => controller.luck({ seeds: 3 }), ['endLuck', 'luck']],
  ])('are ended before %s looks at the training', async (_name, act, expected) => {
    const { controller, calls } = notedEngine({ step: 3, luck });
    expect(await act(controller)).toBe(true);
    expect(calls.map(([name]) => name)).toEqual(expected);
  });

  it('take the draft over at step 0', async () => {
    const { controller, calls } = notedEngine();
    controller.edit({ batchSize: 64 });
    expect(await controller.luck({ seeds: 5 })).toBe(true);
    expect(calls).toEqual([['configure', { batchSize: 64 }], ['luck', { seeds: 5 }]]);
  });
});

describe('an experiment to try', () => {
  it('keeps the training for the way back', async () => {
    const { controller, calls, store } = notedEngine({ step: 1234 });
    expect(await controller.tryOut({ change: { seed: 3 }, view: 'locked' })).toBe(true);
    expect(calls.map(([name]) => name)).toEqual(['toKeep', 'tryOut', 'start']);
    expect(store.getState()).toMatchObject({ before: { step: 1234 }, view: 'locked' });
    store.setState({ step: 3 });
    expect(await controller.goBack()).toBe(true);
    expect(calls.at(-1)).toMatchObject(['endTryOut', { step: 1234 }]);
    expect(store.getState()).toMatchObject({ before: null, view: 'follow' });
  });

  it('asks before a long one is left, for the training or for a further one, and not before the first', async () => {
    const { controller, calls, store } = notedEngine(long);
    expect(await controller.tryOut({ change: { seed: 3 } })).toBe(true);
    for (const leave of [() => controller.tryOut({ change: { seed: 4 } }), () => controller.goBack()]) {
      const before = calls.length;
      const refused = leave();
      await vi.waitFor(() => expect(store.getState().question?.message).toBe('This throws away 201 steps of training. Undo brings them back until the page closes.'));
      controller.answer(false);
      expect([await refused, calls.length]).toEqual([false, before]);
      const done = leave();
      await vi.waitFor(() => expect(store.getState().question).not.toBeNull());
      controller.answer(true);
      expect(await done).toBe(true);
    }
    expect(calls.map(([name]) => name)).toEqual(['toKeep', 'tryOut', 'start', 'tryOut', 'start', 'endTryOut']);
  });

  it('starts nothing when it cannot be set up', async () => {
    const { controller, calls, failing, store } = notedEngine();
    failing.add('tryOut');
    expect(await controller.tryOut({ change: {} })).toBe(false);
    expect(calls.map(([name]) => name)).toEqual(['toKeep', 'tryOut']);
    expect(store.getState().before).toBeNull();
  });
});

describe('a lesson that is left', () => {
  const lesson = { lesson: { title: 'Pull', text: '', hidden: [], steps: [{ words: 'Train.', task: null }] }, at: 0, done: 0, answers: {} };

  it('says what stays where there is no training to go back to, and nothing where there is one', () => {
    const alone = notedEngine({ lesson });
    alone.controller.sharing.leaveLesson();
    expect(alone.store.getState()).toMatchObject({ lesson: null, notice: { kind: 'info', message: 'The experiment of the lesson “Pull” stays here.' } });
    const beside = notedEngine({ lesson, before: { step: 6, seen: null } });
    beside.controller.sharing.leaveLesson();
    expect(beside.store.getState()).toMatchObject({ lesson: null, notice: null });
  });
});
