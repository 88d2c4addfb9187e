import { CancelledError, PlaygroundError } from '../errors.ts';
import type { BackendInfo } from '../training/backend/backend.ts';
import { checkedBackend } from '../training/backend/name.ts';
import type { Speed } from '../training/loop/pace.ts';
import { isFiniteCheckpoint } from '../training/checkpoint/checkpoint.ts';
import type { Trainer } from '../training/trainer.ts';
import type { DataDoor } from './dataDoor.ts';
import type { Device, Opener } from './device/device.ts';
import { Devices } from './device/devices.ts';
import { DataDesk } from './supply/dataDesk.ts';
import { keptTraining } from './session/origin.ts';
import { portraitOf } from './session/portrait.ts';
import type { Origin, Plan } from './session/origin.ts';
import { Plans } from './plans.ts';
import { Asks } from './asks.ts';
import { sessionOf } from './session/made.ts';
import type { Making } from './session/made.ts';
import type { Session } from './session/session.ts';
import { Tasks, under } from './tasks.ts';
import type { Command, Replies, WorkerEvent } from './protocol.ts';
import type { SetUp } from './session/setUp.ts';
import { trainerOn } from './session/trainerOn.ts';

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** Where data sets and backends come from; tests give their own. */
export interface ServiceParts {
  readonly data: DataDoor;
  readonly open: Opener;
}

/** The worker's side of the protocol: one device, one experiment at a time, and commands in order. */
export class Service {
  private readonly emit: (event: WorkerEvent) => void;
  private readonly desk: DataDesk;
  private dataUrl = '';
  private readonly asks: Asks;
  private readonly devices: Devices;
  private readonly plans: Plans;
  private session: Session | null = null;
  /** Set-ups and recoveries; everything that needs a training waits for them. */
  private readonly tasks = new Tasks();
  /** Counted up by what ends everything asked for before: a set-up, a pause. */
  private epoch = 0;
  private readonly speed: Speed = { stepsPerSecond: null };
  /** Ends a set-up under way. */
  private settingUp: AbortController | null = null;
  /** True while it gathers what it needs. */
  private planning = false;
  /** The training that a set-up took the place of, until the set-up has succeeded. */
  private standby: Plan | null = null;

  constructor(emit: (event: WorkerEvent) => void, parts: ServiceParts) {
    const { data } = parts;
    this.emit = emit;
    this.plans = new Plans(
      data,
      (id, what, done, total) => emit({ type: 'preparing', id, what, done, total }),
      (what, done, total, secondsLeft) => emit({ type: 'reading', what, done, total, secondsLeft }),
    );
    this.desk = new DataDesk(data, emit, { bring: (dataset) => this.plans.bring(dataset), inUse: () => this.session?.origin.dataset ?? null, cancel: () => this.planning && this.settingUp?.abort(), between: (work) => this.look((session) => session.between(work)), busy: () => this.tasks.busy });
    this.asks = new Asks(this.desk, (work) => this.look(work));
    this.devices = new Devices(
      parts.open,
      (backend) => emit({ type: 'backend', backend }),
      () => this.recoverLost(),
    );
  }

  /** Carries out a command. @throws PlaygroundError for what a person can mend. */
  async handle(command: Command): Promise<Replies[keyof Replies]> {
    switch (command.type) {
      case 'open':
        return this.open(command);
      case 'configure':
        return this.setUp((signal) => this.plans.fresh(command, this.dataUrl, signal));
      case 'restore':
        return this.setUp((signal) => this.plans.again(command, this.dataUrl, signal));
      case 'cancelSetUp':
        this.settingUp?.abort(new CancelledError('The set-up was cancelled.', 'The training before stands.'));
        return null;
      case 'start':
        (await this.toTrain(command.id)).loop.start(command.until);
        return null;
      case 'step':
        await (await this.toTrain(command.id)).loop.advance(command.count);
        return null;
      case 'pause':
        this.epoch++;
        await this.session?.loop.pause();
        await this.tasks.settled();
        return null;
      case 'change':
        return (await this.meant(command.id)).change(command.change);
      case 'setSpeed':
        this.speed.stepsPerSecond = command.stepsPerSecond;
        return null;
      case 'evaluate':
        return this.look((session) => session.between(async (trainer, views) => (await views.evaluation(trainer, () => true))!));
      case 'features':
        return this.look((session) => session.features());
      case 'portrait':
        return this.look((session) => session.between((trainer, views) => portraitOf(trainer, views, session.course)));
      case 'ask':
      case 'draw':
      case 'inspect':
        return this.asks.handle(command, this.dataUrl);
      case 'keep':
        await this.look((session) => session.keep());
        return null;
      case 'checkpoint':
        return this.look((session) => session.kept());
      case 'memory':
        return this.look((session) => session.memory());
      default:
        return this.desk.handle(command, this.dataUrl);
    }
  }

