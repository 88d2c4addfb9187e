import { describe, expect, it, vi } from 'vitest';
import { browserCase, small } from '../../engineCase.ts';
import { VisitingEngine } from '../engine/visitingEngine.ts';
import { TryOuts } from './tryOuts.ts';

/** For what comes by itself, also on a busy machine. */
const soon = { timeout: 90_000 };

const digest = async (engine: VisitingEngine) => new Uint8Array((await engine.checkpoint()).bytes);

describe('an experiment tried out', { timeout: 120_000 }, () => {
  it('leads back to the own training however many there were and whether the page was reloaded in one', async () => {
    const { options, places } = browserCase();
    const first = new VisitingEngine(options);
    await first.configure(small);
    await first.step(3);
    await first.memory();
    const own = await digest(first);
    expect(await new TryOuts(first).tryOut({ change: { seed: 9 } })).toBe(true);
    await vi.waitFor(() => expect(first.state.step).toBeGreaterThan(1), soon);
    await first.pause();
    await first.memory();
    await vi.waitFor(() => expect(places.get('visited')).toMatchObject({ step: first.state.step }), soon);

    const second = new VisitingEngine(options);
    await second.memory();
    expect(second.state).toMatchObject({ isVisit: true, before: { step: 3 }, experiment: { seed: 9 } });
    const tryOuts = new TryOuts(second);
    for (const seed of [10, 11]) {
      expect(await tryOuts.tryOut({ change: { seed } })).toBe(true);
      expect(second.state).toMatchObject({ before: { step: 3 }, experiment: { seed } });
    }
    expect(await tryOuts.goBack()).toBe(true);
    expect(second.state).toMatchObject({ step: 3, before: null, isVisit: false });
    expect(await digest(second)).toEqual(own);
  });
});
