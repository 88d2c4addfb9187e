import { describe, expect, it } from 'vitest';
import { Latest } from './latest.ts';

/** Work that ends when it is told to. */
function heldWork() {
  const done: number[] = [];
  const ends: (() => void)[] = [];
  const latest = new Latest<number>((value) => {
    done.push(value);
    return new Promise((resolve) => ends.push(resolve));
  });
  return { latest, done, end: () => ends.shift()!() };
}

describe('Latest', () => {
  it('does one thing at a time, and of what comes meanwhile the newest alone', async () => {
    const { latest, done, end } = heldWork();
    const all = [1, 2, 3, 4].map((value) => latest.give(value));
    expect(done).toEqual([1]);
    end();
    await Promise.resolve();
    await Promise.resolve();
    expect(done).toEqual([1, 4]);
    end();
    await Promise.all(all);
    void latest.give(5);
    expect(done).toEqual([1, 4, 5]);
  });

  it('forgets what waits', async () => {
    const { latest, done, end } = heldWork();
    const first = latest.give(1);
    void latest.give(2);
    latest.drop();
    end();
    await first;
    expect(done).toEqual([1]);
  });
});
