import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { describeError } from '../../errors.ts';
import type { PlacedAnswer } from '../../worker/looks/looks.ts';
import type { Engine } from '../engine/engine.ts';
import { DatabaseDigits } from './keptDigits.ts';
import type { DigitShelf, KeptDigit } from './keptDigits.ts';
import { Latest } from './latest.ts';
import { imageForm } from './pixels.ts';

/** What the runs make of the pictures that a person kept. */
export interface Verdicts {
  readonly step: number;
  /** Classes by their names, [run][picture]. */
  readonly predictions: readonly (readonly string[])[];
}

/** The picture that a person draws, what the runs say of it, and the ones that were kept. */
export interface DrawingState {
  /** [height, width, channels] bytes as a network sees them; null while nothing is drawn. */
  readonly values: Uint8Array | null;
  /** Of this picture or, for a moment, of the one before. */
  readonly answer: PlacedAnswer | null;
  /** Those that fit the data set in use, oldest first. */
  readonly kept: readonly KeptDigit[];
  /** Of `kept`; null until they are measured. */
  readonly verdicts: Verdicts | null;
  /** Taken away last, for an undo. */
  readonly removed: KeptDigit | null;
  /** Why nothing outlasts the page; null while it does. */
  readonly trouble: string | null;
}

const nothing: DrawingState = { values: null, answer: null, kept: [], verdicts: null, removed: null, trouble: null };

/** A name that no other picture has, also of another tab: made where pages over plain http may. */
const freshId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16).padStart(8, '0')).join('');

/** The class of the largest probability. */
export const predictionOf = (probabilities: Float32Array): number => probabilities.indexOf(probabilities.reduce((most, p) => Math.max(most, p), -Infinity));

/**
 * Pictures that a person draws. The one on show is asked about as it changes, the latest first, and again after every snapshot;
 * kept ones after every snapshot at rest. Failures are notices by then; nothing here rejects but `ask`.
 */
export class Drawing {
  readonly store: StoreApi<DrawingState> = createStore(() => nothing);
  private readonly engine: Engine;
  private readonly shelf: DigitShelf;
  private readonly asking = new Latest<Uint8Array>((values) => this.askAbout(values));
  private readonly measuring = new Latest<readonly KeptDigit[]>((kept) => this.measure(kept));
  private all: readonly KeptDigit[] = [];
  private loading: Promise<void> | null = null;
  private follows = false;

  constructor(engine: Engine, shelf: DigitShelf = new DatabaseDigits()) {
    this.engine = engine;
    this.shelf = shelf;
  }

  /** Shows a picture in the panels and asks about it; null takes it away. Resolves when that, or what came after it, is answered. */
  async show(values: Uint8Array | null): Promise<void> {
    this.follow();
    if (values) {
      this.store.setState({ values });
      await this.asking.give(values);
    } else {
      this.asking.drop();
      this.store.setState({ values: null, answer: null });
    }
  }

  /** What the runs say of this very picture, which is on show from then on. @throws PlaygroundError where it cannot be asked about. */
  async ask(values: Uint8Array): Promise<PlacedAnswer> {
    this.follow();
    const [answer] = await this.engine.looking('draw', { values, count: 1 });
    this.store.setState({ values, answer: answer! });
    return answer!;
  }

  /** Brings what was kept on this machine, once. */
  load(): Promise<void> {
    this.follow();
    this.loading ??= this.shelf.all().then(
      (found) => this.hold([...found, ...this.all]),
      (error: unknown) => this.store.setState({ trouble: describeError(error).message }),
    );
    return this.loading;
  }

  /** Keeps the picture on show as one of a class. */
  async keep(label: string): Promise<void> {
    const { values } = this.store.getState();
    const { setUp } = this.engine.state;
    if (!values || !setUp) return;
    const { height, width, channels } = imageForm(setUp.dataset);
    const digit: KeptDigit = { id: freshId(), label, height, width, channels, values, at: Date.now() };
    this.hold([...this.all, digit]);
    this.store.setState({ removed: null });
    await this.write(() => this.shelf.put(digit));
  }

  /** Takes a kept picture away; `putBack` brings the last one back. */
  async remove(id: string): Promise<void> {
    const removed = this.all.find((digit) => digit.id === id);
    if (!removed) return;
    this.hold(this.all.filter((digit) => digit !== removed));
    this.store.setState({ removed });
    await this.write(() => this.shelf.remove(id));
  }

  /** Undoes the last `remove`. */
  async putBack(): Promise<void> {
    const { removed } = this.store.getState();
    if (!removed) return;
    this.hold([...this.all, removed].sort((a, b) => a.at - b.at));
    this.store.setState({ removed: null });
    await this.write(() => this.shelf.put(removed));
  }

  private async write(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.store.setState({ trouble: null });
    } catch (error) {
      this.store.setState({ trouble: describeError(error).message });
    }
  }

  /** From the first picture on. */
  private follow(): void {
    if (this.follows) return;
    this.follows = true;
    this.engine.snapshots.subscribe(() => this.again());
  }

  /** After a snapshot: the same questions. A picture of another size than the set's goes. */
  private again(): void {
    const { values } = this.store.getState();
    const { setUp, phase } = this.engine.state;
    if (!setUp || phase === 'halted') return;
    const { form } = setUp.dataset;
    const size = 'height' in form ? form.height * form.width * form.channels : 0;
    if (values) void (values.length === size ? this.asking.give(values) : this.show(null));
    const kept = this.fitting();
    this.store.setState({ kept });
    if (kept.length > 0 && phase !== 'running') void this.measuring.give(kept);
  }

  private hold(all: readonly KeptDigit[]): void {
    this.all = all;
    const kept = this.fitting();
    this.store.setState({ kept, verdicts: null });
    if (kept.length > 0) void this.measuring.give(kept);
  }

  private fitting(): readonly KeptDigit[] {
    const { form, classNames } = this.engine.state.setUp?.dataset ?? {};
    if (!form || !classNames || !('height' in form)) return [];
    return this.all.filter(({ height, width, channels, label }) => height === form.height && width === form.width && channels === form.channels && classNames.includes(label));
  }

  private async askAbout(values: Uint8Array): Promise<void> {
    const answers = await this.engine.looking('draw', { values, count: 1 }).catch(() => null);
    if (answers && this.store.getState().values) this.store.setState({ answer: answers[0]! });
  }

  private async measure(kept: readonly KeptDigit[]): Promise<void> {
    const size = kept[0]!.values.length;
    const values = new Uint8Array(kept.length * size);
    kept.forEach((digit, i) => values.set(digit.values, i * size));
    const classNames = this.engine.state.setUp!.dataset.classNames;
    const answers = await this.engine.looking('draw', { values, count: kept.length }).catch(() => null);
    if (!answers || this.store.getState().kept.length !== kept.length) return;
    const predictions = answers[0]!.runs.map((_, r) => answers.map(({ runs }) => classNames[predictionOf(runs[r]!.probabilities)]!));
    this.store.setState({ verdicts: { step: answers[0]!.step, predictions } });
  }
}
