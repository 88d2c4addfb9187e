import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../../config/schema.ts';
import type { LiveChange, LoggedChange } from '../../config/liveChange.ts';
import { describeError, type PlaygroundError } from '../../errors.ts';
import type { Client } from '../../worker/client.ts';
import type { KeptTraining } from '../../worker/session/origin.ts';
import type { WorkerEvent } from '../../worker/protocol.ts';
import { begin } from './begin.ts';
import { revive } from './revive.ts';
import { Gate } from './gate.ts';
import { LastTraining } from './lastTraining.ts';
import { LiveChanges, type Again } from './liveChanges.ts';
import type { WithCurves } from '../keeping/record.ts';
import { Journal, browserNotes } from '../keeping/journal.ts';
import { BranchKeeper } from '../keeping/branches.ts';
import { Keeper } from '../keeping/keeper.ts';
import type { Leap } from '../past/leap.ts';
import { curvesUpTo, type Curves } from '../past/line.ts';
import { Past, type Arrival } from '../past/past.ts';
import { reduce, type Action } from '../store/reduce.ts';
import { SnapshotFeed } from '../store/snapshotFeed.ts';
import { initialState, type AppState, type NoticeSubject } from '../store/state.ts';
import { WorkerLink } from './workerLink.ts';
import type { EngineOptions } from './options.ts';

/** Losing the worker again within this time is not recovered from by itself, in milliseconds. */
const crashesApart = 60_000;

/** The worker with what a person sees of it: sets it up, brings it back when it stops, reduces its events into the store, keeps its checkpoints. */
export class Supervisor {
  readonly store: StoreApi<AppState>;
  /** The last features and who draws them. */
  readonly snapshots = new SnapshotFeed((step) => this.past.before(step));
  readonly keeper: Keeper;
  readonly last: LastTraining;
  readonly past: Past;
  readonly branches: BranchKeeper;
  /** Open while the worker has been sent a set-up: whatever else is sent then comes after it. */
  readonly gate = new Gate();
  private readonly options: EngineOptions;
  private readonly link: WorkerLink;
  /** The experiment whose events count; those of others are late. */
  private activeId = 0;
  /** Number of the newest set-up that was asked for. */
  lastId = 0;
  /** The experiment that commands are meant for: the one being set up, else the one in effect. */
  private meantId = 0;
  private readonly changes = new LiveChanges();
  private lastCrash = -Infinity;
  /** While it is not known whether the kept training can be set up, others wait for what takes its place. */
  bringingBack = false;

  constructor(options: EngineOptions) {
    this.options = options;
    this.store = createStore(() => initialState);
    this.keeper = new Keeper(options.shelf, (keeping) => this.dispatch({ type: 'kept', keeping }));
    this.last = new LastTraining(this.keeper, new Journal(options.notes ?? browserNotes()));
    this.store.subscribe((state, before) => (state.log !== before.log || state.keeping !== before.keeping) && this.last.note(state));
    this.branches = new BranchKeeper(options.shelf, () => this.keeper.mayWrite(), (error) => this.tell('keeping', error));
    this.past = new Past(
      (past) => {
        this.dispatch({ type: 'pastChanged', past });
        this.keepBranches();
      },
      () => this.last.isHeld,
    );
    this.link = new WorkerLink(options.spawn, { receive: (event) => this.receive(event), stopped: (error) => this.stopped(error) });
    void begin(this, options.arrival);
  }

  /** Sends a command; resolves with its reply. @throws PlaygroundError with the worker's message, or why it stopped. */
  readonly send: Client['send'] = (type, body, transfer) => this.link.send(type, body, transfer);

  dispatch(action: Action): void {
    this.store.setState((state) => reduce(state, action), true);
  }

  tell(about: NoticeSubject, error: unknown): void {
    this.dispatch({ type: 'noticed', notice: { kind: 'error', about, ...describeError(error) } });
  }

  /** Number of the experiment that commands are meant for. */
  get id(): number {
    return this.meantId;
  }

  /** What training goes on from where it stopped for another reason than its own numbers. */
  get rescue(): WithCurves | null {
    const state = this.store.getState();
    return state.halt === 'deviceLost' || state.halt === 'failed' ? this.last.goOnFrom(state, { atOnce: true }) : null;
  }

  /** Sets an experiment up at step 0, with live changes to come; the training before is thrown away once that has worked. */
  async configure(experiment: Experiment, ahead: readonly LoggedChange[] = [], what = 'Another set-up'): Promise<void> {
    await this.prepare(experiment, (id) => this.send('configure', { id, experiment, ahead }), { bytes: null, what });
    this.last.forget();
  }

  /** Sets an experiment up in the place of none; what is kept stays until it has trained. */
  async setUpFirst(experiment: Experiment, ahead: readonly LoggedChange[] = []): Promise<void> {
    await this.prepare(experiment, (id) => this.send('configure', { id, experiment, ahead }), { bytes: null, what: '' });
  }

  /** Sets a training up again, paused at its step, with its curves where they are given; a worker that stops before another copy is brought back from it. */
  async restore(training: Again): Promise<void> {
    const { bytes, experiment, log = [], lossHistory = [], evaluations = [], begun, ahead = [], sample = null } = training;
    await this.prepare(experiment ?? this.store.getState().effective, (id) => this.send('restore', { id, bytes, log, ahead, sample, ...(begun === undefined ? {} : { begun }) }), { bytes, what: 'Another training' });
    this.showCurves({ lossHistory, evaluations });
    const now = this.store.getState();
    this.last.found({ ...training, experiment: now.effective, step: now.step, log: now.log, lossHistory: now.lossHistory, evaluations: now.evaluations });
  }

