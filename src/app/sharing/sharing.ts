import { trainingFileEnd } from './address.ts';
import { saveFile } from '../saveFile.ts';
import { settled } from '../settled.ts';
import { fromStart } from '../../config/branch.ts';
import type { Lesson, LessonTask } from '../../config/link/lesson.ts';
import type { OpenedLink, Shared } from '../../config/link/shared.ts';
import { withLiveChange } from '../../config/liveChange.ts';
import { CancelledError } from '../../errors.ts';
import { Library } from '../keeping/library.ts';
import { DatabaseLibraryShelf } from '../keeping/libraryShelf.ts';
import type { WithCurves } from '../keeping/record.ts';
import { KeptDesk } from './keptTrainings.ts';
import type { KeptTrainings } from './keptTrainings.ts';
import type { VisitingEngine } from '../engine/visitingEngine.ts';
import type { AppState, Question } from '../store/state.ts';
import type { TryOuts } from './tryOuts.ts';

/** A link to what is on the page, and what it holds. */
export interface MadeLink {
  readonly address: string;
  /** How many characters of its content are used. */
  readonly characters: number;
  readonly shared: Shared;
  /** Whether it comes to the same numbers: not of a training of which is not known what it began as. */
  readonly isExact: boolean;
}

/** What the page does with links, lessons and where training stops. Failures become a notice in the state; none of the promises rejects but `link`. */
export interface Sharing {
  /** Trainings that are kept under a name. */
  readonly kept: KeptTrainings;
  /** A link to the experiment with its live changes, how it is looked at and how far it is trained; with this lesson, if any, from step 0. @throws PlaygroundError with the numbers where it would be too long. */
  link(lesson?: Lesson): Promise<MadeLink>;
  /** Opens a link: the whole address or its fragment. The training in effect is kept for `goBack`. */
  open(address: string): Promise<boolean>;
  /** Sets up what is shared, as of a lesson of the page. */
  show(shared: Shared): Promise<boolean>;
  /** Trains to the step that the link had been trained to. */
  toGoal(): Promise<boolean>;
  /** What is in effect takes the place of the training that is kept aside. */
  adopt(): Promise<boolean>;
  /** Where training stops by itself; null where it goes on. */
  setStopAt(step: number | null): void;
  /** Saves the training as a file; resolves with its step and size, null where that failed. */
  saveFile(): Promise<{ readonly step: number; readonly bytes: number } | null>;
  /** Opens such a file, paused at its step. The training in effect is kept for `goBack`. */
  openFile(file: Blob): Promise<boolean>;
  turnLesson(at: number): void;
  /** Does what a step of a lesson asks for. */
  doTask(task: LessonTask): void;
  /** Notes that the step shown is done. */
  doneWith(at: number): void;
  answerLesson(at: number, choice: number): void;
  /** Where no training is aside that there is a way back to, a notice says what stays. */
  leaveLesson(): void;
}

/** What is shared of a training: from what it was at step 0, by its live changes, to where it is. Where its beginning is not known, the experiment alone. */
export function sharedOf({ begun, experiment, log, ahead = [], step }: Omit<WithCurves, 'bytes' | 'lossHistory' | 'evaluations'>, seen: Pick<AppState, 'view' | 'hiddenClasses' | 'stopAt'>): Shared {
  const looked = { axes: seen.view, hiddenClasses: seen.hiddenClasses, stopAt: seen.stopAt, branches: [], lesson: null };
  if (!begun) return { experiment: fromStart(experiment), changes: [], step: 0, ...looked };
  const atStart = log.filter((entry) => entry.step === 0);
  const changes = [...log, ...ahead].filter((entry) => entry.step > 0);
  return { experiment: atStart.reduce((held, { change }) => withLiveChange(held, change), begun), changes, step, ...looked };
}

/** What it needs of the page. */
export interface LinkPage {
  readonly tryOuts: Pick<TryOuts, 'aside' | 'forget'>;
  /** Asks before a training from elsewhere that has gone on for long is thrown away. */
  mayLeave(): Promise<boolean>;
  ask(question: Question): Promise<boolean>;
}

/** Makes and opens links by the engine. */
export class LinkDesk implements Sharing {
  readonly kept: KeptDesk;
  private readonly engine: VisitingEngine;
  private readonly page: LinkPage;

  constructor(engine: VisitingEngine, page: LinkPage, library = new Library(new DatabaseLibraryShelf())) {
    this.engine = engine;
    this.page = page;
    this.kept = new KeptDesk(engine, library, { open: (training) => settled(this.visiting(training)), save: savedFile });
  }

  async link(lesson?: Lesson): Promise<MadeLink> {
    const training = this.engine.stopped ?? (await this.engine.checkpoint());
    const whole = sharedOf(training, this.engine.state);
    const shared = lesson ? { ...whole, changes: [], step: 0, lesson } : whole;
    const { linkContent } = await import('../../config/link/write.ts');
    const content = linkContent(shared);
    return { address: `${location.href.split('#')[0]}#x=${content}`, characters: content.length, shared, isExact: training.begun !== null };
  }

