import { describe, expect, it, vi } from 'vitest';
import { browserCase, small, startEngine } from '../../engineCase.ts';
import { Engine } from './engine.ts';

/** For what comes by itself, also on a busy machine. */
const soon = { timeout: 90_000 };

const digest = async (engine: Engine) => new Uint8Array((await engine.checkpoint()).bytes);

/** A training at rest at step 4, of which there is a copy. */
async function keptAtFour() {
  const started = startEngine((options) => new Engine(options));
  await started.engine.configure(small);
  await started.engine.step(4);
  await started.engine.memory();
  await vi.waitFor(() => expect(started.state().keeping).toMatchObject({ status: 'saved', step: 4 }), soon);
  return started;
}

describe('a training whose GPU is lost', { timeout: 60_000 }, () => {
  it('goes on by itself; lost again within a minute it stops, says what to do, and goes on at a press, to the bit', async () => {
    const straight = startEngine((options) => new Engine(options)).engine;
    await straight.configure(small);
    await straight.step(12);

    const { engine, made, state } = startEngine((options) => new Engine(options));
    await engine.configure(small);
    await engine.step(4);
    made.lose();
    await engine.step(2);
    await engine.memory();
    expect(state()).toMatchObject({ step: 6, phase: 'resting', notice: null });
    await vi.waitFor(() => expect(state().keeping).toMatchObject({ status: 'saved', step: 6 }), soon);

    const cut = engine.step(100_000).then(() => 'reached', String);
    await vi.waitFor(() => expect(state().phase).toBe('running'), soon);
    made.lose();
    expect(await cut).toContain('The GPU device was lost twice within a minute.');
    await vi.waitFor(() => expect(state()).toMatchObject({ phase: 'halted', halt: 'deviceLost', notice: { message: expect.stringContaining('twice within a minute'), hint: expect.stringContaining('Press Restart') } }), soon);
    expect(made.held).toMatchObject({ step: 6 });
    // What the page says meanwhile, and a set-up that fails, are no reason to begin anew.
    await expect(engine.configure({ dataset: 'mnist' })).rejects.toThrow('MNIST is not here.');
    engine.dispatch({ type: 'noticeDismissed' });
    expect(state()).toMatchObject({ phase: 'halted', halt: 'deviceLost', notice: null });

    await engine.restart();
    expect(state()).toMatchObject({ step: 6, phase: 'resting', halt: null, notice: null });
    await engine.step(6);
    expect(await digest(engine)).toEqual(await digest(straight));
  });
});

describe('a training whose worker stops', { timeout: 60_000 }, () => {
  it('can be restarted from its last copy where the next worker cannot bring it back', async () => {
    const { engine, made, state } = await keptAtFour();
    const before = await digest(engine);
    made.refuse();
    made.crash();
    await vi.waitFor(() => expect(state()).toMatchObject({ phase: 'halted', halt: 'deviceLost', notice: { message: 'No backend can train here.' } }), soon);
    await expect(engine.step(1)).rejects.toThrow('No experiment is set up yet.');
    await engine.restart();
    expect(state()).toMatchObject({ step: 4, phase: 'resting', notice: null });
    expect(await digest(engine)).toEqual(before);
  });
});

const weight = (to: number) => ({ loss: 'center', weight: to, on: true });

