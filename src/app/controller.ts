import type { StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../config/experiment.ts';
import type { DatasetId } from '../data/catalog.ts';
import type { Snapshot } from '../worker/protocol.ts';
import type { AppState } from './state.ts';

/** What the page can do. Failures of these become a notice in the state; none of the promises rejects. */
export interface Controller {
  readonly store: StoreApi<AppState>;
  start(): Promise<void>;
  pause(): Promise<void>;
  step(): Promise<void>;
  /** Back to step 0 of the experiment in effect, live changes kept. */
  reset(): Promise<void>;
  /** Sets up another experiment at step 0; on failure the one in effect stays. */
  configure(change: Partial<Experiment>): Promise<void>;
  /** Back to the default experiment. */
  restoreDefaults(): Promise<void>;
  /** Live. */
  setCenterTerm(run: number, term: { readonly weight: number; readonly on: boolean }): void;
  /** Live. */
  setRates(rates: { readonly learningRate: number; readonly centerRate: number }): void;
  /** Live; null is as fast as the adapter goes. */
  setSpeed(stepsPerSecond: number | null): void;
  /** Fetches a data set from public mirrors into the browser's cache, then uses it. */
  download(dataset: DatasetId): Promise<void>;
  cancelDownload(): void;
  /** Uses the four IDX files of a data set that the person chose or dropped. */
  addFiles(files: readonly File[]): Promise<void>;
  dismissNotice(): void;
  /** Calls `listener` with the last snapshot, if any, and every later one. Returns the unsubscribe function. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
}
