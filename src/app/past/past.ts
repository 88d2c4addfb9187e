import type { Branch } from '../../config/branch.ts';
import type { Branches } from '../keeping/branches.ts';
import type { WithCurves } from '../keeping/record.ts';
import type { KeptTraining } from '../../worker/session/origin.ts';
import type { SetUp } from '../../worker/session/setUp.ts';
import type { PastView } from '../store/pastView.ts';
import type { DrawnSnapshot } from '../store/snapshotFeed.ts';
import { Line } from './line.ts';
import type { Curves, Fork, Frame } from './line.ts';

/** A training with all that branched off it. */
export interface Tree {
  readonly lines: readonly Line[];
  readonly present: Line;
}

/** A tree that was thrown away, or that lost a line, and by what. */
interface Undoable {
  readonly tree: Tree;
  readonly what: string;
}

/** What a training that is to be set up becomes in the past. */
export interface Arrival {
  /** The checkpoint that it is set up from; null for a training at step 0. */
  readonly bytes: ArrayBuffer | null;
  /** What it is called by, where it throws another one away: "Reset". */
  readonly what: string;
  /** Where it branches off. */
  readonly fork?: { readonly of: Line; readonly step: number; readonly branch: Branch; readonly name: string };
}

/** Trees that can be brought back. */
const mostUndoable = 4;

/**
 * The past of what is trained on this page: of each training a line of pictures and checkpoints, in a tree by what branched off
 * what, and the trees that were thrown away last.
 */
export class Past {
  private readonly tell: (view: PastView) => void;
  private readonly isElsewhere: () => boolean;
  private tree: Tree | null = null;
  private undoables: readonly Undoable[] = [];
  private readonly arrivals = new Map<number, Arrival>();
  /** The line that a checkpoint is of. */
  private readonly origins = new WeakMap<ArrayBuffer, Line>();
  /** What is left for another training, its curves, and by what it is thrown away; null where it stays in the tree. */
  private leaving: { readonly tree: Tree; readonly curves: Curves; readonly what: string | null } | null = null;
  /** Trainings of an earlier visit, that come back with the one that this machine kept. */
  private kept: { readonly bytes: ArrayBuffer; readonly branches: Branches } | null = null;
  private lastLine = 0;

  /** @param isElsewhere whether what trains now is not the person's own: then nothing of it is taken note of. */
  constructor(tell: (view: PastView) => void, isElsewhere: () => boolean = () => false) {
    this.tell = tell;
    this.isElsewhere = isElsewhere;
  }

  /** What trains now. */
  get present(): Line | null {
    return this.tree?.present ?? null;
  }

  get lines(): readonly Line[] {
    return this.tree?.lines ?? [];
  }

  /** The trainings as they are to be kept beside the one in effect; null where there are no others. */
  get branches(): Branches | null {
    const { present, lines } = this;
    const others = lines.flatMap((line) => (line !== present && line.tip ? [{ name: line.name, training: line.tip }] : []));
    return present && others.length > 0 ? { present: present.name, others } : null;
  }

  /** Whether trainings of an earlier visit have yet to come back. */
  get awaitsKept(): boolean {
    return this.kept !== null;
  }

  /** With the training that these bytes are of come those that it stood beside; null: none do any more. */
  awaitKept(kept: { readonly bytes: ArrayBuffer; readonly branches: Branches } | null): void {
    this.kept = kept;
  }

  /** What the set-up of this number becomes. */
  expect(id: number, arrival: Arrival): void {
    if (!this.isElsewhere()) this.arrivals.set(id, arrival);
  }

  /**
   * A training was set up. What was set up of a checkpoint of a line is that line again; what is no branch either begins a past
   * of its own.
   *
   * @param curves of the training before.
   */
  arrived(id: number, setUp: SetUp, curves: Curves): void {
    if (this.isElsewhere()) return;
    const { tree } = this;
    const { bytes, what, fork } = this.arrivals.get(id) ?? { bytes: null, what: 'Another set-up' };
    for (const older of this.arrivals.keys()) if (older <= id) this.arrivals.delete(older);
    const known = (bytes && this.origins.get(bytes)) ?? null;
    const stays = tree !== null && (fork !== undefined || (known !== null && tree.lines.includes(known)));
    this.leaving = tree && { tree, curves, what: stays ? null : what };
    if (fork && tree) {
      const line = this.line(fork.name, setUp, { parent: fork.of, step: fork.step, branch: fork.branch });
      this.tree = { lines: [...tree.lines, line], present: line };
    } else if (known) this.tree = this.treeOf(known);
    else this.tree = this.fresh(setUp, bytes);
    if (this.kept && bytes === this.kept.bytes) this.bringBack(this.kept.branches);
    this.say();
  }

