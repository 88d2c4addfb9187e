import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Parts } from '../../projections/projection.ts';
import { inTurns, undisturbed } from './turns.ts';

let clock = 0;

beforeEach(() => {
  clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Counts its parts, each of so many milliseconds. */
function* counted(parts: number, ms: number, done: number[] = []): Parts<string> {
  for (let part = 0; part < parts; part++) {
    clock += ms;
    done.push(part);
    yield;
  }
  return 'made';
}

describe('inTurns', () => {
  it('does little in one turn, and asks nobody', async () => {
    const keepGoing = vi.fn<() => boolean>(() => true);
    expect(await inTurns(counted(3, 2), { keepGoing, rest: 0 })).toBe('made');
    expect(await inTurns(counted(0, 0), undisturbed)).toBe('made');
    expect(keepGoing).not.toHaveBeenCalled();
  });

  it.each([0, 1])('lets others have their turn between parts that take long (rest %d)', async (rest) => {
    const done: number[] = [];
    const seen: number[] = [];
    const work = inTurns(counted(4, 20, done), { keepGoing: () => true, rest });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      seen.push(done.length);
      if (done.length < 4) port2.postMessage(null);
    };
    port2.postMessage(null);
    expect(await work).toBe('made');
    port1.close();
    expect(seen.some((parts) => parts < 4)).toBe(true);
  });

  it('leaves off when it is told to', async () => {
    const done: number[] = [];
    expect(await inTurns(counted(9, 20, done), { keepGoing: () => done.length < 3, rest: 0 })).toBeNull();
    expect(done).toEqual([0, 1, 2]);
  });

  it('fails as the work fails', async () => {
    const failing = function* (): Parts<string> {
      yield;
      throw new Error('broken');
    };
    await expect(inTurns(failing(), undisturbed)).rejects.toThrow('broken');
  });
});
