import type { ForkWish } from './past/forkWish.ts';
import type { DrawnSnapshot } from './store/snapshotFeed.ts';
import { settled } from './settled.ts';

/** What the page does with the past. As in `Controller`, failures become a notice and none of the promises rejects. */
export interface PastDoor {
  /** Shows a step of the past, or the last picture before it; null is the present. Training goes on meanwhile. */
  show(step: number | null): void;
  /** All pictures kept of the training in effect, by their steps. */
  pictures(): readonly DrawnSnapshot[];
  /** Goes on from a step another way, beside what there is, and trains. What was there stays in the past. */
  fork(step: number, wish: ForkWish): Promise<boolean>;
  /** Goes on with another training of the past, by its number. */
  goToLine(id: number): Promise<boolean>;
  /** Takes a training that is not in effect out of the past. */
  removeLine(id: number): void;
  /** Calls a training of the past by another name. */
  renameLine(id: number, name: string): void;
  /** Takes the last reset, set-up or removal back. */
  undo(): Promise<boolean>;
  /** Ends a way back to a step of the past; the training before stands. */
  cancelSetUp(): void;
}

/** What the page needs of the engine for that. */
interface PastParts {
  readonly pictures: readonly DrawnSnapshot[];
  show(step: number | null): Promise<unknown>;
  fork(step: number, wish: ForkWish): Promise<unknown>;
  goToLine(id: number): Promise<unknown>;
  removeLine(id: number): Promise<unknown>;
  renameLine(id: number, name: string): Promise<unknown>;
  undo(): Promise<unknown>;
  cancelSetUp(): Promise<unknown>;
}

/** That over an engine. */
export class PastActions implements PastDoor {
  private readonly engine: PastParts;
  private readonly start: () => Promise<boolean>;

  /** @param start trains the training in effect. */
  constructor(engine: PastParts, start: () => Promise<boolean>) {
    this.engine = engine;
    this.start = start;
  }

  show(step: number | null): void {
    void settled(this.engine.show(step));
  }

  pictures(): readonly DrawnSnapshot[] {
    return this.engine.pictures;
  }

  async fork(step: number, wish: ForkWish): Promise<boolean> {
    return (await settled(this.engine.fork(step, wish))) && this.start();
  }

  goToLine(id: number): Promise<boolean> {
    return settled(this.engine.goToLine(id));
  }

  removeLine(id: number): void {
    void settled(this.engine.removeLine(id));
  }

  renameLine(id: number, name: string): void {
    void settled(this.engine.renameLine(id, name));
  }

  undo(): Promise<boolean> {
    return settled(this.engine.undo());
  }

  cancelSetUp(): void {
    void settled(this.engine.cancelSetUp());
  }
}
