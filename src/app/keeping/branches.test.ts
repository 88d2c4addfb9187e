import { describe, expect, it } from 'vitest';
import { browserCase, numbersOf, small } from '../../engineCase.ts';
import { PastEngine } from '../engine/pastEngine.ts';

describe('branches', { timeout: 120_000 }, () => {
  it('are kept on this machine: the next page has them, and goes on with each to the bit', async () => {
    const { options, places } = browserCase();
    const first = new PastEngine(options);
    await first.configure(small);
    await first.step(6);
    const original = await numbersOf(first, 1);
    await first.fork(4, { run: 1, centerWeight: 2, name: 'hard' });
    await first.step(3);
    await first.renameLine(first.state.past.lines[0]!.id, 'as it was');
    const branch = await numbersOf(first, 2);
    const lossesOf = (engine: PastEngine) => engine.state.lossHistory.map(({ step, runs }) => [step, runs] as const);
    const before = lossesOf(first);
    await first.keepNow();
    await expect.poll(() => places.get('branches')).toMatchObject({ present: 'hard', others: [{ name: 'as it was' }] });

    const second = new PastEngine(options);
    await second.memory();
    expect(second.state).toMatchObject({ step: 7, broughtBack: { step: 7 } });
    expect(second.state.past.lines.map(({ name, to }) => [name, to])).toEqual([['as it was', 6], ['hard', 7]]);
    expect(lossesOf(second)).toEqual(before);
    expect(await numbersOf(second, 2)).toEqual(branch);
    await second.goToLine(second.state.past.lines[0]!.id);
    expect(second.state.step).toBe(6);
    expect(await numbersOf(second, 1)).toEqual(original);
    await second.fork(6, { run: 1, centerWeight: 3 });
    expect(second.state.past.lines).toHaveLength(3);
    await expect.poll(() => places.get('branches')).toMatchObject({ present: 'λ 3 from 6', others: [{ name: 'as it was' }, { name: 'hard' }] });
    // A training of its own has none beside it.
    await second.reset();
    await second.step(1);
    await expect.poll(() => places.has('branches')).toBe(false);
    await second.undo();
    await expect.poll(() => places.get('branches')).toMatchObject({ present: 'λ 3 from 6' });
  });

  it('of another format cannot be read: the page says so, keeps the training, and writes over those that are damaged alone', async () => {
    const { options, places } = browserCase();
    const first = new PastEngine(options);
    await first.configure(small);
    await first.step(3);
    await first.keepNow();
    places.set('branches', { version: 99, present: 'x', others: [] });
    const second = new PastEngine(options);
    await second.memory();
    expect(second.state).toMatchObject({ step: 3, past: { lines: [{ name: 'Original' }] }, notice: { kind: 'error', about: 'keeping' } });
    expect(second.state.notice!.message).toContain('format 99');
    // It is of a newer version of the page: nothing of this one takes its place.
    await second.fork(3, { run: 1, centerWeight: 2 });
    await second.step(1);
    await second.keepNow();
    expect(places.get('branches')).toMatchObject({ version: 99 });

    places.set('branches', { version: 1, present: 7 });
    const third = new PastEngine(options);
    await third.memory();
    expect(third.state.notice!.message).toContain('cannot be read');
    await third.fork(third.state.step, { run: 1, centerWeight: 2 });
    await third.step(1);
    await expect.poll(() => places.get('branches')).toMatchObject({ version: 1, others: [{}] });
  });
});
