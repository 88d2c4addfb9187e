import { CancelledError, describeError } from '../errors.ts';
import type { LuckEngine } from './engine/luckEngine.ts';
import { fileName } from './home/fileName.ts';
import type { HomeFollowing } from './home/tableCsv.ts';

/** What a person takes home of a training: all images of a set of photographs as a table, a run's head with programs, or all that a run has learned. */
export type HomeWish = { readonly kind: 'table' } | { readonly kind: 'head' | 'model'; readonly run: number };

/** A file for the person. */
export interface HomeFile {
  readonly name: string;
  readonly blob: Blob;
}

/**
 * Makes the file that a person wishes of the training in effect; seeds in its place are ended first. What writes files is
 * fetched when it is first needed.
 * @throws PlaygroundError when there is no such run or file of it; CancelledError by the signal or when a set-up comes first.
 */
export async function takeHome(engine: Pick<LuckEngine, 'endLuck' | 'asking'>, wish: HomeWish, following: HomeFollowing = {}): Promise<HomeFile> {
  await engine.endLuck();
  const ask = engine.asking('data');
  if (wish.kind === 'table') {
    const [table, { tableCsv }] = await Promise.all([ask('table', {}), import('./home/tableCsv.ts')]);
    return { name: fileName([table.dataset.label, 'embeddings', 'step', table.step], 'csv'), blob: await tableCsv(table, following) };
  }
  const learned = await ask('learned', { run: wish.run });
  const parts = [learned.dataset.label, learned.experiment.runs[wish.run]!.name, 'step', learned.step];
  if (wish.kind === 'model') {
    const { modelFile } = await import('./home/modelFile.ts');
    return { name: fileName(parts, 'safetensors'), blob: new Blob([modelFile(learned)]) };
  }
  const { headZip } = await import('./home/headZip.ts');
  return { name: fileName([...parts, 'head'], 'zip'), blob: new Blob([headZip(learned)], { type: 'application/zip' }) };
}

/** The same for the page: failures become a notice in the state; none of the promises rejects. */
export class Home {
  private readonly engine: LuckEngine;

  constructor(engine: LuckEngine) {
    this.engine = engine;
  }

  /** Null where it failed or was cancelled. */
  async take(wish: HomeWish, following: HomeFollowing): Promise<HomeFile | null> {
    try {
      return await takeHome(this.engine, wish, following);
    } catch (error) {
      if (!(error instanceof CancelledError)) this.engine.dispatch({ type: 'noticed', notice: { kind: 'error', about: 'data', ...describeError(error) } });
      return null;
    }
  }
}
