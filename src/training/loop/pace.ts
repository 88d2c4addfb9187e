/** How often a training loop tells, how much it draws and how far it queues ahead, by the time a step takes the device, in milliseconds. */

/** How fast a person wants it; it may change at any time. */
export interface Speed {
  /** Null is as fast as the device goes. */
  stepsPerSecond: number | null;
}

/** Within these limits, wall time between two reads of the losses is that of so many steps. Each makes the page draw. */
const logIntervalMs = { least: 100, most: 1000 };
const stepsPerLog = 8;
/** Least wall time between two snapshots. */
const snapshotIntervalMs = 150;
/** Training between two snapshots takes at least this many times as long as a snapshot: they cost it a fifteenth at most. */
const trainingPerSnapshot = 14;
/** Device time that a snapshot may take, and the fewest images it has all the same, in steps of as many. */
const snapshotMs = 150;
const fewestImages = 250;
/** The forward pass's share of a training step. */
const forwardShare = 1 / 3;
/** A pause is answered within this time or one step, whichever is longer. */
const pauseMs = 100;
/** Device time that one submission may take: fewer submissions on a fast device. */
const submissionMs = 4;
/** Most steps in one submission. */
export const stepsAtOnce = 32;

/** Wall time between two checkpoints while training, in milliseconds: what a crash may cost. */
export const checkpointInterval = 5000;

/** Device time of a snapshot of so many images where a step of `batch` images takes `stepMs`. */
const snapshotCost = (images: number, batch: number, stepMs: number): number => (images / batch) * stepMs * forwardShare;

/** How many test images a snapshot while training shows: up to all of `most`, fewer on a slow device. */
export function snapshotImages(most: number, batch: number, stepMs: number): number {
  const affordable = snapshotMs / snapshotCost(fewestImages, batch, stepMs);
  return Math.min(most, fewestImages * Math.max(1, Math.floor(affordable)));
}

/**
 * Least wall time between two snapshots of so many images.
 * @param idleMs how long the device rests after each step; a snapshot that fits in there costs training nothing.
 */
export function snapshotInterval(images: number, batch: number, stepMs: number, idleMs = 0): number {
  const cost = snapshotCost(images, batch, stepMs);
  return cost <= idleMs ? snapshotIntervalMs : Math.max(snapshotIntervalMs, trainingPerSnapshot * cost);
}

/** Least wall time between two reads of the losses. */
export const logInterval = (stepMs: number): number => Math.min(logIntervalMs.most, Math.max(logIntervalMs.least, stepsPerLog * stepMs));

/** Steps in one submission; 1 while `stepMs` is 0, unknown. */
export const stepsPerSubmission = (stepMs: number): number => (stepMs > 0 ? Math.max(1, Math.min(stepsAtOnce, Math.floor(submissionMs / stepMs))) : 1);

/**
 * Steps that may be on their way to the device at once: as many as it does while a pause is answered, and where the browser
 * tells finished work late (`clockMs`: Firefox looks every 100 ms) enough for it not to run dry meanwhile. 1 while it is unknown.
 */
export const stepsInFlight = (stepMs: number, clockMs: number): number => (stepMs > 0 ? Math.max(1, Math.floor((pauseMs + 2 * clockMs) / stepMs)) : 1);
