import type { Lesson } from '../../config/link/lesson.ts';
import { checkedLog } from '../../config/liveChange.ts';
import { PlaygroundError, describeError } from '../../errors.ts';
import type { LossValues } from '../../training/step/lossTrace.ts';
import type { Evaluation } from '../../worker/looks/looks.ts';
import type { KeptTraining } from '../../worker/session/origin.ts';

/** One point of the curves. */
export interface LossPoint {
  readonly step: number;
  readonly runs: readonly LossValues[];
}

/** The format of a record; counted up when it changes. */
export const recordVersion = 2;

/** A lesson under way. */
export interface LessonProgress {
  readonly lesson: Lesson;
  /** Index of the step shown. */
  readonly at: number;
  /** How many steps are done: the one shown is where this is above `at`. */
  readonly done: number;
  /** The choice made at a step with a question. */
  readonly answers: Readonly<Record<number, number>>;
}

/** A training with the curves that led there. */
export interface WithCurves extends KeptTraining {
  readonly lossHistory: readonly LossPoint[];
  readonly evaluations: readonly Evaluation[];
  /** Where a link was to go, and the lesson on it; absent where there is neither. */
  readonly going?: { readonly goal: number | null; readonly lesson: LessonProgress | null };
}

/** A training as it is kept on this machine: its checkpoint, with the curves that led there. */
export interface KeptRecord extends WithCurves {
  readonly version: typeof recordVersion;
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
}

type Stored = Record<string, unknown>;

/** Where the losses were two numbers by name, they are the losses of these ids. */
const renamed = ({ xent, ...rest }: Stored): Stored => ({ softmax: xent, ...rest });

/** Curves of two losses, "xent" and "center"; a log of changes of the center loss alone. */
function from1(record: Stored): Stored {
  const points = record['lossHistory'] as { step: number; runs: Stored[] }[];
  const evaluations = record['evaluations'] as { runs: Stored[] }[];
  return {
    ...record,
    version: 2,
    log: checkedLog(record['log']),
    lossHistory: points.map(({ runs, ...point }) => ({ ...point, runs: runs.map(renamed) })),
    evaluations: evaluations.map(({ runs, ...evaluation }) => ({
      ...evaluation,
      runs: runs.map(({ xent, center, ...metrics }) => ({ ...metrics, losses: { softmax: xent, center } })),
    })),
  };
}

/** How a record of version n becomes one of version n + 1. */
const migrations: Readonly<Record<number, (record: Stored) => Stored>> = { 1: from1 };

/**
 * A record as this version of the page reads it. The checkpoint inside checks itself when it is restored.
 * @throws PlaygroundError for a record of a newer version, or one that is damaged.
 */
export function readRecord(found: unknown): KeptRecord {
  const damaged = (what: string) => new PlaygroundError(`The kept training cannot be read: ${what}.`, 'Training starts anew; the damaged copy is replaced by the next one.');
  if (typeof found !== 'object' || found === null) throw damaged('it is not a record');
  let record = found as Stored;
  const { version } = record;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) throw damaged(`its version is ${JSON.stringify(version)}`);
  if (version > recordVersion) {
    throw new PlaygroundError(`The kept training is of format ${version}; this page reads up to ${recordVersion}.`, 'Reload the page to get its newest version. The kept training stays as it is.');
  }
  const lists = ['log', 'lossHistory', 'evaluations'].filter((name) => !Array.isArray(record[name]));
  if (lists.length > 0) throw damaged(`it has no ${lists.join(', no ')}`);
  try {
    for (let from = version; from < recordVersion; from++) record = migrations[from]!(record);
  } catch (error) {
    throw damaged(describeError(error).message);
  }
  if (!(record['bytes'] instanceof ArrayBuffer)) throw damaged('it has no checkpoint');
  if (typeof record['step'] !== 'number' || typeof record['at'] !== 'number') throw damaged('it has no step');
  return record as unknown as KeptRecord;
}

/** Whether the record is of a version to come, which must not be written over. */
export const isNewer = (found: unknown): boolean => typeof found === 'object' && found !== null && 'version' in found && Number(found.version) > recordVersion;
