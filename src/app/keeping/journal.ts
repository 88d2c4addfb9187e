import { checkedLog, type LoggedChange } from '../../config/liveChange.ts';

/** Where short notes are written at once: `localStorage`. */
export type Notes = Pick<Storage, 'getItem' | 'setItem'>;

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

  /** @param copies when copies were kept that the changes may belong to, in milliseconds since 1970. */
  write(copies: readonly number[], { log, ahead }: Changes): void {
    try {
      this.notes?.setItem(key, JSON.stringify({ copies, log, ahead }));
    } catch {
      // Full, or denied meanwhile.
    }
  }

  /** The changes of the training that the copy kept then is of; null where none are noted for it. */
  read(at: number): Changes | null {
    try {
      const noted = JSON.parse(this.notes?.getItem(key) ?? 'null') as { copies: unknown; log: unknown; ahead: unknown } | null;
      return Array.isArray(noted?.copies) && noted.copies.includes(at) ? { log: checkedLog(noted.log), ahead: checkedLog(noted.ahead) } : null;
    } catch {
      return null;
    }
  }
}