describe('live changes', { timeout: 60_000 }, () => {
  it('made at rest are there after a reload at once', async () => {
    const { options, places } = browserCase();
    let lands = true;
    const { shelf } = options;
    const first = new Engine({ ...options, shelf: { ...shelf, write: (record, place) => (lands ? shelf.write(record, place) : new Promise(() => {})) } });
    await first.configure(small);
    await first.step(4);
    await first.memory();
    await vi.waitFor(() => expect(first.state.keeping).toMatchObject({ status: 'saved', step: 4 }), soon);
    lands = false;
    await first.setTerm(weight(0.7));
    await first.setRates({ learningRate: 0.002, centerRate: 0.5 });
    const second = new Engine(options);
    expect(places.get('last')).toMatchObject({ step: 4, log: [] });
    await second.memory();
    expect(second.state).toMatchObject({ step: 4, ahead: [], experiment: { learningRate: 0.002, runs: [{}, { objective: [{}, { weight: 0.7 }] }] } });
    expect(await digest(second)).toEqual(await digest(first));
  });

  it('made while it trains, since the last copy, are made again at their steps after a reload, to the bit', async () => {
    const { options } = browserCase();
    const first = new Engine(options);
    await first.configure(small);
    await first.step(4);
    await first.memory();
    await vi.waitFor(() => expect(first.state.keeping).toMatchObject({ status: 'saved', step: 4 }), soon);
    await first.setSpeed(50);
    await first.start();
    await vi.waitFor(() => expect(first.state.step).toBeGreaterThan(6), soon);
    await first.setTerm(weight(0.2));
    const { log } = first.state;
    const second = new Engine(options);
    await second.memory();
    expect([...second.state.log, ...second.state.ahead]).toEqual(log);
    await first.pause();
    const { step } = await first.checkpoint();
    await second.step(step - second.state.step);
    expect(await digest(second)).toEqual(await digest(first));
  });

  it('made while a copy is being written are there after a reload, whichever copy that finds', async () => {
    const { options, places } = browserCase();
    const { shelf, notes } = options;
    let lands = true;
    const written: unknown[] = [];
    const first = new Engine({ ...options, shelf: { ...shelf, write: (record, place) => (written.push(record), lands ? shelf.write(record, place) : new Promise(() => {})) } });
    await first.configure(small);
    await first.step(4);
    await first.memory();
    await vi.waitFor(() => expect(first.state.keeping).toMatchObject({ status: 'saved', step: 4 }), soon);
    lands = false;
    await first.step(2);
    await first.memory();
    await first.setTerm(weight(0.7));
    expect([places.get('last'), written.at(-1)]).toMatchObject([{ step: 4 }, { step: 6 }]);
    for (const record of [places.get('last'), written.at(-1)]) {
      const second = new Engine({ ...options, shelf: { ...shelf, read: async (place) => (place === 'last' ? record : undefined), write: async () => {} }, notes: { ...notes!, setItem: () => {} } });
      await second.memory();
      const { step } = second.state;
      expect([step, second.state.ahead.length]).toEqual(step === 4 ? [4, 1] : [6, 0]);
      await second.step(7 - step);
      expect((await second.checkpoint()).log).toMatchObject([{ step: 6, change: { weight: 0.7 } }]);
    }
    // A page that goes again before a copy of its own has landed.
    const between = new Engine({ ...options, shelf: { ...shelf, write: () => new Promise(() => {}) } });
    await between.memory();
    await between.setTerm(weight(0.9));
    const last = new Engine(options);
    await last.memory();
    expect(last.state).toMatchObject({ step: 4, ahead: [], log: [{ step: 4, change: { weight: 0.9 } }] });
  });

  it('noted of another copy, or unreadable, are not taken; nor does it matter that nothing can be noted', async () => {
    const { options, places, noted } = browserCase();
    const first = new Engine(options);
    await first.configure(small);
    await first.step(4);
    await first.memory();
    await vi.waitFor(() => expect(first.state.keeping).toMatchObject({ status: 'saved', step: 4 }), soon);
    const { at } = places.get('last') as { at: number };
    const entry = { step: 4, change: { kind: 'term', loss: 'center', runs: [1], weight: 0.7, on: true } };
    const denied = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    for (const [note, weightThen] of [[{ copies: [at], since: 4, log: [entry], ahead: [] }, 0.7], [{ copies: [at - 1], since: 4, log: [entry], ahead: [] }, 0.1], [{ copies: [at], since: 4, log: [{ step: 4 }], ahead: [] }, 0.1], ['{', 0.1], [null, 0.1]] as const) {
      noted.set('center-loss-playground/changes', typeof note === 'string' ? note : JSON.stringify(note));
      const page = new Engine({ ...options, shelf: { ...options.shelf, write: async () => {} }, ...(note === null ? { notes: { getItem: denied, setItem: denied } } : {}) });
      await page.memory();
      expect(page.state).toMatchObject({ step: 4, notice: null, experiment: { runs: [{}, { objective: [{}, { weight: weightThen }] }] } });
      await page.setTerm(weight(0.3));
    }
  });

  it('of another training than this machine has a copy of are not noted as its', async () => {
    const { options, places } = browserCase();
    let writes = true;
    const { shelf } = options;
    const first = new Engine({ ...options, shelf: { ...shelf, write: (record, place) => (writes ? shelf.write(record, place) : new Promise(() => {})) } });
    await first.configure(small);
    await first.step(4);
    const four = await first.checkpoint();
    await first.step(4);
    await first.memory();
    await vi.waitFor(() => expect(first.state.keeping).toMatchObject({ status: 'saved', step: 8 }), soon);
    writes = false;
    await first.restore(four);
    await first.setTerm(weight(0.7));
    const second = new Engine(options);
    await second.memory();
    expect(places.get('last')).toMatchObject({ step: 8 });
    expect(second.state).toMatchObject({ step: 8, log: [], experiment: { runs: [{}, { objective: [{}, { weight: 0.1 }] }] } });
  });

  it('made while training has stopped are in effect after Restart', async () => {
    const { engine, made, state } = await keptAtFour();
    await engine.step(1);
    made.lose();
    await engine.features();
    made.lose();
    await vi.waitFor(() => expect(state().phase).toBe('halted'), soon);
    await engine.setTerm(weight(0.7));
    await engine.restart();
    expect(state()).toMatchObject({ phase: 'resting', ahead: [], experiment: { runs: [{}, { objective: [{}, { weight: 0.7 }] }] } });
    expect((await engine.checkpoint()).log).toMatchObject([{ step: state().step, change: { weight: 0.7 } }]);
  });

  it('made since the last copy are made again where a worker that stopped is brought back: those at its step at once, later ones at theirs, to the bit', async () => {
    const { engine, made, state } = await keptAtFour();
    await engine.setTerm(weight(0.7));
    await engine.setSpeed(50);
    await engine.start();
    for (const to of [0.2, 0.3]) {
      const { step } = state();
      await vi.waitFor(() => expect(state().step).toBeGreaterThan(step + 1), soon);
      await engine.setTerm(weight(to));
    }
    const { log } = state();
    expect(log.map(({ step, change }) => [step > 4, change])).toMatchObject([[false, { weight: 0.7 }], [true, { weight: 0.2 }], [true, { weight: 0.3 }]]);
    made.crash();
    await vi.waitFor(() => expect(state()).toMatchObject({ phase: 'running', notice: { message: expect.stringContaining('It was started again') } }), soon);
    await vi.waitFor(() => expect(state().ahead).toEqual([]), soon);
    await engine.pause();
    const training = await engine.checkpoint();
    expect(training.log).toEqual(log);

    const straight = startEngine((options) => new Engine(options)).engine;
    await straight.configure(small);
    for (const { step, change } of log) {
      if (step > straight.state.step) await straight.step(step - straight.state.step);
      if (change.kind === 'term') await straight.setTerm(change);
    }
    await straight.step(training.step - straight.state.step);
    expect(await digest(straight)).toEqual(new Uint8Array(training.bytes));
  });

  it('made since then while it stands still show at once', async () => {
    const { engine, made, state } = await keptAtFour();
    await engine.setTerm(weight(0.7));
    made.crash();
    await vi.waitFor(() => expect(state().notice?.message).toContain('It was started again'), soon);
    expect(state()).toMatchObject({ step: 4, phase: 'resting', ahead: [], log: [{ step: 4, change: { weight: 0.7 } }], experiment: { runs: [{}, { objective: [{}, { weight: 0.7 }] }] } });
  });
});