  open(address: string): Promise<boolean> {
    return settled(this.opening(address, { asks: true }));
  }

  show(shared: Shared): Promise<boolean> {
    return settled(this.set({ shared, problems: [] }, { asks: true }));
  }

  toGoal(): Promise<boolean> {
    const { goal, step } = this.engine.state;
    return goal === null || goal <= step ? Promise.resolve(false) : settled(this.engine.step(goal - step));
  }

  async adopt(): Promise<boolean> {
    const own = this.engine.state.before?.step ?? 0;
    const question = { message: `This gives up your own training at step ${own.toLocaleString('en')}, for good.`, confirm: 'Give it up', keep: 'Keep both' };
    // However short it is: nothing brings it back.
    return (await this.page.ask(question)) && settled(this.engine.adopt());
  }

  setStopAt(step: number | null): void {
    void settled(this.engine.setStopAt(step));
  }

  async saveFile(): Promise<{ readonly step: number; readonly bytes: number } | null> {
    const training = await this.engine.copy().catch(() => null);
    return training && savedFile(training);
  }

  openFile(file: Blob): Promise<boolean> {
    return settled(this.openingFile(file));
  }

  doTask(task: LessonTask): void {
    const { step, experiment } = this.engine.state;
    if (task.kind === 'centerRate') void settled(this.engine.setRates({ learningRate: experiment.learningRate, centerRate: task.rate }));
    if (task.kind === 'train' && task.to > step) void settled(this.engine.step(task.to - step));
    if (task.kind === 'atLeast' || task.kind === 'atMost') void settled(this.engine.setTerm({ loss: task.loss, runs: [task.run], ...(task.weight === 0 ? { weight: null, on: false } : { weight: task.weight, on: true }) }));
    if (task.kind === 'pause') void settled(this.engine.pause());
    if (task.kind === 'axes') this.engine.dispatch({ type: 'viewSet', view: task.mode });
  }

  turnLesson(at: number): void {
    this.engine.dispatch({ type: 'lessonTurned', at });
  }

  doneWith(at: number): void {
    this.engine.dispatch({ type: 'lessonDone', at });
  }

  answerLesson(at: number, choice: number): void {
    this.engine.dispatch({ type: 'lessonAnswered', at, choice });
  }

  leaveLesson(): void {
    const { lesson, before } = this.engine.state;
    this.engine.dispatch({ type: 'lessonLeft' });
    if (!lesson || before) return;
    const message = `The experiment of the lesson “${lesson.lesson.title}” stays here.`;
    this.engine.dispatch({ type: 'noticed', notice: { kind: 'info', about: 'left', message, hint: 'Train goes on with it; Restore defaults, under Set-up, brings the page’s own experiment.' } });
  }

  /** Opens a link. @throws PlaygroundError that names what is wrong; it is on the page too, and nothing has changed. */
  async opening(address: string, { asks }: { readonly asks: boolean }): Promise<void> {
    const opened = await this.engine.toldAbout('link', async () => readAddress(address));
    await this.set(opened, { asks });
  }

  private async openingFile(file: Blob): Promise<void> {
    const training = await this.engine.toldAbout('link', async () => (await import('./trainingFile.ts')).readTrainingFile(file));
    await this.visiting(training);
  }

  private visiting(training: WithCurves): Promise<void> {
    return this.leaving((aside) => this.engine.visitTraining(training, aside));
  }

  private set(opened: OpenedLink, { asks }: { readonly asks: boolean }): Promise<void> {
    return this.leaving((aside) => this.engine.visit(opened, aside), asks);
  }

  /** Does what takes the place of the training in effect. */
  private async leaving(work: (aside: WithCurves | null) => Promise<void>, asks = true): Promise<void> {
    if (asks && !(await this.page.mayLeave())) throw new CancelledError('It was not opened.', 'The training in effect is as it was.');
    const { tryOuts } = this.page;
    await work(tryOuts.aside);
    if (tryOuts.aside) tryOuts.forget();
  }
}

/** Saves a training as a file. */
async function savedFile({ experiment, step, log, begun = null, ahead = [], sample = null, lossHistory, evaluations, bytes }: WithCurves): Promise<{ readonly step: number; readonly bytes: number }> {
  const { trainingFile } = await import('./trainingFile.ts');
  const file = trainingFile({ experiment, step, log, begun, ahead, sample, lossHistory, evaluations, bytes });
  saveFile({ name: `center-loss-${experiment.dataset}-step-${step}${trainingFileEnd}`, blob: file });
  return { step, bytes: file.size };
}

/** What an address shares. @throws PlaygroundError. */
export async function readAddress(address: string): Promise<OpenedLink> {
  const { readLink } = await import('../../config/link/read.ts');
  return readLink(address);
}
