import { describe, expect, it, vi } from 'vitest';
import { defaultExperiment, makeRun } from '../../config/experiment.ts';
import type { LoggedChange } from '../../config/liveChange.ts';
import { bare } from '../../config/link/shared.ts';
import type { OpenedLink, Shared } from '../../config/link/shared.ts';
import { browserCase } from '../../engineCase.ts';
import { checkedExperiment } from '../../config/validate.ts';
import { decodeCheckpoint, isFiniteCheckpoint } from '../../training/checkpoint/checkpoint.ts';
import { nextTask } from '../../training/waits.ts';
import { sharedOf } from '../sharing/sharing.ts';
import { VisitingEngine } from './visitingEngine.ts';

/** A browser whose pages keep their trainings in one place. */
function browser() {
  const { options, ...rest } = browserCase();
  return { ...rest, page: (arrival?: () => Promise<OpenedLink>) => new VisitingEngine({ ...options, ...(arrival ? { arrival } : {}) }) };
}

const own = { ...defaultExperiment, model: 'direct', batchSize: 8, runs: [makeRun('softmax', 0, 'softmax'), makeRun('center', 0.1, 'center')] };
const weight = (step: number, to: number): LoggedChange => ({ step, change: { kind: 'term', loss: 'center', runs: [1], weight: to, on: true } });
const shared: Shared = { ...bare, experiment: { ...own, seed: 4 }, changes: [weight(2, 1), weight(5, 0.01)], step: 8, axes: 'linked', hiddenClasses: [2] };
const link: OpenedLink = { shared, problems: [] };

/** For what comes by itself, also on a busy machine. */
const soon = { timeout: 90_000 };

async function trained(engine: VisitingEngine): Promise<Uint8Array> {
  await engine.use(own);
  await engine.step(3);
  await engine.memory();
  return digest(engine);
}

const digest = async (engine: VisitingEngine) => new Uint8Array((await engine.checkpoint()).bytes);

