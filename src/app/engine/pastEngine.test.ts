import { describe, expect, it } from 'vitest';
import { effectiveWeight } from '../../config/experiment.ts';
import { sharedOf } from '../sharing/sharing.ts';
import type { DrawnSnapshot } from '../store/snapshotFeed.ts';
import { numbersOf, small, startEngine } from '../../engineCase.ts';
import { PastEngine } from './pastEngine.ts';

/** How a request is refused. */
const refusal = (request: Promise<unknown>) => request.then(() => 'not refused', String);

/** An engine whose training is at a step, with every picture that was drawn on the page. */
async function trained(steps: number) {
  const started = startEngine((options) => new PastEngine(options));
  const { engine, state } = started;
  const drawn: DrawnSnapshot[] = [];
  engine.snapshots.subscribe((snapshot) => drawn.push(snapshot));
  await engine.configure(small);
  for (let step = 0; step < steps; step += 2) {
    await engine.step(2);
    await engine.memory();
  }
  return { ...started, drawn, state, losses: () => state().lossHistory.map(({ step, runs }) => [step, runs] as const) };
}

describe('the past', { timeout: 120_000 }, () => {
  it('shows what was drawn at a step while training goes on, and comes back', async () => {
    const { engine, state, drawn } = await trained(8);
    const { steps } = state().past;
    // On a busy machine there are pictures between these, too.
    expect(steps).toEqual(expect.arrayContaining([0, 2, 4, 6, 8]));
    const at = Math.max(...steps.filter((step) => step <= 5));
    expect(await engine.show(5)).toBe(at);
    expect(drawn.at(-1)!.step).toBe(at);
    expect(state().shown).toBe(at);
    await engine.step(2);
    await engine.memory();
    expect(drawn.at(-1)!.step).toBe(at);
    await engine.show(null);
    expect(drawn.at(-1)!.step).toBe(10);
    expect(state().shown).toBeNull();
    expect(await refusal(engine.show(Number.NaN))).toContain('a number or null');
  });

  it('forks without a change to the same numbers to the bit, also where live changes lie on the way', async () => {
    const { engine, state, losses } = await trained(4);
    await engine.setTerm({ loss: 'center', weight: 0.7, on: true });
    await engine.step(3);
    await engine.setRates({ learningRate: 0.002, centerRate: 0.25 });
    await engine.step(5);
    await engine.memory();
    const before = losses();
    const original = await numbersOf(engine, 1);
    for (const step of [12, 6, 4, 0]) {
      const name = await engine.fork(step, { run: 'center' });
      expect(name).toBe(`center from ${step}`);
      expect(state()).toMatchObject({ step, phase: 'resting', shown: null });
      expect(losses()).toEqual(before.filter(([at]) => at <= step).map(([at, runs]) => [at, [...runs, runs[1]]]));
      await engine.goToLine(state().past.lines[0]!.id);
    }
    // The changes came at steps 4 and 7: from step 7 on nothing differs but what is trained.
    await engine.fork(8, { run: 'center' });
    await engine.step(4);
    await engine.memory();
    expect(await numbersOf(engine, 1)).toEqual(original);
    expect(await numbersOf(engine, 2)).toEqual(original);
    expect(losses()).toEqual(before.map(([at, runs]) => [at, [...runs, runs[1]]]));
  });

  it('forks a run with another objective on the same batches, and the original is gone back to', async () => {
    const { engine, state, losses } = await trained(6);
    const before = losses();
    const [softmax, center] = [await numbersOf(engine, 0), await numbersOf(engine, 1)];
    const name = await engine.fork(2, { run: 0, centerWeight: 1 });
    expect(name).toBe('λ 1 from 2');
    expect(state().effective.runs.map((run) => run.name)).toEqual(['softmax', 'center', 'λ 1 from 2']);
    await engine.step(4);
    await engine.memory();
    expect(losses().map(([at, runs]) => [at, runs.slice(0, 2)])).toEqual(before);
    expect([await numbersOf(engine, 0), await numbersOf(engine, 1)]).toEqual([softmax, center]);
    const branch = losses().at(-1)![1][2]!;
    expect(branch['softmax']).not.toBe(losses().at(-1)![1][0]!['softmax']);
    // A branch of the branch, from before the first fork, is one of the original.
    await engine.fork(0, { run: 'λ 1 from 2', name: 'other', objective: [{ loss: 'softmax' }, { loss: 'ring' }] });
    expect(state().past.lines.map(({ parent, from }) => [parent === state().past.lines[0]!.id, from])).toEqual([[false, 0], [true, 2], [true, 0]]);
    expect(state().effective.runs.map((run) => run.name)).toEqual(['softmax', 'center', 'other', 'other'].slice(0, 2).concat(['other']));
    await engine.step(1);
    await engine.goToLine(state().past.lines[0]!.id);
    await engine.memory();
    expect(state()).toMatchObject({ step: 6 });
    expect(losses()).toEqual(before);
    expect(await numbersOf(engine, 1)).toEqual(center);
  });

  it('forks a run with rates of its own, which live changes of the others leave alone', async () => {
    const { engine, state } = await trained(2);
    await engine.configure({ learningRate: 0.001, centerRate: 0.25 });
    await engine.step(4);
    const slow = await numbersOf(engine, 1);
    await engine.configure({ learningRate: 0.005, centerRate: 0.5 });
    expect(await engine.fork(0, { run: 1, learningRate: 0.001, centerRate: 0.25 })).toBe('rate 0.001, center rate 0.25 from 0');
    expect(state().effective.runs[2]!.rates).toEqual({ learningRate: 0.001, centerRate: 0.25 });
    await engine.step(1);
    await engine.setRates({ learningRate: 0.1, centerRate: 1 });
    await engine.step(3);
    expect(await numbersOf(engine, 2)).toEqual(slow);
    expect(await numbersOf(engine, 1)).not.toEqual(slow);
    expect(await refusal(engine.fork(2, { learningRate: 7 }))).toContain('learningRate is 7');
  });

  it('shows the pictures of before a fork in the runs after it', async () => {
    const { engine, state, drawn } = await trained(6);
    await engine.show(4);
    const original = drawn.at(-1)!;
    await engine.fork(4, { run: 1, centerWeight: 0 });
    await engine.step(2);
    await engine.memory();
    expect(state().past.steps).toEqual(expect.arrayContaining([0, 2, 4, 6]));
    await engine.show(2);
    expect(drawn.at(-1)!.runs.map(({ name }) => name)).toEqual(['softmax', 'center', 'λ 0 from 4']);
    await engine.show(4);
    expect(drawn.at(-1)!.runs[2]!.points).toEqual(original.runs[1]!.points);
  });

  it('changes the runs beside a branch again as they were, until something else is changed', async () => {
    const { engine, losses } = await trained(4);
    await engine.setTerm({ loss: 'center', weight: 0.7, on: true });
    await engine.step(4);
    const before = losses();
    await engine.fork(2, { run: 1, centerWeight: 2 });
    await engine.step(6);
    await engine.memory();
    expect(losses().map(([step, runs]) => [step, runs.slice(0, 2)])).toEqual(before);
    expect(engine.state.effective.runs.map((run) => effectiveWeight(run, 'center'))).toEqual([0, 0.7, 2]);
    await engine.fork(2, { run: 1, centerWeight: 3 });
    await engine.setTerm({ runs: [1], loss: 'center', weight: 0.2, on: true });
    await engine.step(4);
    expect(engine.state.effective.runs.map((run) => effectiveWeight(run, 'center'))).toEqual([0, 0.2, 2, 3]);
  });

  it.each([6, 0])('comes from step 0 on to the same numbers to the bit where a branch off step %i has another weight alone', async (step) => {
    const { engine, state } = await trained(4);
    await engine.setTerm({ loss: 'center', weight: 0.7, on: true });
    await engine.step(4);
    await engine.fork(step, { run: 1, centerWeight: 2 });
    await engine.step(10 - step);
    const { experiment, changes } = sharedOf(await engine.checkpoint(), state());
    expect(changes.map((entry) => entry.step)).toEqual(step === 0 ? [4] : [4, 6]);
    const again = startEngine((options) => new PastEngine(options)).engine;
    await again.use(experiment, changes);
    await again.step(10);
    for (const run of [0, 1, 2]) expect(await numbersOf(again, run)).toEqual(await numbersOf(engine, run));
    // Other losses, begun in between, are no live change.
    await engine.fork(5, { run: 1, objective: [{ loss: 'softmax' }, { loss: 'ring' }] });
    expect((await engine.checkpoint()).begun).toBeNull();
  });

  it('goes on measuring as many images as before, in a branch and in what is gone back to', async () => {
    const { engine, state } = await trained(4);
    const counted = async () => [(await engine.checkpoint()).sample, state().evaluation!.count];
    expect(await counted()).toEqual([null, 9]);
    await engine.restore({ ...(await engine.checkpoint()), sample: -0.5 });
    expect(await counted()).toEqual([null, 9]);
    await engine.restore({ ...(await engine.checkpoint()), sample: 4 });
    expect(await counted()).toEqual([4, 4]);
    await engine.step(4);
    await engine.memory();
    expect(await counted()).toEqual([4, 4]);
    await engine.fork(6, { run: 1, centerWeight: 2 });
    expect(await counted()).toEqual([4, 4]);
    await engine.goToLine(state().past.lines[0]!.id);
    expect(await counted()).toEqual([4, 4]);
  });

  it('is called by other names, and at the present step shows the present', async () => {
    const { engine, state } = await trained(4);
    await engine.fork(2, { run: 1, centerWeight: 2 });
    const [original, branch] = state().past.lines;
    await engine.renameLine(branch!.id, '  pulled hard ');
    expect(state().past.lines.map(({ name }) => name)).toEqual([original!.name, 'pulled hard']);
    expect(await refusal(engine.renameLine(original!.id, ' '))).toContain('has no name');
    expect(await refusal(engine.renameLine(99, 'x'))).toContain('There is no training 99');
    expect(state().past.lines).toHaveLength(2);
    expect(await engine.show(2)).toBe(2);
    expect(state().shown).toBeNull();
    expect(await engine.show(0)).toBe(0);
    expect(state().shown).toBe(0);
  });

  it('tells with every picture those that led to it, also where it is looked at out of turn', async () => {
    const { engine, drawn } = await trained(8);
    const ledBy = () => drawn.at(-1)!.ledBy!.map(({ step }) => step);
    const before = (step: number) => engine.state.past.steps.filter((other) => other > 0 && other < step);
    await engine.show(4);
    expect(ledBy()).toEqual(before(4));
    await engine.show(null);
    expect(drawn.at(-1)!.step).toBe(8);
    expect(ledBy()).toEqual(before(8));
    const later: DrawnSnapshot[] = [];
    engine.snapshots.subscribe((snapshot) => later.push(snapshot));
    expect(later[0]!.ledBy).toHaveLength(before(8).length);
    await engine.configure({ seed: 3 });
    expect(ledBy()).toEqual([]);
  });

  it('undoes a reset, another set-up and a removal, in turn', async () => {
    const { engine, state, losses } = await trained(6);
    const before = losses();
    const numbers = await numbersOf(engine, 1);
    await engine.fork(2, { centerWeight: 2 });
    await engine.step(2);
    const [original, branch] = state().past.lines;
    await engine.goToLine(original!.id);
    await engine.removeLine(branch!.id);
    expect(state().past).toMatchObject({ lines: [{ id: original!.id }], undo: `Removing “${branch!.name}”` });
    await engine.reset();
    expect(state()).toMatchObject({ step: 0, past: { undo: 'Reset' } });
    await engine.undo();
    expect(state()).toMatchObject({ step: 6, phase: 'resting', broughtBack: null });
    expect(losses()).toEqual(before);
    expect(await numbersOf(engine, 1)).toEqual(numbers);
    await engine.undo();
    expect(state().past.lines.map(({ id }) => id)).toEqual([original!.id, branch!.id]);
    await engine.configure({ seed: 5 });
    await engine.step(1);
    expect(state().past.undo).toBe('Another set-up');
    await engine.undo();
    expect(state()).toMatchObject({ step: 6, effective: { seed: 1 } });
    // What an undo takes the place of can be had again.
    await engine.undo();
    expect(state()).toMatchObject({ step: 1, effective: { seed: 5 } });
  });

  it('leaves everything as it is when a way back is cancelled', async () => {
    const { engine, state } = await trained(6);
    await engine.fork(4);
    await engine.step(40);
    const before = await engine.checkpoint();
    const telling = new Promise<void>((resolve) => {
      const leave = engine.store.subscribe(({ preparing }) => {
        if (!preparing?.what.startsWith('Training again')) return;
        leave();
        resolve();
      });
    });
    // All of the way is trained again: nothing is kept between.
    const forked = refusal(engine.fork(43));
    await telling;
    await engine.cancelSetUp();
    expect(await forked).toContain('was cancelled');
    expect(state()).toMatchObject({ step: 44, phase: 'resting', notice: null });
    expect(state().past.lines).toHaveLength(2);
    expect(new Uint8Array((await engine.checkpoint()).bytes)).toEqual(new Uint8Array(before.bytes));
    await engine.step(1);
    expect(state().step).toBe(45);
  });

  it('names what a fork cannot be, and leaves everything as it is', async () => {
    const { engine, state } = await trained(2);
    const before = await engine.checkpoint();
    expect(await refusal(engine.fork(3, {}))).toContain('no step 3');
    expect(await refusal(engine.fork(1.5, {}))).toContain('no step 1.5');
    expect(await refusal(engine.fork(1, { run: 'nobody' }))).toContain('no run "nobody"');
    expect(await refusal(engine.fork(1, { centerWeight: -1 }))).toContain('centerWeight');
    expect(await refusal(engine.fork(1, { colour: 'red' } as object))).toContain('cannot change "colour"');
    expect(await refusal(engine.fork(1, { name: 'center' }))).toContain('There is a run “center” already');
    expect(await refusal(engine.goToLine(99))).toContain('no training 99');
    expect(new Uint8Array((await engine.checkpoint()).bytes)).toEqual(new Uint8Array(before.bytes));
    expect(state()).toMatchObject({ step: 2, phase: 'resting' });
  });
});
