import { describe, expect, it, vi } from 'vitest';
import { small, startEngine } from '../../engineCase.ts';
import { Engine } from './engine.ts';

/** For what comes by itself, also on a busy machine. */
const soon = { timeout: 90_000 };

const digest = async (engine: Engine) => new Uint8Array((await engine.checkpoint()).bytes);

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
