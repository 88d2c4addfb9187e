import { emptyPlacement } from '../scene/scene.ts';
import type { Placement } from '../scene/scene.ts';
import { carriedOver, copied, move } from './placement.ts';

/** Shortest and longest time from one snapshot's positions to the next's, in milliseconds. */
const shortestMs = 150;
const longestMs = 300;

/** Slow at both ends, for movements that start and end at rest. */
function smoothstep(t: number): number {
  return t * t * (3 - 2 * t);
}

/**
 * A placement on its way from one snapshot to the next. The time taken follows the pace of the snapshots within 150 to 300 ms:
 * at paces in between, movement is even and never stops; slower ones glide and rest. Times are milliseconds of one clock.
 */
export class Tween {
  #current: Placement = emptyPlacement;
  #from: Placement = emptyPlacement;
  #target: Placement = emptyPlacement;
  #start = 0;
  #interval = longestMs;
  #moving = false;

  /** Where everything is now. The arrays move on with `advance`, until `jump` or `aim` puts others in their place. */
  get current(): Placement {
    return this.#current;
  }

  /** Puts everything at `target` at once. The target is kept, not copied. */
  jump(target: Placement, now: number): void {
    this.#current = copied(target);
    this.#target = target;
    this.#start = now;
    this.#moving = false;
  }

  /** Starts from where things are now towards `target`; what it has more of appears where it belongs. The target is kept, not copied. */
  aim(target: Placement, now: number): void {
    this.#interval = (this.#interval + Math.min(4 * longestMs, now - this.#start)) / 2;
    this.#from = carriedOver(this.#current, target);
    this.#current = copied(this.#from);
    this.#target = target;
    this.#start = now;
    this.#moving = true;
  }

  /** Ends a movement where it leads. */
  arrive(): void {
    if (this.#moving) this.#current = copied(this.#target);
    this.#moving = false;
  }

  /** Moves `current` to where it should be; true while there is more to come. */
  advance(now: number): boolean {
    if (!this.#moving) return false;
    const t = Math.max(0, (now - this.#start) / Math.min(longestMs, Math.max(shortestMs, this.#interval)));
    if (t < 1) move(this.#current, this.#from, this.#target, this.#interval > longestMs ? smoothstep(t) : t);
    else this.arrive();
    return this.#moving;
  }
}
