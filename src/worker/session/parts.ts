import type { Speed } from '../../training/loop/pace.ts';
import type { Trainer } from '../../training/trainer.ts';
import type { Device } from '../device/device.ts';
import type { WorkerEvent } from '../protocol.ts';
import type { Course, Origin } from './origin.ts';

/** What a session is made of. */
export interface SessionParts {
  /** Number of the experiment; its events carry it. */
  readonly id: number;
  /** Disposed with the session. */
  readonly trainer: Trainer;
  readonly device: Device;
  /** What the trainer was made of. */
  readonly origin: Origin;
  /** What led to the trainer's step, and what lies ahead. */
  readonly course: Course;
  /** How fast it is to train, now and later. */
  readonly speed: Speed;
  readonly emit: (event: WorkerEvent) => void;
}
