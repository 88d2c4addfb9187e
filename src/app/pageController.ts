import { defaultExperiment } from '../config/experiment.ts';
import type { LossTerm } from '../config/schema.ts';
import type { ExperimentChange } from '../config/validate.ts';
import type { DatasetId } from '../data/catalog.ts';
import type { Part } from '../data/split.ts';
import type { SeenImage } from '../data/images/seen.ts';
import type { OwnFile } from '../worker/own/protocol.ts';
import type { PicturedAnswer } from '../worker/protocol.ts';
import type { OwnSetInfo } from '../worker/own/set.ts';
import type { DrawnSnapshot } from './store/snapshotFeed.ts';
import type { Controller, Trial } from './controller.ts';
import type { LuckEngine } from './engine/luckEngine.ts';
import type { LuckWish } from './luck/wish.ts';
import { isLuckUnderWay } from './store/fittingLuck.ts';
import { EditedSets } from './ownSets.ts';
import { cheapSteps } from './store/state.ts';
import type { Question, SetUpDraft, ViewMode } from './store/state.ts';
import type { WithCurves } from './engine/lastTraining.ts';
import { edited } from './store/draft.ts';

/** The engine has already shown the failure as a notice. */
const settled = (work: Promise<unknown>): Promise<boolean> => work.then(() => true, () => false);

/** Steps per second at which some hundred photographs take about a second an epoch. */
const watchablePace = 20;

const steps = (count: number) => `${count.toLocaleString('en')} steps`;

/** What the page does with the engine: asks before it throws a training away, holds the draft, and what is looked at. */
export class PageController implements Omit<Controller, 'home'> {
  readonly store: LuckEngine['store'];
  private readonly engine: LuckEngine;
  readonly own: EditedSets;
  private answered: ((yes: boolean) => void) | null = null;
  private aside: WithCurves | null = null;

  constructor(engine: LuckEngine) {
    this.engine = engine;
    this.store = engine.store;
    this.own = new EditedSets(engine, { trainInstead: (dataset) => this.tryOut({ change: { dataset } }), isAside: (id) => this.aside?.experiment.dataset === id });
  }

  async start(): Promise<boolean> {
    return (await this.takeDraft()) && settled(this.engine.start());
  }

  async pause(): Promise<void> {
    await settled(this.engine.pause());
  }

  async step(): Promise<boolean> {
    return (await this.takeDraft()) && settled(this.engine.step(1));
  }

  reset(): Promise<boolean> {
    return this.discarding('Reset', () => this.engine.reset());
  }

  async restart(): Promise<boolean> {
    return settled(this.engine.restart());
  }

  configure(change: ExperimentChange): Promise<boolean> {
    return this.discarding('Restart', () => this.engine.configure(change));
  }

  async restoreDefaults(): Promise<boolean> {
    const done = await this.discarding('Restore defaults', () => this.engine.use(defaultExperiment));
    if (!done) return false;
    this.discardDraft();
    this.setHiddenClasses([]);
    this.setView('follow');
    return true;
  }

  edit(change: SetUpDraft): void {
    const { draft, experiment } = this.engine.state;
    this.engine.dispatch({ type: 'drafted', draft: edited(experiment, { ...draft, ...change }) });
  }

  discardDraft(): void {
    this.engine.dispatch({ type: 'drafted', draft: {} });
  }

  /** What is typed while the draft is being set up is a draft again. */
  applyDraft(): Promise<boolean> {
    return this.discarding('Restart', async () => {
      const { draft } = this.engine.state;
      this.discardDraft();
      try {
        await this.engine.configure(draft);
      } catch (error) {
        this.engine.dispatch({ type: 'drafted', draft: { ...draft, ...this.engine.state.draft } });
        throw error;
      }
    });
  }

  answer(yes: boolean): void {
    this.engine.dispatch({ type: 'asked', question: null });
    this.answered?.(yes);
    this.answered = null;
  }

  async luck(wish: LuckWish): Promise<boolean> {
    return (await this.takeDraft()) && settled(this.engine.luck(wish));
  }

  async endLuck(): Promise<void> {
    await settled(this.engine.endLuck());
  }

  async tryOut({ change, view }: Trial): Promise<boolean> {
    await this.ownTraining();
    const { step } = this.engine.state;
    const training = this.aside ?? (step > 0 ? await this.engine.checkpoint().catch(() => null) : null);
    if (!(await settled(this.engine.configure(change ?? {})))) return false;
    this.setAside(training);
    if (view) this.setView(view);
    return settled(this.engine.start());
  }

