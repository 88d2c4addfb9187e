import { createRandom } from '../../src/random.ts';

/** Steps before timing: pipelines compiled, optimizer state there, the step recorded. */
export const warmUpSteps = 3;

/** Synthetic digits: speed does not depend on what the images show. Pixels [N,28,28,1] uint8, labels [N] below ten. */
export function syntheticDigits(count: number): { pixels: Uint8Array; labels: Uint8Array } {
  const random = createRandom(1, 'bench');
  return {
    pixels: Uint8Array.from({ length: count * 784 }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
  };
}

/** One timed round of a contender. Milliseconds per training step. */
export interface Round {
  /** Wall time until the device is idle. */
  readonly wallMs: number;
  /** JavaScript on the host alone, until the last step is submitted. */
  readonly hostMs: number;
}

/** Something that trains; made once, timed in rounds, then disposed. */
export interface Contender {
  /** Time from its creation until the first step was done, in milliseconds. */
  readonly firstStepMs: number;
  /** Times `steps` steps. */
  round(steps: number): Promise<Round>;
  dispose(): void;
}

/**
 * Times steps until `idle` resolves.
 *
 * @param queue queues so many steps, `atOnce` at most.
 */
export async function timed(steps: number, queue: (count: number) => void, idle: () => Promise<void>, atOnce = 1): Promise<Round> {
  await idle();
  const start = performance.now();
  for (let done = 0; done < steps; done += atOnce) queue(Math.min(atOnce, steps - done));
  const queued = performance.now();
  await idle();
  return { wallMs: (performance.now() - start) / steps, hostMs: (queued - start) / steps };
}
