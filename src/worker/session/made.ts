import { branchedAhead, branchedCourse } from '../../config/branch.ts';
import type { Speed } from '../../training/loop/pace.ts';
import type { Trainer } from '../../training/trainer.ts';
import type { Device } from '../device/device.ts';
import type { WorkerEvent } from '../protocol.ts';
import { branchedCheckpoint, trainTo } from './goal.ts';
import type { Course, Origin, Plan } from './origin.ts';
import { Session } from './session.ts';
import { trainerOn } from './trainerOn.ts';

/** What a session needs besides its plan and its device. */
export interface Making {
  readonly speed: Speed;
  readonly emit: (event: WorkerEvent) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Tells nothing of it: it was there before. */
  readonly quietly?: boolean;
}

interface Made {
  readonly trainer: Trainer;
  readonly origin: Origin;
}

/** A training made on a device, at the step that its plan is to come to, with its first look told. */
export async function sessionOf(plan: Plan, device: Device, { speed, emit, signal, quietly = false }: Making): Promise<Session> {
  const { trainer, origin } = await trainerOf(plan, device, emit, signal);
  try {
    signal.throwIfAborted();
    const session = new Session({ id: plan.id, trainer, device, origin, course: courseOf(plan), speed, emit });
    if (!quietly) await session.tellPrepared();
    return session;
  } catch (error) {
    if (!device.lifeline.isCut) trainer.dispose();
    throw error;
  }
}

/** What leads to where the plan comes to, and from there on. */
function courseOf({ begun, log, ahead, sample, goal }: Plan): Course {
  if (!goal) return { begun, log, ahead, sample };
  if (goal.branch) return { ...branchedCourse(begun, log, goal.step, goal.branch), ahead: branchedAhead(log, goal.step, goal.branch), sample };
  return { begun, log: log.filter(({ step }) => step <= goal.step), ahead: ahead.filter(({ step }) => step >= goal.step), sample };
}

/** A trainer at the step that the plan is to come to; one at a time is on the device. */
async function trainerOf({ id, log, goal, dataset, experiment, checkpoint: held }: Plan, device: Device, emit: Making['emit'], signal: AbortSignal): Promise<Made> {
  const telling = (what: string) => (done: number, total: number) => emit({ type: 'preparing', id, what, done, total });
  const make = (from: Origin) => trainerOn(device, from, telling('Preparing the GPU'));
  const origin = { dataset, experiment, checkpoint: held };
  const trainer = await make(origin);
  if (!goal) return { trainer, origin };
  const { lifeline } = device;
  const free = () => {
    if (!lifeline.isCut) trainer.dispose();
  };
  const from = trainer.step;
  const tell = telling(`Training again up to step ${goal.step.toLocaleString('en')}`);
  let checkpoint;
  try {
    await trainTo(trainer, goal.step, { log, lifeline, signal, onStep: (step) => tell(step - from, goal.step - from) });
    checkpoint = await lifeline.guard(trainer.checkpoint());
  } catch (error) {
    free();
    throw error;
  }
  const here = { ...origin, experiment: checkpoint.experiment, checkpoint };
  if (!goal.branch) return { trainer, origin: here };
  free();
  const branched = await branchedCheckpoint(checkpoint, goal.branch, (wanted) => make({ ...origin, experiment: wanted, checkpoint: null }));
  const there = { ...origin, experiment: branched.experiment, checkpoint: branched };
  return { trainer: await make(there), origin: there };
}
