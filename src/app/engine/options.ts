import type { Shelf } from '../keeping/shelf.ts';
import type { SpawnedWorker } from './workerLink.ts';

/** Where the data files are, which backend to open, and where trainings are kept. */
export interface EngineOptions {
  readonly spawn: () => SpawnedWorker;
  readonly dataUrl: string;
  readonly backend: string;
  /** How to tile kernels on WebGPU: `measured`, or a mode by name. */
  readonly tiles: string;
  readonly shelf: Shelf;
}
