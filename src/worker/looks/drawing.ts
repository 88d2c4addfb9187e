import { nearestMeans } from '../../metrics/nearestMeans.ts';
import { ownMeanDistances } from '../../metrics/ownMean.ts';
import { confidences } from '../../metrics/softmax.ts';
import { projectionFactories } from '../../projections/index.ts';
import type { Fitted, Parts } from '../../projections/projection.ts';
import type { RunMeasures } from '../../training/measure/evaluator.ts';
import { inTurns } from './turns.ts';
import type { Turns } from './turns.ts';

/** The third coordinates of a run's points [N], centers [C] and means [C], towards who looks at the picture; their positions are the view from the front. */
export interface Depths {
  readonly points: Float32Array;
  readonly centers: Float32Array;
  readonly means: Float32Array;
}

/** One run's features of a set of test images, drawn in the plane. Positions are row-major [x, y] pairs, in feature units or, by t-SNE, in units of the picture's radius. */
export interface RunFeatures {
  readonly name: string;
  /** [N,2] */
  readonly points: Float32Array;
  /** [N], the class of the largest logit. */
  readonly predictions: Uint8Array;
  /** [N], the class whose mean is nearest in all dimensions. */
  readonly nearest: Uint8Array;
  /** [C,2], the centers that a loss pulls to; NaN where the run has none. */
  readonly centers: Float32Array;
  /** [C,2], the mean feature of each class over these points; NaN for a class without points. */
  readonly means: Float32Array;
  /** Of a picture in space only. */
  readonly depths?: Depths;
  /** Of features that are drawn as they are, by a head that is a linear map: its weight [2,C], then its bias [C] if there is one. */
  readonly head?: Float32Array;
  /** Where no head tells it. */
  readonly told?: ToldFigures;
}

/** What does not follow from positions and head. */
export interface ToldFigures {
  /** [N], the probability of the predicted class, by softmax of the logits. */
  readonly confidences: Float32Array;
  /** [N], distance to the mean of the image's own class in all dimensions, in feature units; NaN where that has none. */
  readonly distances: Float32Array;
}

/** The pictures of all runs: each goes on from the one before. One thing is drawn at a time. */
export class Drawing {
  /** What each run's features are drawn by; none before the first. */
  private pictures: readonly Fitted[] = [];
  private readonly settled = new WeakSet<Fitted>();
  private underWay: Promise<unknown> = Promise.resolve();

  /** Where features [D] of a run lie in its last picture, [2] or, in space, [3]; NaN before the first. */
  place(run: number, features: Float32Array): Float32Array {
    const picture = this.pictures[run];
    return picture ? Float32Array.of(...picture.apply(features), ...(picture.depths?.(features) ?? [])) : Float32Array.of(Number.NaN, Number.NaN);
  }

  /** Draws the runs' features of D dimensions; null where it was left undone: then all is as before. */
  draw(runs: readonly RunMeasures[], projection: string, dimension: number, turns: Turns): Promise<readonly Fitted[] | null> {
    return this.next(() => this.fitted(runs, projection, dimension), turns);
  }

  /** Goes on with pictures that have not settled; null where all have, or where it was left undone. */
  settle(turns: Turns): Promise<readonly Fitted[] | null> {
    return this.next(() => this.nearerToRest(), turns);
  }

  private next(work: () => Parts<readonly Fitted[] | null>, turns: Turns): Promise<readonly Fitted[] | null> {
    const made = this.underWay.then(async () => {
      const pictures = await inTurns(work(), turns);
      this.pictures = pictures ?? this.pictures;
      return pictures;
    });
    this.underWay = made.catch(() => undefined);
    return made;
  }

  private *fitted(runs: readonly RunMeasures[], projection: string, dimension: number): Parts<readonly Fitted[]> {
    const fit = projectionFactories.get(projection);
    const pictures: Fitted[] = [];
    for (const [r, { features }] of runs.entries()) {
      const made = fit(features, dimension, this.pictures[r] ?? null, pictures[0] ?? null);
      pictures.push('apply' in made ? made : yield* made);
    }
    return pictures;
  }

  private *nearerToRest(): Parts<readonly Fitted[] | null> {
    // Runs that draw the same, as untrained ones do, share a picture.
    const nearer = new Map<Fitted, Fitted>();
    for (const picture of new Set(this.pictures)) {
      if (!picture.settle || this.settled.has(picture)) continue;
      const next = yield* picture.settle();
      if (next) nearer.set(picture, next);
      else this.settled.add(picture);
    }
    return nearer.size > 0 ? this.pictures.map((picture) => nearer.get(picture) ?? picture) : null;
  }
}

/**
 * A run's features of images with labels [N] as they are drawn. Its own arrays: what is told moves to the page.
 * @param head of features that are drawn as they are.
 */
export function drawnBy(picture: Fitted, { name, features, logits, predictions, centers, means }: RunMeasures, labels: Uint8Array, dimension: number, head: Float32Array | null): RunFeatures {
  const none = new Float32Array(means.length).fill(Number.NaN);
  const nearest = nearestMeans(features, means, dimension);
  const figures = head ? { head } : { told: { confidences: confidences(logits, means.length / dimension), distances: ownMeanDistances(features, labels, means, dimension) } };
  return { name, points: picture.apply(features), predictions: predictions.slice(), nearest, centers: picture.apply(centers ?? none), means: picture.apply(means), ...depthsBy(picture, features, centers ?? none, means), ...figures };
}

function depthsBy(picture: Fitted, points: Float32Array, centers: Float32Array, means: Float32Array): Pick<RunFeatures, 'depths'> {
  return picture.depths ? { depths: { points: picture.depths(points), centers: picture.depths(centers), means: picture.depths(means) } } : {};
}
