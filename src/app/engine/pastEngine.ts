import { PlaygroundError } from '../../errors.ts';
import { checkedName } from '../keeping/head.ts';
import { branchOf, checkedWish, parentOf } from '../past/forkWish.ts';
import type { ForkWish } from '../past/forkWish.ts';
import { branching, placeAt } from '../past/leap.ts';
import type { Line } from '../past/line.ts';
import type { DrawnSnapshot } from '../store/snapshotFeed.ts';
import { LuckEngine } from './luckEngine.ts';

/** The engine with the past: what was drawn can be looked at again, and trained on from another way. */
export class PastEngine extends LuckEngine {
  /**
   * Shows what was drawn at a step, or the last picture before it, in place of what is trained; null goes back to that.
   * Training goes on meanwhile.
   *
   * @returns the step shown. @throws PlaygroundError where nothing has been drawn.
   */
  async show(step: number | null): Promise<number> {
    return this.guard('training', async () => {
      await this.supervisor.gate.pass();
      if (step === null) {
        this.lookAt(null);
        return this.state.step;
      }
      if (typeof step !== 'number' || !Number.isFinite(step)) throw new PlaygroundError(`A step to show is a number or null; this is ${JSON.stringify(step)}.`, 'Give one of the steps of timeline().');
      const { past, snapshots } = this.supervisor;
      const frame = past.frame(step);
      if (!frame) throw new PlaygroundError('There is no picture of the past yet.', 'Train some steps first.');
      if (frame.step === this.state.step && this.state.phase === 'resting') {
        this.lookAt(null);
        return frame.step;
      }
      const before = this.state.shown;
      if (frame.step === before) return before;
      this.dispatch({ type: 'shown', step: frame.step });
      snapshots.show(frame.snapshot, before !== null && past.frame(frame.step - 1)?.step === before);
      return frame.step;
    });
  }

  /** What was drawn of the training in effect, as far as it is kept, by steps. */
  get pictures(): readonly DrawnSnapshot[] {
    return this.supervisor.past.present?.frames.all.map(({ snapshot }) => snapshot) ?? [];
  }

  /**
   * Goes back to a step and sets up a branch of one of the runs beside it, paused at that step, with the same batches to come. The
   * training that was there stays in the past.
   *
   * @returns the name of the new run.
   */
  fork(step: number, wish: ForkWish = {}): Promise<string> {
    return this.ending(() =>
      this.guard('setUp', async () => {
        await this.supervisor.gate.pass();
        const { past } = this.supervisor;
        const { effective, lossHistory, evaluations, log, step: now, phase } = this.state;
        if (!past.present || phase === 'halted') throw new PlaygroundError('There is no training to fork.', 'Restart it first.');
        const checked = checkedWish(wish);
        const present = { line: past.present, step: now, experiment: effective, log, curves: { lossHistory, evaluations } };
        const place = placeAt(present, step, parentOf(effective, checked));
        const run = branchOf(place.experiment, place.parent, step, checked);
        await this.supervisor.leap(branching(place, run));
        // From here on there is something to go back to, also before the first rest.
        await this.checkpoint();
        this.lookAt(null);
        return run.name;
      }),
    );
  }

  /** Goes on with another line of the past, paused where it was left. */
  goToLine(id: number): Promise<void> {
    return this.ending(() => this.guard('setUp', () => this.returnTo(this.lineOf(id))));
  }

  /** Takes a line that does not train out of the past; `undo` brings it back. */
  async removeLine(id: number): Promise<void> {
    await this.guard('setUp', async () => this.supervisor.past.remove(this.lineOf(id)));
  }

  /** Calls a line of the past by another name; of its runs none is called otherwise. @throws PlaygroundError where the name is none. */
  async renameLine(id: number, name: string): Promise<void> {
    await this.guard('setUp', async () => this.supervisor.past.rename(this.lineOf(id), checkedName(name)));
  }

  /** Takes back the last reset, set-up or removal. */
  undo(): Promise<void> {
    return this.ending(() =>
      this.guard('setUp', async () => {
        const line = this.supervisor.past.undo();
        if (line) await this.returnTo(line);
      }),
    );
  }

  /** Ends a set-up under way that goes back to a step; the training before stands. */
  async cancelSetUp(): Promise<void> {
    await this.guard('setUp', () => this.supervisor.send('cancelSetUp', {}));
  }

  private lookAt(step: null): void {
    this.dispatch({ type: 'shown', step });
    this.supervisor.snapshots.show(null);
  }

  private lineOf(id: number): Line {
    const { lines } = this.supervisor.past;
    const line = lines.find((one) => one.id === id);
    if (line) return line;
    throw new PlaygroundError(`There is no training ${id} in the past.`, `There are ${lines.map((one) => `${one.id} “${one.name}”`).join(', ')}.`);
  }

  private async returnTo({ tip, marks, name }: Line): Promise<void> {
    const training = tip ?? marks.all.at(-1)?.training;
    if (!training) throw new PlaygroundError(`Nothing is kept of “${name}”.`, 'It was never trained.');
    await this.supervisor.restore(training);
    this.dispatch({ type: 'asBefore', broughtBack: null, selection: this.state.selection });
  }
}
