import { branchedExperiment } from '../../config/branch.ts';
import type { Branch } from '../../config/branch.ts';
import type { LoggedChange } from '../../config/liveChange.ts';
import { branchedArrays } from '../../training/checkpoint/branch.ts';
import type { Checkpoint } from '../../training/checkpoint/checkpoint.ts';
import type { Lifeline } from '../../training/loop/lifeline.ts';
import type { Trainer } from '../../training/trainer.ts';
import { nextTask } from '../../training/waits.ts';

/** Where a training set up again is to come to before it is shown: an exact step, and there a branch of one of its runs. */
export interface Goal {
  readonly step: number;
  readonly branch: Branch | null;
}

/** What a way to a step needs besides the trainer. */
export interface Way {
  readonly log: readonly LoggedChange[];
  readonly lifeline: Lifeline;
  readonly signal: AbortSignal;
  /** Told after every piece. */
  readonly onStep: (step: number) => void;
}

/** A piece of the way takes about so long, in milliseconds: then it can be ended. */
const pieceMs = 150;

/**
 * Trains on to a step, unseen, with the live changes logged up to there: the same numbers to the bit as when it was trained at
 * first.
 *
 * @throws what `signal` ends it with; DivergedError where a loss is not finite.
 */
export async function trainTo(trainer: Trainer, step: number, { log, lifeline, signal, onStep }: Way): Promise<void> {
  const changes = log.filter((entry) => entry.step >= trainer.step && entry.step <= step);
  let atOnce = 1;
  const advanceTo = async (end: number) => {
    while (trainer.step < end) {
      signal.throwIfAborted();
      const began = performance.now();
      trainer.advance(Math.min(atOnce, end - trainer.step, trainer.roomForSteps));
      const { fault } = await lifeline.guard(trainer.readLosses());
      if (fault) throw fault;
      atOnce = performance.now() - began < pieceMs / 2 ? 2 * atOnce : Math.max(1, Math.floor(atOnce / 2));
      onStep(trainer.step);
      await nextTask();
    }
  };
  for (const entry of changes) {
    await advanceTo(entry.step);
    trainer.change(entry.change);
  }
  await advanceTo(step);
}

/**
 * A checkpoint of a training with a branch: at the branching itself both runs are the same, but for what a new term brings.
 *
 * @param make makes a trainer of the branched experiment, for what is new in it; disposed here.
 */
export async function branchedCheckpoint(checkpoint: Checkpoint, branch: Branch, make: (experiment: Checkpoint['experiment']) => Promise<Trainer>): Promise<Checkpoint> {
  const experiment = branchedExperiment(checkpoint.experiment, branch);
  const trainer = await make(experiment);
  try {
    const fresh = await trainer.checkpoint();
    return { experiment, step: checkpoint.step, arrays: branchedArrays(checkpoint.arrays, branch, fresh.arrays) };
  } finally {
    trainer.dispose();
  }
}
