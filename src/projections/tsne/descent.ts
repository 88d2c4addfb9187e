import type { Parts } from '../projection.ts';
import type { Affinities } from './affinities.ts';

/** Where n points are on their way to a picture; positions are [n,2] in the units of the embedding. */
export interface Embedding {
  readonly positions: Float64Array;
  /** [n,2], the last step of each coordinate. */
  readonly velocities: Float64Array;
  /** [n,2], what each coordinate's rate is multiplied by. */
  readonly gains: Float64Array;
}

/** How a descent goes. */
export interface Descent {
  readonly iterations: number;
  /** What the affinities are multiplied by: above 1 clusters form early, with room to pass each other. */
  readonly exaggeration: number;
  /** Share of the last step that the next one keeps. */
  readonly momentum: number;
}

/** Exaggeration of the first iterations. */
export const earlyExaggeration = 12;

const leastGain = 0.01;

/**
 * Gradient [n,2] of the divergence KL(P | Q) in the positions [n,2]: 4 sum_j (e p_ij - q_ij) w_ij (y_i - y_j), with
 * w_ij = 1 / (1 + |y_i - y_j|^2), q_ij = w_ij over the sum of all w, and e the exaggeration.
 *
 * Source: van der Maaten, Hinton 2008, equation 5.
 */
export function gradient(positions: Float64Array, { pairs }: Affinities, exaggeration: number): Float64Array {
  const { length } = positions;
  // Sums over j of p_ij w_ij (y_i - y_j) and of w_ij^2 (y_i - y_j); each pair is looked at once.
  const pull = new Float64Array(length);
  const push = new Float64Array(length);
  let half = 0;
  let k = 0;
  for (let i = 0; i < length; i += 2) {
    const x = positions[i]!;
    const y = positions[i + 1]!;
    let pullX = 0;
    let pullY = 0;
    let pushX = 0;
    let pushY = 0;
    for (let j = i + 2; j < length; j += 2) {
      const dx = x - positions[j]!;
      const dy = y - positions[j + 1]!;
      const w = 1 / (1 + dx * dx + dy * dy);
      half += w;
      const near = pairs[k++]! * w;
      const far = w * w;
      const nearX = near * dx;
      const nearY = near * dy;
      const farX = far * dx;
      const farY = far * dy;
      pullX += nearX;
      pullY += nearY;
      pushX += farX;
      pushY += farY;
      pull[j]! -= nearX;
      pull[j + 1]! -= nearY;
      push[j]! -= farX;
      push[j + 1]! -= farY;
    }
    pull[i]! += pullX;
    pull[i + 1]! += pullY;
    push[i]! += pushX;
    push[i + 1]! += pushY;
  }
  // One point alone is neither pulled nor pushed.
  const norm = 2 * half || 1;
  for (let k = 0; k < length; k++) pull[k] = 4 * (exaggeration * pull[k]! - push[k]! / norm);
  return pull;
}

/** An embedding that nothing has moved yet. */
export const atRest = (positions: Float64Array): Embedding => ({ positions, velocities: new Float64Array(positions.length), gains: new Float64Array(positions.length).fill(1) });

/** One step down the gradient, in place: gains grow by 0.2 where it points on as before and shrink by a fifth where it turns. */
function step({ positions, velocities, gains }: Embedding, slopes: Float64Array, momentum: number, rate: number): void {
  for (let k = 0; k < positions.length; k++) {
    const slope = slopes[k]!;
    const velocity = velocities[k]!;
    const gain = slope * velocity < 0 ? gains[k]! + 0.2 : Math.max(leastGain, 0.8 * gains[k]!);
    gains[k] = gain;
    velocities[k] = momentum * velocity - rate * gain * slope;
    positions[k]! += velocities[k]!;
  }
}

/**
 * Moves an embedding down the gradient of KL(P | Q), with momentum and a gain for each coordinate. Where it goes on from an earlier
 * one, so do they: without them twenty iterations get half as far. The rate is n / 24, not below 20: half of n / 12, which is
 * known to suit early exaggeration by 12. It keeps a first picture of untrained features small enough for the groups that come
 * with training to pass each other.
 *
 * Source: van der Maaten, Hinton 2008; the rate: Belkina et al., Automated optimized parameters for t-distributed stochastic
 * neighbor embedding improve visualization and analysis of large datasets, Nature Communications 2019.
 */
export function* descend(from: Embedding, affinities: Affinities, { iterations, exaggeration, momentum }: Descent): Parts<Embedding> {
  const made = { positions: from.positions.slice(), velocities: from.velocities.slice(), gains: from.gains.slice() };
  const rate = Math.max(made.positions.length / 2 / 24, 20);
  for (let done = 0; done < iterations; done++) {
    step(made, gradient(made.positions, affinities, exaggeration), momentum, rate);
    yield;
  }
  return made;
}
