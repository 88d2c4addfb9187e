import type { OpenedLink } from '../../config/link/shared.ts';
import type { Notes } from '../keeping/journal.ts';
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
  /** Where live changes are noted at once; the browser's own place unless told. */
  readonly notes?: Notes;
  /** What the address shares, to begin with in place of what is kept. @throws PlaygroundError where that cannot be read. */
  readonly arrival?: () => Promise<OpenedLink>;
}