  async goBack(): Promise<boolean> {
    const { aside } = this;
    if (!aside || !(await settled(this.engine.restore(aside)))) return false;
    this.setAside(null);
    this.setView('follow');
    return true;
  }

  setTerm(run: number, { loss, weight, on }: Pick<LossTerm, 'loss' | 'weight' | 'on'>): void {
    void settled(this.engine.setTerm({ loss, weight, on, runs: [run] }));
  }

  setRates(rates: { readonly learningRate: number; readonly centerRate: number }): void {
    void settled(this.engine.setRates(rates));
  }

  setSpeed(stepsPerSecond: number | null): void {
    void settled(this.engine.setSpeed(stepsPerSecond));
  }

  setView(view: ViewMode): void {
    this.engine.dispatch({ type: 'viewSet', view });
  }

  setHiddenClasses(classes: readonly number[]): void {
    this.engine.dispatch({ type: 'classesHidden', classes });
  }

  select(images: readonly number[] | null): void {
    this.engine.dispatch({ type: 'selected', images });
  }

  async download(dataset: DatasetId): Promise<boolean> {
    return (await settled(this.engine.download(dataset))) && this.configure({ dataset });
  }

  cancelDownload(): void {
    void settled(this.engine.cancelDownload());
  }

  async addExamples(files: readonly OwnFile[]): Promise<boolean> {
    const added = await this.engine.addExamples(files).catch(() => null);
    if (!added) return false;
    if (!added.own) return this.configure({ dataset: added.id });
    this.own.show(added.own);
    return true;
  }

  cancelReading(): void {
    void settled(this.engine.cancelReading());
  }

  async trainOn({ id, kind }: OwnSetInfo): Promise<boolean> {
    if (!(await this.configure({ dataset: id }))) return false;
    if (kind === 'photographs') this.setSpeed(watchablePace);
    return settled(this.engine.start());
  }

  example(id: DatasetId, path: string): Promise<SeenImage | null> {
    return this.engine.example(id, path).catch(() => null);
  }

  async pictures(part: Part, indices: readonly number[]): Promise<readonly SeenImage[] | null> {
    const id = this.engine.state.setUp?.dataset.id;
    return id === undefined ? null : this.engine.asking('data')('pictures', { id, part, indices }).catch(() => null);
  }

  askAbout(file: Blob): Promise<PicturedAnswer | null> {
    return this.engine.asking('data')('ask', { file }).catch(() => null);
  }

  refreshOwnSets(): void {
    void settled(this.engine.refreshOwnSets());
  }

  async removeOwn({ id, label }: OwnSetInfo): Promise<boolean> {
    return (await this.ask({ message: `This deletes ${label} from this browser; the files on your disk stay.`, confirm: 'Delete', keep: 'Keep it' })) && settled(this.engine.removeOwn(id));
  }

  dismissNotice(): void {
    this.engine.dispatch({ type: 'noticeDismissed' });
  }

  async takeOver(): Promise<void> {
    await settled(this.engine.takeOver());
  }

  onSnapshot(listener: (snapshot: DrawnSnapshot) => void): () => void {
    return this.engine.snapshots.subscribe(listener);
  }

  /** At step 0 nothing is lost by taking the draft over with the press that trains it. */
  private async takeDraft(): Promise<boolean> {
    await this.ownTraining();
    const { step, draft } = this.engine.state;
    return step > 0 || Object.keys(draft).length === 0 || this.applyDraft();
  }

  /** What is asked of a training is asked of the person's own: seeds in its place are ended first. */
  private async ownTraining(): Promise<void> {
    if (isLuckUnderWay(this.engine.state)) await this.endLuck();
  }

  private setAside(training: WithCurves | null): void {
    this.aside = training;
    this.engine.dispatch({ type: 'setAside', before: training && { step: training.step } });
  }

  /** Does what throws the training away, after asking where that is a long one. */
  private async discarding(confirm: string, work: () => Promise<void>): Promise<boolean> {
    await this.ownTraining();
    const { step } = this.engine.state;
    if (step > cheapSteps && !(await this.ask({ message: `This throws away ${steps(step)} of training.`, confirm, keep: 'Keep this training' }))) return false;
    const done = await settled(work());
    if (done) this.setAside(null);
    return done;
  }

  /** A question asked while another one stands takes its place; that one is answered with no. */
  private ask(question: Question): Promise<boolean> {
    this.answered?.(false);
    this.engine.dispatch({ type: 'asked', question });
    return new Promise((resolve) => (this.answered = resolve));
  }
}
