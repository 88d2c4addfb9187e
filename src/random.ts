import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded stream of random numbers: the same seed and stream name give the same numbers on every machine and backend. */
export interface Random {
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Standard normal, by Box and Muller's transform. */
  normal(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
}

/** FNV-1a over the stream's name, so that streams of one seed are unrelated. */
function hash(text: string, seed: number): number {
  let h = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619) >>> 0;
  return h | 0;
}

/**
 * The project's only source of randomness. `stream` names what the numbers are for ("weights", "batches"), so that asking
 * for more of one never shifts another.
 */
export function createRandom(seed: number, stream: string): Random {
  const generator = xoroshiro128plus(hash(stream, seed));
  for (let i = 0; i < 8; i++) generator.next();
  const unit = () => uniformFloat64(generator);
  return {
    uniform: (low, high) => low + (high - low) * unit(),
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    integer: (below) => uniformInt(generator, 0, below - 1),
  };
}

/** The numbers 0 .. count-1 in random order (Fisher and Yates). */
export function shuffledIndices(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
