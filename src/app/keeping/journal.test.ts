import { describe, expect, it } from 'vitest';
import type { LoggedChange } from '../../config/liveChange.ts';
import { Journal } from './journal.ts';

const change = (step: number): LoggedChange => ({ step, change: { kind: 'rates', learningRate: 0.01 / step, centerRate: 0.5 } });

describe('noted changes', () => {
  it('are those that the copies lack: a long log is not written at each of them, and is whole when read', () => {
    let noted = '';
    const journal = new Journal({ getItem: () => noted, setItem: (_key, value) => void (noted = value) });
    const log = Array.from({ length: 5000 }, (_, i) => change(i + 1));
    journal.write([{ at: 7, step: 4990 }, { at: 9, step: 4995 }], { log, ahead: [change(6000)] });
    expect(JSON.parse(noted)).toMatchObject({ copies: [7, 9], log: { length: 11 } });
    for (const [at, step] of [[7, 4990], [9, 4995]] as const) expect(journal.read({ at, log: log.slice(0, step) })).toEqual({ log, ahead: [change(6000)] });
    expect(journal.read({ at: 8, log })).toBeNull();
  });
});