describe('a link', { timeout: 120_000 }, () => {
  it('comes to what was shared, to the bit: its live changes are made at their steps, however training gets there', async () => {
    const made = browser().page();
    await made.use(shared.experiment);
    await made.step(2);
    await made.setTerm({ loss: 'center', weight: 1, on: true, runs: [1] });
    await made.step(3);
    await made.setTerm({ loss: 'center', weight: 0.01, on: true, runs: [1] });
    await made.step(3);
    const training = await made.checkpoint();
    const { view, hiddenClasses, stopAt } = { view: 'linked' as const, hiddenClasses: [2], stopAt: null };
    expect(sharedOf(training, { view, hiddenClasses, stopAt })).toEqual(shared);

    const visitor = browser().page();
    await visitor.visit(link);
    expect(visitor.state).toMatchObject({ step: 0, goal: 8, view: 'linked', hiddenClasses: [2], ahead: shared.changes, before: null });
    await visitor.step(4);
    expect(visitor.state).toMatchObject({ ahead: [shared.changes[1]], goal: 8 });
    await visitor.step(4);
    expect(visitor.state).toMatchObject({ ahead: [], goal: null });
    expect(await digest(visitor)).toEqual(new Uint8Array(training.bytes));
    expect(sharedOf(await visitor.checkpoint(), { view, hiddenClasses, stopAt })).toEqual(shared);
  });

  it('comes to the same when the device is lost on the way', async () => {
    const straight = browser().page();
    await straight.visit(link);
    await straight.step(8);
    const { page, lose } = browser();
    const visitor = page();
    await visitor.visit(link);
    await visitor.step(4);
    lose();
    await visitor.step(4);
    expect(await digest(visitor)).toEqual(await digest(straight));
  });

  it('drops what lies ahead when a person changes something themselves', async () => {
    const visitor = browser().page();
    await visitor.visit(link);
    await visitor.step(3);
    await visitor.setTerm({ loss: 'center', weight: 0.2, on: true, runs: [1] });
    await visitor.step(4);
    expect(visitor.state.ahead).toEqual([]);
    expect((await visitor.checkpoint()).log).toEqual([weight(2, 1), weight(3, 0.2)]);
  });

  it('never takes the place of the own training: after a reload both are there, and one press goes back', async () => {
    const { page, places } = browser();
    const first = page();
    const before = await trained(first);
    await first.visit(link);
    await first.step(2);
    await first.memory();
    await vi.waitFor(() => expect([places.get('last'), places.get('visited')]).toMatchObject([{ step: 3 }, { step: 2 }]), soon);
    const second = page();
    await second.memory();
    expect(second.state).toMatchObject({ step: 2, isVisit: true, before: { step: 3 }, ahead: [shared.changes[1]] });
    await second.comeBack();
    expect(second.state).toMatchObject({ step: 3, isVisit: false, before: null, hiddenClasses: [] });
    expect(await digest(second)).toEqual(before);
    await vi.waitFor(() => expect(places.has('visited')).toBe(false), soon);
  });

  it.each(['goes back', 'reloads and goes back'])('and an experiment tried out leave the own training on this machine: a person who %s has it', async (how) => {
    const { page, places } = browser();
    const first = page();
    const before = await trained(first);
    const training = await first.checkpoint();
    await expect(first.tryOut({ dataset: 'mnist' }, training)).rejects.toThrow('MNIST is not here.');
    expect([first.ownTraining, first.state.step, places.has('visited')]).toEqual([null, 3, false]);
    await first.tryOut({ seed: 9 }, training);
    await first.step(1);
    // Another one in the place of the first takes nothing from it.
    await first.tryOut({ seed: 10 }, training);
    await first.step(2);
    await first.memory();
    await vi.waitFor(() => expect([places.get('last'), places.get('visited')]).toMatchObject([{ step: 3, experiment: { seed: 1 } }, { step: 2, experiment: { seed: 10 } }]), soon);
    const last = how === 'goes back' ? first : page();
    await last.memory();
    expect([last.ownTraining, last.state.step]).toMatchObject([{ step: 3 }, 2]);
    await (last === first ? last.endTryOut(training) : last.comeBack());
    expect(await digest(last)).toEqual(before);
    expect([last.ownTraining, last.state.step]).toEqual([null, 3]);
    await vi.waitFor(() => expect([places.get('last'), places.has('visited')]).toMatchObject([{ step: 3 }, false]), soon);
  });

  it('and an experiment take the place of the last copy of a training that has stopped', async () => {
    const { page, lose } = browser();
    const engine = page();
    const before = await trained(engine);
    lose();
    await engine.features();
    lose();
    await vi.waitFor(() => expect(engine.state.phase).toBe('halted'), soon);
    const copy = await engine.toKeep();
    expect(copy).toMatchObject({ step: 3 });
    await engine.tryOut({ seed: 9 }, copy);
    await engine.step(1);
    await engine.endTryOut(copy!);
    expect(await digest(engine)).toEqual(before);
  });

  it('is not stopped where the own training is to stop, nor is a training from a file; the stop is back with it', async () => {
    const engine = browser().page();
    await trained(engine);
    const filed = await engine.checkpoint();
    await engine.setStopAt(5);
    for (const visit of [() => engine.visit(link), () => engine.visitTraining(filed)]) {
      await visit();
      expect(engine.state).toMatchObject({ isVisit: true, stopAt: null });
      await engine.comeBack();
      expect(engine.state).toMatchObject({ isVisit: false, stopAt: 5 });
    }
  });

  it('goes on after a reload where it was to go, with its lesson', async () => {
    const { page, places } = browser();
    const first = page();
    const lesson = { title: 'Pull', text: '', hidden: [], steps: [{ words: 'Train.', task: { kind: 'train' as const, to: 2 } }, { words: 'Look.', task: null }] };
    await first.visit({ shared: { ...shared, lesson }, problems: [] });
    first.dispatch({ type: 'lessonDone', at: 0 });
    first.dispatch({ type: 'lessonTurned', at: 1 });
    await first.step(2);
    await first.memory();
    await vi.waitFor(() => expect(places.get('last')).toMatchObject({ step: 2 }), soon);
    const second = page();
    await second.memory();
    expect(second.state).toMatchObject({ step: 2, goal: 8, before: null, lesson: { lesson, at: 1, done: 1 } });
  });

  it('takes its place when the person says so, and is what a page finds that opens at any moment of that', async () => {
    const { options, places } = browserCase();
    const found: (number | undefined)[] = [];
    const slow = async (done: Promise<void>) => {
      await nextTask();
      await done;
      found.push((['visited', 'last'] as const).map((place) => places.get(place) as { step: number } | undefined).find(Boolean)?.step);
    };
    const { shelf } = options;
    const engine = new VisitingEngine({ ...options, shelf: { ...shelf, write: (record, place) => slow(shelf.write(record, place)), clear: (place) => slow(shelf.clear(place)) } });
    await trained(engine);
    await engine.visit(link);
    await engine.step(2);
    await engine.keepNow();
    found.length = 0;
    await engine.adopt();
    expect([places.get('last'), places.has('visited')]).toMatchObject([{ step: 2 }, false]);
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(found)).toEqual(new Set([2]));
    expect(engine.state).toMatchObject({ step: 2, before: null, isVisit: false });
  });

  it.each(['at once', 'after a reload'])('takes the place of the branches of the own training as well, when the person says so %s', async (when) => {
    const { page, places } = browser();
    const first = page();
    await trained(first);
    await first.fork(2, { run: 1, name: 'pulled' });
    await first.step(2);
    await first.memory();
    await vi.waitFor(() => expect(places.get('branches')).toMatchObject({ present: 'pulled' }), soon);
    await first.visit(link);
    await first.step(2);
    await first.memory();
    await vi.waitFor(() => expect(places.get('visited')).toMatchObject({ step: 2 }), soon);
    const last = when === 'at once' ? first : page();
    await last.memory();
    expect(places.has('branches')).toBe(true);
    await last.adopt();
    await vi.waitFor(() => expect([places.has('branches'), places.has('visited')]).toEqual([false, false]), soon);
    const reloaded = page();
    await reloaded.memory();
    expect(reloaded.state).toMatchObject({ step: 2, experiment: { seed: 4 }, past: { lines: [{ name: 'Original' }] } });
    expect(reloaded.state.past.lines).toHaveLength(1);
  });

  it('in the address is what the page begins with, the kept training aside', async () => {
    const { page, places } = browser();
    const first = page();
    const before = await trained(first);
    await vi.waitFor(() => expect(places.get('last')).toMatchObject({ step: 3 }), soon);
    const second = page(async () => link);
    await second.memory();
    expect(second.state).toMatchObject({ step: 0, experiment: { seed: 4 }, before: { step: 3 }, goal: 8, linksOpened: 1 });
    await second.comeBack();
    expect(await digest(second)).toEqual(before);
  });

  it.each([
    ['cannot be read', () => Promise.reject(new Error('no link')), 'no link'],
    ['needs data that are not there', () => Promise.resolve({ shared: { ...shared, experiment: { ...shared.experiment, dataset: 'mnist' } }, problems: [] }), 'MNIST is not here'],
    ['needs images of its maker', () => Promise.resolve({ shared: { ...shared, experiment: { ...shared.experiment, dataset: 'pixels-0123456789ab' } }, problems: [] }), 'No link carries images'],
  ] as const)('in the address that %s leaves the kept training in effect', async (_what, arrival, message) => {
    const { page, places } = browser();
    const before = await trained(page());
    await vi.waitFor(() => expect(places.get('last')).toMatchObject({ step: 3 }), soon);
    const second = page(arrival);
    await second.memory();
    expect(second.state).toMatchObject({ step: 3, before: null, notice: { about: 'link', kind: 'error', message: expect.stringContaining(message) } });
    expect(await digest(second)).toEqual(before);
    expect(places.get('last')).toMatchObject({ step: 3 });
  });

  it('that cannot be set up leaves the training in effect, and tells why', async () => {
    const engine = browser().page();
    const before = await trained(engine);
    await expect(engine.visit({ shared: { ...shared, experiment: { ...shared.experiment, dataset: 'mnist' } }, problems: [] })).rejects.toThrow('MNIST is not here');
    expect(engine.state).toMatchObject({ step: 3, isVisit: false, before: null, notice: { about: 'link' } });
    expect(await digest(engine)).toEqual(before);
  });
});

