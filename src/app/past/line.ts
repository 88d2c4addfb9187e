import { runsBefore } from '../../config/branch.ts';
import type { Branch } from '../../config/branch.ts';
import type { Experiment } from '../../config/schema.ts';
import type { Evaluation } from '../../worker/looks/looks.ts';
import type { KeptTraining } from '../../worker/session/origin.ts';
import type { LossPoint, WithCurves } from '../keeping/record.ts';
import type { DrawnSnapshot } from '../store/snapshotFeed.ts';
import { Moments } from './moments.ts';
import type { Moment } from './moments.ts';

/** What was drawn of one step. */
export interface Frame extends Moment {
  readonly snapshot: DrawnSnapshot;
}

/** What training can go on from. */
export interface Mark extends Moment {
  readonly training: KeptTraining;
}

/** Curves: losses and measures by step. */
export interface Curves {
  readonly lossHistory: readonly LossPoint[];
  readonly evaluations: readonly Evaluation[];
}

/** Where a line leaves its parent. */
export interface Fork {
  readonly parent: Line;
  readonly step: number;
  readonly branch: Branch;
}

/** Bytes of pictures and of checkpoints that a line may hold. */
export const budgets = { frames: 48 * 2 ** 20, marks: 64 * 2 ** 20 } as const;

const bytesOf = ({ runs }: DrawnSnapshot) => runs.flatMap((run) => [run, run.told ?? {}, run.depths ?? {}].flatMap<unknown>(Object.values)).reduce<number>((sum, part) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0), 0);

/** One training from where it began: its pictures, checkpoints and curves by step, and where it left another one. */
export class Line {
  readonly id: number;
  name: string;
  readonly fork: Fork | null;
  /** What it is at its beginning, without what was changed later. */
  readonly base: Experiment;
  private readonly start: number;
  readonly frames: Moments<Frame>;
  readonly marks: Moments<Mark>;
  /** Where it was left, with its curves; null while it trains, and before. */
  tip: WithCurves | null = null;

  constructor({ id, name, start, base, fork }: { readonly id: number; readonly name: string; readonly start: number; readonly base: Experiment; readonly fork: Fork | null }) {
    this.id = id;
    this.name = name;
    this.start = start;
    this.base = base;
    this.fork = fork;
    this.frames = new Moments(budgets.frames, fork ? inherited(fork, base) : []);
    this.marks = new Moments(budgets.marks);
  }

  /** The first step that can be gone back to. */
  get begins(): number {
    return this.fork?.step ?? this.start;
  }

  /** The last step that there is something of. */
  get last(): number {
    return Math.max(this.fork?.step ?? 0, this.frames.all.at(-1)?.step ?? 0, this.marks.all.at(-1)?.step ?? 0);
  }

  draw(snapshot: DrawnSnapshot): void {
    this.frames.add({ step: snapshot.step, bytes: bytesOf(snapshot), snapshot });
  }

  mark(training: KeptTraining): void {
    this.marks.add({ step: training.step, bytes: training.bytes.byteLength, training });
  }
}

/** The parent's pictures up to the fork, as the runs after it: until then the branch is its parent. Nothing is copied. */
function inherited({ parent, step, branch }: Fork, base: Experiment): Frame[] {
  const from = runsBefore(branch);
  return parent.frames.all
    .filter((frame) => frame.step <= step)
    .map(({ snapshot, ...frame }) => ({ ...frame, bytes: 0, snapshot: { ...snapshot, runs: from.map((r, i) => ({ ...snapshot.runs[r]!, name: base.runs[i]!.name })) } }));
}

/** Of curves what is not past a step. */
export function curvesUpTo({ lossHistory, evaluations }: Curves, step: number): Curves {
  const upTo = <P extends { readonly step: number }>(points: readonly P[]) => points.filter((point) => point.step <= step);
  return { lossHistory: upTo(lossHistory), evaluations: upTo(evaluations) };
}

/** Curves up to a step as the runs of a branch. */
export function branchedCurves(curves: Curves, step: number, branch: Branch): Curves {
  const from = runsBefore(branch);
  const { lossHistory, evaluations } = curvesUpTo(curves, step);
  return {
    lossHistory: lossHistory.map((point) => ({ ...point, runs: from.map((r) => point.runs[r]!) })),
    evaluations: evaluations.map((evaluation) => ({ ...evaluation, runs: from.map((r) => evaluation.runs[r]!) })),
  };
}