  private async open({ dataUrl, backend, tiles }: CommandOf<'open'>): Promise<BackendInfo> {
    this.dataUrl = dataUrl;
    this.devices.wishFor(checkedBackend(backend), tiles);
    return this.devices.on(async ({ info }) => info);
  }

  /** The training that a command is meant for, once set-ups and recoveries under way have ended. */
  private async meant(id: number): Promise<Session> {
    const session = await this.settled();
    if (session.id !== id) throw new CancelledError('The set-up before it failed, so nothing was trained or changed.', 'Correct the set-up, or train the experiment in effect.');
    return session;
  }

  /** The same, unless a pause or a set-up ended the command meanwhile or the training has stopped for good. */
  private async toTrain(id: number): Promise<Session> {
    const { epoch } = this;
    const session = await this.settled();
    if (epoch !== this.epoch) throw new CancelledError(`A pause or another set-up came first, at step ${session.loop.stepTold}.`, 'Ask again.');
    await this.meant(id);
    if (session.fault) throw session.fault as Error;
    return session;
  }

  private async settled(): Promise<Session> {
    await this.tasks.settled();
    if (this.session) return this.session;
    throw new PlaygroundError('No experiment is set up yet.', 'Wait until the page has loaded its data, or configure an experiment.');
  }

  /** Looks at the training in effect; looks again where the device was lost meanwhile and opened anew. */
  private async look<T>(work: (session: Session) => Promise<T>): Promise<T> {
    for (;;) {
      const session = await this.settled();
      try {
        return await work(session);
      } catch (error) {
        if (!(await session.lostDevice(error)) || !this.tasks.busy) throw error;
      }
    }
  }

  /** Ends what is under way, then sets up. When that fails, the training before stands, untouched. */
  private async setUp(plan: (signal: AbortSignal) => Promise<Plan>): Promise<SetUp> {
    this.epoch++;
    this.devices.forgive();
    const paused = this.session?.loop.pause('Set up anew');
    const done = this.tasks.run(async (signal) => {
      await paused;
      const end = under(signal);
      this.settingUp = end.controller;
      try {
        this.planning = true;
        const planned = await plan(end.controller.signal).finally(() => (this.planning = false));
        end.controller.signal.throwIfAborted();
        await this.standBy();
        return await this.takeOver(planned, end.controller.signal);
      } catch (error) {
        if (!signal.aborted && !this.session) await this.bringBack(signal);
        throw error;
      } finally {
        end.leave();
      }
    });
    return done.finally(() => this.recoverLost());
  }

  /** The planned training takes the place of the one before, which is told. */
  private async takeOver(plan: Plan, signal: AbortSignal): Promise<SetUp> {
    const session = (this.session = await this.devices.on((device) => sessionOf(plan, device, this.making(signal))));
    const { standby } = this;
    this.standby = null;
    if (standby?.checkpoint && standby.checkpoint.step > 0 && isFiniteCheckpoint(standby.checkpoint)) this.emit({ type: 'replaced', id: plan.id, training: keptTraining(standby.checkpoint, standby) });
    this.plans.keepOnly(plan.dataset.id);
    return session.setUp;
  }

  private making(signal: AbortSignal): Making {
    return { speed: this.speed, emit: this.emit, signal };
  }

  /** Takes the training in effect off the device, so that only one is there at a time; it can be brought back to the bit. */
  private async standBy(): Promise<void> {
    const { session } = this;
    if (!session) return;
    const { id, course } = session;
    const present = await session.present();
    const step = present.checkpoint?.step ?? 0;
    this.standby = { id, ...course, log: course.log.filter((change) => change.step <= step), ...present };
    this.session = null;
    await session.dispose();
  }

  private async bringBack(signal: AbortSignal): Promise<void> {
    const { standby } = this;
    if (!standby) return;
    this.session = await this.devices.on((device) => sessionOf(standby, device, { ...this.making(signal), quietly: true }));
    this.standby = null;
  }

  private trainerOn(device: Device, origin: Origin, id: number): Promise<Trainer> {
    return trainerOn(device, origin, (done, total) => this.emit({ type: 'preparing', id, what: 'Preparing the GPU', done, total }));
  }

  /** Brings back a training that was lost with its device. A set-up under way sees the loss for itself. */
  private recoverLost(): void {
    const { session } = this;
    if (this.tasks.busy || !session?.isAdrift) return;
    // A failure is told as the end of the training.
    void this.tasks.run((signal) => this.recover(session, signal)).catch(() => undefined);
  }

  /** Opens a device in place of a lost one and goes on from the last checkpoint, with the same losses to the bit. A failure ends the training. */
  private async recover(session: Session, signal: AbortSignal): Promise<void> {
    try {
      await session.leaveDevice();
      if (session.fault) return;
      this.emit({ type: 'recovering' });
      await this.devices.on(async (device) => {
        const trainer = await this.trainerOn(device, session.origin, session.id);
        if (signal.aborted) trainer.dispose();
        else session.resume(trainer, device);
      });
    } catch (error) {
      if (!signal.aborted) session.halt(error);
      throw error;
    }
  }
}