  /** Sets up a training that comes to a step of the past, and shows the curves up to there. */
  async leap({ from, base, shown, log, sample, goal, arrival, curves }: Leap): Promise<void> {
    await this.prepare(shown, (id) => (from ? this.send('restore', { id, bytes: from.bytes, begun: from.begun ?? null, log, sample, goal }) : this.send('configure', { id, experiment: base, log, sample, goal })), arrival);
    this.showCurves(curves);
  }

  private showCurves(curves: Curves): void {
    this.dispatch({ type: 'broughtBack', ...curvesUpTo(curves, this.store.getState().step) });
  }

  /** Shows a live change at once and sends it. @throws PlaygroundError when the worker refuses it; it is taken back then. */
  async change(change: LiveChange): Promise<void> {
    this.dispatch({ type: 'changed', change });
    const id = this.meantId;
    try {
      const step = await this.changes.send(change, () => this.send('change', { id, change }), () => id === this.activeId);
      if (id === this.activeId) this.dispatch({ type: 'logged', entry: { step, change } });
    } catch (error) {
      this.dispatch({ type: 'changeRefused', experiment: this.changes.shown });
      throw error;
    }
  }

  async refreshAvailability(): Promise<void> {
    this.dispatch({ type: 'availabilityKnown', availability: await this.send('availability', {}) });
  }

  /** Keeps the training as it is now. */
  async keepNow(): Promise<void> {
    if (this.store.getState().step === 0) return;
    await this.send('keep', {});
    await this.keeper.settled();
  }

  /** Keeps the training from this tab on, and those beside it. @throws PlaygroundError where the browser has no way to take the right from another tab. */
  async takeOver(): Promise<void> {
    await this.keeper.takeOver();
    this.branches.keepAgain();
  }

  /** Sends a set-up; where the worker is gone, to a new one. On failure what is shown falls back to the experiment in effect. */
  private async prepare(experiment: Experiment, send: (id: number) => Promise<unknown>, arrival: Arrival): Promise<void> {
    const id = (this.meantId = ++this.lastId);
    this.past.expect(id, arrival);
    this.dispatch({ type: 'configuring', experiment });
    try {
      if (this.link.gone) await this.openAgain();
      const sent = send(id);
      if (!this.bringingBack) this.gate.open();
      await sent.finally(() => this.dispatch({ type: 'readingEnded' }));
    } catch (error) {
      if (id === this.lastId) {
        this.meantId = this.activeId;
        this.dispatch({ type: 'configureFailed' });
        if (!this.bringingBack) this.gate.open();
      }
      throw error;
    }
    for (const about of ['setUp', 'training', 'device'] as const) this.dispatch({ type: 'noticeDismissed', about });
  }

  private async openAgain(): Promise<void> {
    this.gate.close();
    this.link.renew();
    await this.open();
    await this.send('setSpeed', { stepsPerSecond: this.store.getState().speed });
  }

  /** True where the worker could not be opened and nothing has been asked for since. */
  get hasNotBegun(): boolean {
    const { phase, setUp } = this.store.getState();
    return phase === 'halted' && setUp === null && this.lastId === 0;
  }

  /** Begins anew, as the page does that opens. */
  async beginAgain(): Promise<void> {
    this.gate.close();
    this.dispatch({ type: 'opening' });
    if (this.link.gone) this.link.renew();
    await begin(this, this.options.arrival);
  }

  /** Opens the worker. */
  async open(): Promise<void> {
    const { dataUrl, backend, tiles } = this.options;
    this.dispatch({ type: 'opened', backend: await this.send('open', { dataUrl, backend, tiles }) });
  }

  /** The worker stopped by itself. Who holds a training brings it back. */
  private stopped(error: PlaygroundError): void {
    if (this.last.isHeld) return;
    const now = performance.now();
    const isAgain = now - this.lastCrash < crashesApart;
    this.lastCrash = now;
    void revive(this, error, isAgain);
  }

  /** The trainings beside the one that was given up go with it. */
  forgetKeptBranches(): void {
    this.past.awaitKept(null);
    this.branches.keep(this.past.branches);
  }

  /** While another training is looked at, the person's own stays as it is kept, and so do those beside it. */
  private keepBranches(): void {
    if (this.last.aside || this.last.isHeld) return;
    // What could not be brought back stays until something else has trained.
    if (this.past.awaitsKept && this.store.getState().step === 0) return;
    this.past.awaitKept(null);
    this.branches.keep(this.past.branches);
  }

  private keep(training: KeptTraining): void {
    const { lossHistory, evaluations, goal, lesson } = this.store.getState();
    this.last.keep({ ...training, lossHistory, evaluations, ...(goal === null && lesson === null ? {} : { going: { goal, lesson } }) });
    this.last.note(this.store.getState());
    this.past.mark(training);
  }

  private receive(event: WorkerEvent): void {
    if (event.type === 'prepared') {
      this.activeId = event.id;
      this.last.begin();
      this.changes.begin(event.setUp.experiment);
      this.snapshots.show(null);
      this.past.arrived(event.id, event.setUp, this.store.getState());
    }
    const late = 'id' in event && event.id !== (event.type === 'preparing' ? this.lastId : this.activeId);
    if (late) return;
    this.dispatch(event);
    if (event.type === 'aheadMade' && event.made) this.changes.made(event.made.change);
    if (event.type === 'prepared') this.changes.unconfirmed.forEach((change) => this.dispatch({ type: 'changed', change }));
    if (event.type === 'probe') this.snapshots.probe = event.probe;
    if (event.type === 'snapshot') this.past.draw(this.snapshots.publish(event.snapshot));
    if (event.type === 'replaced') this.past.left(event.training);
    if (event.type === 'checkpointed') this.keep(event.training);
  }
}
