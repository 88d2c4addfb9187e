import type { Experiment } from '../../config/schema.ts';
import { isOwn } from '../../data/catalog.ts';
import type { DatasetId } from '../../data/catalog.ts';
import { CancelledError } from '../../errors.ts';
import { beginningOf } from '../../training/beginning.ts';
import type { Trainer } from '../../training/trainer.ts';
import type { OwnContents } from '../own/contents.ts';
import type { BeginningWithData, LearnedWithOrigin, PathTable } from '../protocol.ts';
import { learnedOf } from './learned.ts';
import { tableOf } from './table.ts';

/** What it needs of the training and of the sets that a person brought. */
export interface HomeUse {
  /** Looks at the training in effect between two steps. */
  between<T>(work: (trainer: Trainer) => Promise<T>): Promise<T>;
  /** Whether a set-up waits for what is under way. */
  busy(): boolean;
  contents(id: DatasetId): Promise<OwnContents>;
}

function ended(): never {
  throw new CancelledError('A set-up came first, so nothing was saved.', 'Ask again.');
}

/** Gives out what a training has come to, for use elsewhere; a set-up ends it. */
export class HomeDesk {
  private readonly use: HomeUse;

  constructor(use: HomeUse) {
    this.use = use;
  }

  /** All that a run has learned. @throws PlaygroundError when there is no such run. */
  async learned(run: number): Promise<LearnedWithOrigin> {
    const learned = (await this.use.between((trainer) => learnedOf(trainer, run, () => !this.use.busy()))) ?? ended();
    const { id } = learned.dataset;
    return { ...learned, backbone: isOwn(id) ? (await this.use.contents(id)).backbone : null };
  }

  /** What the training of an experiment on the data set in use begins from, with the first `steps` batches. */
  beginning(experiment: Experiment, steps: number): Promise<BeginningWithData> {
    return this.use.between(async ({ dataset }) => {
      const { id, label, classNames, form, train, test } = dataset;
      return { ...(await beginningOf(experiment, dataset, steps)), dataset: { id, label, classNames, form }, train, test };
    });
  }

  /** All images with what the runs say of them. @throws PlaygroundError when the training is not on photographs. */
  async table(): Promise<PathTable> {
    const table = (await this.use.between((trainer) => tableOf(trainer, () => !this.use.busy()))) ?? ended();
    const { train, test } = await this.use.contents(table.dataset.id);
    return { ...table, paths: [...train, ...test] };
  }
}
