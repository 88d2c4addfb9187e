import { checkedLog, type LoggedChange } from '../../config/liveChange.ts';
import type { KeptRecord } from './record.ts';

/** Where short notes are written at once: `localStorage`. */
export type Notes = Pick<Storage, 'getItem' | 'setItem'>;

/** A copy of a training: when it was kept, in milliseconds since 1970, and at which step. */
export type Copy = Pick<KeptRecord, 'at' | 'step'>;

/** The live changes of a training as they are now: those made, and those to come. */
export interface Changes {
  readonly log: readonly LoggedChange[];
  readonly ahead: readonly LoggedChange[];
}

const key = 'center-loss-playground/changes';

/** The browser's; null where it may not be used, as in a sandboxed frame. */
export function browserNotes(): Notes | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/**
 * Live changes made since the last copy that this machine has of a training. A copy takes the worker and the disk their time; these
 * are written before a change is answered, so that a page which goes at once has lost none. Where nothing can be written they come
 * with the next copy.
 */
export class Journal {
  private readonly notes: Notes | null;

  constructor(notes: Notes | null) {
    this.notes = notes;
  }

  /** @param copies those of the training that this machine may have, the oldest first: what came before that one is in all of them. */
  write(copies: readonly Copy[], { log, ahead }: Changes): void {
    const since = copies[0]?.step ?? 0;
    try {
      this.notes?.setItem(key, JSON.stringify({ copies: copies.map(({ at }) => at), since, log: log.filter(({ step }) => step >= since), ahead }));
    } catch {
      // Full, or denied meanwhile.
    }
  }

  /** The changes of the training that a copy is of; null where none are noted for it. */
  read({ at, log: before }: Pick<KeptRecord, 'at' | 'log'>): Changes | null {
    try {
      const noted = JSON.parse(this.notes?.getItem(key) ?? 'null') as { copies: unknown; since: unknown; log: unknown; ahead: unknown } | null;
      const since = noted?.since;
      if (typeof since !== 'number' || !Array.isArray(noted?.copies) || !noted.copies.includes(at)) return null;
      return { log: [...before.filter(({ step }) => step < since), ...checkedLog(noted.log)], ahead: checkedLog(noted.ahead) };
    } catch {
      return null;
    }
  }
}
