import { linkContent } from '../../config/link/write.ts';
import type { Shared } from '../../config/link/shared.ts';
import { PlaygroundError } from '../../errors.ts';
import type { BackendInfo } from '../../training/backend/backend.ts';
import type { Portrait } from '../../worker/protocol.ts';
import type { LossPoint } from '../keeping/record.ts';
import type { Proof } from './proof.ts';

/** Test images whose features are in a proof, fewer where they have many dimensions: so many numbers a run at most. */
const mostImages = 20;
const mostNumbers = 1280;
/** Steps whose losses are in a proof. */
const mostSteps = 6;

/** What a proof is made of. */
export interface Proven {
  readonly portrait: Portrait;
  /** What a link to it carries; null where it is not known what it began as. */
  readonly shared: Shared | null;
  readonly backend: Pick<BackendInfo, 'backend' | 'adapter'>;
  readonly lossHistory: readonly LossPoint[];
  /** Steps whose losses are wanted; a few of those that are known unless given. */
  readonly steps?: readonly number[] | undefined;
}

/** At most `mostSteps` of the points at even distances, the first and the last with them. */
function few(points: readonly LossPoint[]): readonly LossPoint[] {
  const last = points.length - 1;
  const places = new Set(Array.from({ length: Math.min(mostSteps, points.length) }, (_, i) => Math.round((i * last) / Math.max(1, Math.min(mostSteps, points.length) - 1))));
  return points.filter((_, i) => places.has(i));
}

/** Nine digits give a float32 back to the bit. */
const short = (value: number) => Number(value.toPrecision(9));

/**
 * The proof of a figure. @throws PlaygroundError where a training cannot be told so that it can be trained again: a branch of the
 * past, a link that would be too long, numbers that are not finite.
 */
export function proofOf({ portrait, shared, backend, lossHistory, steps }: Proven): Proof {
  if (!shared) throw new PlaygroundError('It is not known what this training began as, so it cannot be trained again from the beginning.', 'Figures of a branch, and of trainings kept by older versions, have no proof.');
  const { look, evaluation, dataset } = portrait;
  const known = lossHistory.filter(({ step }) => step <= look.step);
  const points = steps ? known.filter(({ step }) => steps.includes(step)) : few(known);
  const images = Math.max(1, Math.min(mostImages, Math.floor(mostNumbers / look.dimension)));
  const runs = look.runs.map(({ name }, r) => ({
    name,
    losses: points.map(({ step, runs: values }) => ({ step, values: Object.fromEntries(Object.entries(values[r]!).map(([loss, value]) => [loss, short(value)])) })),
    testAccuracy: short(evaluation.runs[r]!.testAccuracy),
    features: Array.from({ length: images }, (_, i) => [...look.features[r]!.subarray(i * look.dimension, (i + 1) * look.dimension)].map(short)),
  }));
  const numbers = runs.flatMap((run) => [run.testAccuracy, ...run.features.flat(), ...run.losses.flatMap(({ values }) => Object.values(values))]);
  if (!numbers.every(Number.isFinite)) throw new PlaygroundError('Some numbers of this training are not finite, so there is nothing to hold against them.', 'Reset, and train with lower rates.');
  return { link: linkContent(shared), step: look.step, dataset, backend: backend.backend, adapter: backend.adapter, images: [...portrait.images.subarray(0, images)], runs };
}