describe('a training that has diverged', { timeout: 120_000 }, () => {
  it('is taken elsewhere by its last copy, whose numbers are finite; one that stopped before the first has none', async () => {
    const engine = browser().page();
    const wild = (step: number): LoggedChange => ({ step, change: { kind: 'rates', learningRate: 1e38, centerRate: 0.5 } });
    await engine.use(own, [wild(4)]);
    await engine.step(3);
    await engine.memory();
    await expect(engine.step(20)).rejects.toThrow('became');
    expect(engine.state.halt).toBe('diverged');
    for (const copy of [await engine.copy(), await engine.toKeep()]) {
      expect(copy).toMatchObject({ step: 3, experiment: { seed: 1 } });
      expect(isFiniteCheckpoint(decodeCheckpoint(copy!.bytes, checkedExperiment))).toBe(true);
    }
    // What it diverged by goes with it, at its step.
    expect((await engine.copy()).ahead).toEqual([wild(4)]);
    await engine.use(own, [wild(1)]);
    await expect(engine.step(20)).rejects.toThrow('became');
    await expect(engine.copy()).rejects.toThrow('before a first copy of it was made');
    expect(engine.state).toMatchObject({ halt: 'diverged', notice: { hint: 'Restart it, and train some steps.' } });
  });
});

describe('a step to stop at', { timeout: 120_000 }, () => {
  it('ends what start() began, with a notice, and not what comes after', async () => {
    const engine = browser().page();
    await engine.use(own);
    await engine.setStopAt(5);
    const rests = (step: number) => vi.waitFor(() => expect(engine.state).toMatchObject({ phase: 'resting', step }), soon);
    await engine.start();
    await rests(5);
    expect(engine.state.notice?.message).toBe('Stopped at step 5, as it was set.');
    await engine.start();
    await vi.waitFor(() => expect(engine.state.step).toBeGreaterThan(6), soon);
    await engine.pause();
    await expect(engine.setStopAt(0)).rejects.toThrow('The step to stop at is 0');
  });
});
