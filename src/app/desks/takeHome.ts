import type { SeenImage } from '../../data/images/seen.ts';
import { CancelledError, PlaygroundError, describeError } from '../../errors.ts';
import type { LuckEngine } from '../engine/luckEngine.ts';
import { takeFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import { fileName } from '../home/fileName.ts';
import type { HomeFollowing } from '../home/tableCsv.ts';
import { sharedOf } from '../sharing/sharing.ts';

/** What a person takes home of a training: all images of a set of photographs as a table, a run's head with programs, or all that a run has learned. */
export type HomeWish = { readonly kind: 'table' } | { readonly kind: 'torch' } | { readonly kind: 'head' | 'model' | 'layers' | 'projector'; readonly run: number };

/** What it needs of the engine. */
export type HomeEngine = Pick<LuckEngine, 'endLuck' | 'asking' | 'checkpoint' | 'state'>;

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
export async function takeHome(engine: HomeEngine, wish: HomeWish, following: HomeFollowing = {}): Promise<HomeFile> {
  await engine.endLuck();
  const ask = engine.asking('data');
  if (wish.kind === 'table') {
    const [table, { tableCsv }] = await Promise.all([ask('table', {}), import('../home/tableCsv.ts')]);
    return { name: fileName([table.dataset.label, 'embeddings', 'step', table.step], 'csv'), blob: await tableCsv(table, following) };
  }
  if (wish.kind === 'torch') return torchFile(engine);
  if (wish.kind === 'projector') return projectorFile(engine, wish.run);
  const learned = await ask('learned', { run: wish.run });
  const parts = [learned.dataset.label, learned.experiment.runs[wish.run]!.name, 'step', learned.step];
  if (wish.kind === 'model') {
    const { modelFile } = await import('../home/modelFile.ts');
    return { name: fileName(parts, 'safetensors'), blob: new Blob([modelFile(learned)]) };
  }
  if (wish.kind === 'layers') {
    const { layersZip } = await import('../home/layers/layersZip.ts');
    return { name: fileName([...parts, 'tfjs'], 'zip'), blob: new Blob([layersZip(learned)], { type: 'application/zip' }) };
  }
  const { headZip } = await import('../home/headZip.ts');
  return { name: fileName([...parts, 'head'], 'zip'), blob: new Blob([headZip(learned)], { type: 'application/zip' }) };
}

/** The program of the training as it is at step 0, with its live changes; of a branch, of the experiment in effect. */
async function torchFile(engine: HomeEngine): Promise<HomeFile> {
  const training = await engine.checkpoint();
  const { experiment, changes } = sharedOf(training, engine.state);
  const { recordedSteps, torchZip } = await import('../home/torch/torchZip.ts');
  const steps = recordedSteps(training.step);
  const beginning = await engine.asking('data')('beginning', { experiment, steps });
  return { name: fileName([beginning.dataset.label, 'pytorch'], 'zip'), blob: new Blob([torchZip({ experiment, changes, steps, beginning })], { type: 'application/zip' }) };
}

/** Test images that are asked for at once. */
const atOnce = 500;

/** A run's features of the probe, with their images. @throws PlaygroundError when there is no such run. */
async function projectorFile(engine: HomeEngine, run: number): Promise<HomeFile> {
  const ask = engine.asking('data');
  const { look, labels, images: indices, experiment, dataset } = await ask('portrait', {});
  const shown = look.runs[run];
  if (!shown) throw new PlaygroundError(`There is no run ${run}.`, `Give a number from 0 to ${look.runs.length - 1}.`);
  const images: SeenImage[] = [];
  for (let at = 0; at < indices.length; at += atOnce) images.push(...(await ask('pictures', { id: dataset.id, part: 'test', indices: [...indices.subarray(at, at + atOnce)] })));
  const { projectorZip } = await import('../home/projector/projectorZip.ts');
  const { name } = experiment.runs[run]!;
  const zip = projectorZip({ dimension: look.dimension, features: look.features[run]!, labels, predictions: shown.predictions, indices, classNames: engine.state.setUp!.dataset.classNames, images, name });
  return { name: fileName([dataset.label, name, 'step', look.step, 'projector'], 'zip'), blob: new Blob([zip], { type: 'application/zip' }) };
}

/** The same for the page: failures become a notice in the state; none of the promises rejects. */
export class Home {
  private readonly engine: LuckEngine;

  constructor(engine: LuckEngine) {
    this.engine = engine;
  }

  /** Null where it failed or was cancelled. */
  take(wish: HomeWish, following: HomeFollowing): Promise<HomeFile | null> {
    return this.told(() => takeHome(this.engine, wish, following));
  }

  /** What a figure of all runs shows and proves; likewise. */
  figure(): Promise<Figure | null> {
    return this.told(() => takeFigure(this.engine));
  }

  private async told<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CancelledError)) this.engine.dispatch({ type: 'noticed', notice: { kind: 'error', about: 'data', ...describeError(error) } });
      return null;
    }
  }
}