  /** The training that was left, as it was then. */
  left(training: KeptTraining): void {
    const { leaving } = this;
    if (!leaving || this.isElsewhere()) return;
    const { tree, curves, what } = leaving;
    this.leaving = null;
    tree.present.tip = { ...training, ...curves };
    this.mark(training, tree.present);
    if (what !== null) this.undoables = [...this.undoables, { tree, what }].slice(-mostUndoable);
    this.say();
  }

  /** A checkpoint of a line; of the present one unless told. */
  mark(training: KeptTraining, line = this.present): void {
    if (!line || this.isElsewhere()) return;
    line.mark(training);
    this.origins.set(training.bytes, line);
  }

  /** What was drawn of the present training. */
  draw(snapshot: DrawnSnapshot): void {
    if (this.isElsewhere()) return;
    this.present?.draw(snapshot);
    this.say();
  }

  /** The picture of a step of the present line, or the last one before; the first one where there is none before. */
  frame(step: number): Frame | null {
    const frames = this.present?.frames;
    return frames?.upTo(step) ?? frames?.all[0] ?? null;
  }

  /** The pictures of the present line after step 0, where centers are random numbers, and before another one. */
  before(step: number): readonly DrawnSnapshot[] {
    if (this.isElsewhere()) return [];
    return (this.present?.frames.all ?? []).filter((frame) => frame.step > 0 && frame.step < step).map(({ snapshot }) => snapshot);
  }

  /** Calls a line of the tree by another name. */
  rename(line: Line, name: string): void {
    line.name = name;
    this.say();
  }

  /** Takes a line that does not train out of the tree; what branched off it stays. */
  remove(line: Line): void {
    const { tree } = this;
    if (!tree || line === tree.present || !tree.lines.includes(line)) return;
    this.undoables = [...this.undoables, { tree, what: `Removing “${line.name}”` }].slice(-mostUndoable);
    this.tree = { ...tree, lines: tree.lines.filter((other) => other !== line) };
    this.say();
  }

  /**
   * Takes the last throwing away back where no other training has to be set up for that.
   * @returns the training that has to be set up else, which does it; null where it is done, or where there is nothing to undo.
   */
  undo(): Line | null {
    const last = this.undoables.at(-1);
    const { tree } = this;
    if (!last || !tree) return null;
    if (last.tree.present !== tree.present && !tree.lines.includes(last.tree.present)) return last.tree.present;
    this.undoables = this.undoables.slice(0, -1);
    this.tree = { lines: last.tree.lines.concat(tree.lines.filter((line) => !last.tree.lines.includes(line))), present: tree.present };
    this.say();
    return null;
  }

  private treeOf(line: Line): Tree {
    const { tree } = this;
    if (tree?.lines.includes(line)) return { ...tree, present: line };
    const found = this.undoables.findLast((each) => each.tree.lines.includes(line));
    this.undoables = this.undoables.filter((each) => each !== found);
    return { lines: found?.tree.lines ?? [line], present: line };
  }

  private fresh(setUp: SetUp, bytes: ArrayBuffer | null): Tree {
    const line = this.line('Original', setUp, null);
    if (bytes) this.mark({ experiment: setUp.experiment, step: setUp.step, log: setUp.log, bytes }, line);
    return { lines: [line], present: line };
  }

  private bringBack({ present, others }: Branches): void {
    const { tree } = this;
    this.kept = null;
    if (!tree) return;
    tree.present.name = present;
    this.tree = { ...tree, lines: [...others.map(({ name, training }) => this.leftLine(name, training)), ...tree.lines] };
  }

  private leftLine(name: string, training: WithCurves): Line {
    const line = new Line({ id: ++this.lastLine, name, start: training.step, base: training.experiment, fork: null });
    line.tip = training;
    this.mark(training, line);
    return line;
  }

  private line(name: string, { experiment, step }: SetUp, fork: Fork | null): Line {
    return new Line({ id: ++this.lastLine, name, start: step, base: experiment, fork });
  }

  private say(): void {
    const { tree } = this;
    this.tell({
      lines: tree?.lines.map(({ id, name, fork, last }) => ({ id, name, parent: fork?.parent.id ?? null, from: fork?.step ?? 0, to: last })) ?? [],
      present: tree?.present.id ?? 0,
      steps: tree?.present.frames.all.map(({ step }) => step) ?? [],
      undo: this.undoables.at(-1)?.what ?? null,
    });
  }
}
