import { defaultExperiment } from '../config/experiment.ts';
import { watchablePace } from '../config/presets.ts';
import type { LossTerm } from '../config/schema.ts';
import type { ExperimentChange } from '../config/validate.ts';
import type { DatasetId } from '../data/catalog.ts';
import type { Part } from '../data/split/split.ts';
import type { SeenImage } from '../data/images/seen.ts';
import type { OwnFile } from '../worker/own/protocol.ts';
import type { OwnSetInfo } from '../worker/own/set.ts';
import type { DrawnSnapshot } from './store/snapshotFeed.ts';
import type { Controller } from './controller.ts';
import type { VisitingEngine } from './engine/visitingEngine.ts';
import type { StrangersWish } from './luck/strangers.ts';
import { Drawing } from './drawn/drawing.ts';
import type { LuckWish } from './luck/wish.ts';
import { PastActions } from './pastActions.ts';
import { Points } from './desks/points.ts';
import { isLuckUnderWay } from './store/fittingLuck.ts';
import { EditedSets } from './desks/ownSets.ts';
import { Questions } from './questions.ts';
import { settled } from './settled.ts';
import { LinkDesk } from './sharing/sharing.ts';
import { Home } from './desks/takeHome.ts';
import { TryOuts, type Trial } from './sharing/tryOuts.ts';
import type { SetUpDraft, ViewMode } from './store/state.ts';
import { edited } from './store/draft.ts';

/** What the page does with the engine: asks before it throws a training away, holds the draft, and what is looked at. */
export class PageController implements Controller {
  readonly store: VisitingEngine['store'];
  private readonly engine: VisitingEngine;
  readonly own: EditedSets;
  readonly past: PastActions;
  readonly sharing: LinkDesk;
  readonly home: Home;
  readonly drawing: Drawing;
  readonly points: Points;
  private readonly questions: Questions;
  private readonly tryOuts: TryOuts;

  constructor(engine: VisitingEngine) {
    this.engine = engine;
    this.store = engine.store;
    this.past = new PastActions(engine, () => this.start());
    this.questions = new Questions((question) => engine.dispatch({ type: 'asked', question }));
    this.drawing = new Drawing(engine);
    this.points = new Points(engine);
    this.home = new Home(engine);
    this.tryOuts = new TryOuts(engine);
    this.own = new EditedSets(engine, { trainInstead: (dataset) => this.tryOut({ change: { dataset } }), isAside: (id) => [this.tryOuts.aside, engine.ownTraining].some((training) => training?.experiment.dataset === id) });
    this.sharing = new LinkDesk(engine, { tryOuts: this.tryOuts, mayLeave: () => this.mayLeave(), ask: (question) => this.questions.ask(question) });
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

  restart(): Promise<boolean> {
    const restart = () => this.engine.restart();
    return this.engine.state.halt === 'diverged' && !isLuckUnderWay(this.engine.state) ? this.discarding('Restart', restart) : settled(restart());
  }

  configure(change: ExperimentChange): Promise<boolean> {
    return this.discarding('Restart', () => this.engine.configure(change));
  }

  async restoreDefaults(): Promise<boolean> {
    const done = await this.discarding('Restore defaults', () => this.engine.use(defaultExperiment));
    if (!done) return false;
    this.discardDraft();
    this.setHiddenClasses([]);
    this.engine.dispatch({ type: 'stopSet', step: null });
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
    this.questions.answer(yes);
  }

  async luck(wish: LuckWish): Promise<boolean> {
    return (await this.takeDraft()) && settled(this.engine.luck(wish));
  }

  async strangers(wish: StrangersWish): Promise<boolean> {
    return (await this.takeDraft()) && settled(this.engine.strangers(wish));
  }

  async endLuck(): Promise<void> {
    await settled(this.engine.endLuck());
  }

  async tryOut(trial: Trial): Promise<boolean> {
    await this.ownTraining();
    return (this.tryOuts.aside === null || (await this.mayThrowAway('Go on'))) && this.tryOuts.tryOut(trial);
  }

  async goBack(): Promise<boolean> {
    await this.ownTraining();
    return (await this.mayThrowAway('Go back', 'Stay here')) && this.tryOuts.goBack();
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

  select(images: readonly number[] | null, by?: number): void {
    this.engine.dispatch({ type: 'selected', images, by });
  }

  async download(dataset: DatasetId): Promise<boolean> {
    return (await settled(this.engine.download(dataset))) && this.configure({ dataset });
  }

  cancelDownload(): void {
    void settled(this.engine.cancelDownload());
  }

  async addExamples(files: readonly OwnFile[]): Promise<boolean> {
    const added = await this.engine.addExamples(files, { asks: true }).catch(() => null);
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
    return id === undefined ? null : this.engine.looking('pictures', { id, part, indices }).catch(() => null);
  }

  refreshOwnSets(): void {
    void settled(this.engine.refreshOwnSets());
  }

  async removeOwn({ id, label }: OwnSetInfo): Promise<boolean> {
    return (await this.questions.ask({ message: `This deletes ${label} from this browser; the files on your disk stay.`, confirm: 'Delete', keep: 'Keep it' })) && settled(this.engine.removeOwn(id));
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

  /** At step 0 nothing is lost by taking the draft over with the press that trains it; what trains is looked at. */
  private async takeDraft(): Promise<boolean> {
    await this.ownTraining();
    const { step, draft, shown } = this.engine.state;
    if (shown !== null) this.past.show(null);
    return step > 0 || Object.keys(draft).length === 0 || this.applyDraft();
  }

  /** What is asked of a training is asked of the person's own: seeds in its place are ended first. */
  private async ownTraining(): Promise<void> {
    if (isLuckUnderWay(this.engine.state)) await this.endLuck();
  }

  /** Does what throws the training away, after asking where that is a long one. */
  private async discarding(confirm: string, work: () => Promise<void>): Promise<boolean> {
    await this.ownTraining();
    if (!(await this.mayThrowAway(confirm))) return false;
    const before = this.engine.state.setUp?.dataset.id;
    const done = await settled(work());
    if (done) this.tryOuts.forget();
    if (done && this.engine.state.setUp?.dataset.id !== before) this.engine.dispatch({ type: 'stopSuggested' });
    return done;
  }

  private mayThrowAway(confirm: string, keep?: string): Promise<boolean> {
    return this.questions.mayThrowAway(this.engine.state, confirm, keep);
  }

  /** A person's own training is kept when another one is shown; one from elsewhere is not. */
  private async mayLeave(): Promise<boolean> {
    await this.ownTraining();
    return this.engine.ownTraining === null || this.mayThrowAway('Open');
  }
}
