/** Shortest and longest time from one snapshot's positions to the next's, in milliseconds. */
const shortestMs = 150;
const longestMs = 300;

/** out = from + t (to - from), elementwise; where `from` is not finite, `to`. All of one length. */
export function interpolate(out: Float32Array, from: Float32Array, to: Float32Array, t: number): void {
  for (let i = 0; i < out.length; i++) {
    const start = from[i]!;
    const end = to[i]!;
    out[i] = Number.isFinite(start) ? start + t * (end - start) : end;
  }
}

/** Slow at both ends, for movements that start and end at rest. */
function smoothstep(t: number): number {
  return t * t * (3 - 2 * t);
}

/**
 * Positions on their way from one snapshot to the next. The time taken follows the pace of the snapshots within 150 to 300 ms:
 * at paces in between, movement is even and never stops; slower ones glide and rest. Times are milliseconds of one clock.
 */
export class Tween {
  /** The positions now; the same array until the number of positions changes. */
  current: Float32Array = new Float32Array(0);
  #from: Float32Array = this.current;
  #target: Float32Array = this.current;
  #start = 0;
  #interval = longestMs;
  #moving = false;

  /** The positions it moves to. */
  get target(): Float32Array {
    return this.#target;
  }

  /** Puts everything at `target` at once. The array is kept, not copied. */
  jump(target: Float32Array, now: number): void {
    if (this.current.length !== target.length) this.current = new Float32Array(target.length);
    this.current.set(target);
    this.#target = target;
    this.#start = now;
    this.#moving = false;
  }

  /** Takes up another number of positions, without losing the pace; `aim` follows. The array is kept, not copied. */
  resize(positions: Float32Array): void {
    this.current = positions;
  }

  /** Starts from where things are now towards `target`, of the same length. The array is kept, not copied. */
  aim(target: Float32Array, now: number): void {
    this.#interval = (this.#interval + Math.min(4 * longestMs, now - this.#start)) / 2;
    if (this.#from.length !== target.length) this.#from = new Float32Array(target.length);
    this.#from.set(this.current);
    this.#target = target;
    this.#start = now;
    this.#moving = true;
  }

  /** Moves `current` to where it should be; true while there is more to come. */
  advance(now: number): boolean {
    if (!this.#moving) return false;
    const t = Math.max(0, (now - this.#start) / Math.min(longestMs, Math.max(shortestMs, this.#interval)));
    this.#moving = t < 1;
    if (this.#moving) interpolate(this.current, this.#from, this.#target, this.#interval > longestMs ? smoothstep(t) : t);
    else this.current.set(this.#target);
    return this.#moving;
  }
}