describe('a training that was set up a moment ago', { timeout: 60_000 }, () => {
  it('is what a worker that stops then is brought back to, not the one before it', async () => {
    const { engine, made, state } = startEngine((options) => new Engine(options));
    await engine.configure(small);
    await engine.step(4);
    const four = await engine.checkpoint();
    await engine.step(4);
    await engine.memory();
    await vi.waitFor(() => expect(state().keeping).toMatchObject({ status: 'saved', step: 8 }), soon);
    await engine.restore(four);
    made.crash();
    await vi.waitFor(() => expect(state().notice?.message).toContain('It was started again'), soon);
    expect(state()).toMatchObject({ step: 4, phase: 'resting' });
    expect(await digest(engine)).toEqual(new Uint8Array(four.bytes));
  });
});

describe('a page that opens where nothing can train', { timeout: 60_000 }, () => {
  it('has the training that is kept at a press once it can, and never throws it away', async () => {
    const { options, places, refuse } = browserCase();
    const first = new Engine(options);
    await first.configure(small);
    await first.step(4);
    await first.memory();
    await vi.waitFor(() => expect(places.get('last')).toMatchObject({ step: 4 }), soon);
    const kept = await digest(first);

    refuse();
    const second = new Engine(options);
    await vi.waitFor(() => expect(second.state).toMatchObject({ phase: 'halted', notice: { message: 'No backend can train here.' } }), soon);
    refuse();
    await second.restart();
    expect(second.state).toMatchObject({ phase: 'halted', notice: { message: 'No backend can train here.' } });
    await second.restart();
    expect(second.state).toMatchObject({ step: 4, phase: 'resting', broughtBack: { step: 4 }, notice: null });
    expect(await digest(second)).toEqual(kept);

    refuse();
    const third = new Engine(options);
    await vi.waitFor(() => expect(third.state.phase).toBe('halted'), soon);
    await third.configure({ ...small, seed: 7 });
    expect([third.state.step, places.get('last')]).toMatchObject([0, { step: 4, experiment: { seed: 1 } }]);
    await third.step(1);
    await third.memory();
    await vi.waitFor(() => expect(places.get('last')).toMatchObject({ step: 1, experiment: { seed: 7 } }), soon);
  });
});
