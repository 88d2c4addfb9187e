import { PlaygroundError } from '../../errors.ts';
import type { Engine } from '../engine/engine.ts';
import { predictionOf } from './drawing.ts';
import type { Drawing } from './drawing.ts';
import { checkedPixels } from './pixels.ts';

/** What one run says of a picture, for scripts. */
export interface DrawnPoint {
  readonly run: string;
  /** Where it lies in the run's panel. */
  readonly point: readonly [x: number, y: number];
  /** [C] */
  readonly probabilities: readonly number[];
  /** [C], to each class mean of the test images, in root mean square distances of that class's own; NaN for a class without a spread. */
  readonly distances: readonly number[];
  /** The class of the largest probability. */
  readonly prediction: number;
  /** Whether it lies farther from every class than 95 % of the test images do. */
  readonly none: boolean;
  /** The distance beyond which that is so. */
  readonly threshold: number;
}

/** Asks about a picture that a script gives and shows it. @throws PlaygroundError for what is no picture of the set's size. */
export async function asDrawn(pixels: unknown, engine: Engine, drawing: Drawing): Promise<DrawnPoint[]> {
  const { setUp } = engine.state;
  if (!setUp) throw new PlaygroundError('No experiment is set up yet.', 'Wait until the page has loaded its data.');
  const { runs } = await drawing.ask(checkedPixels(pixels, setUp.dataset));
  return runs.map(({ name, place, probabilities, distances, nearest, threshold }) => ({
    run: name,
    point: [place[0]!, place[1]!],
    probabilities: [...probabilities],
    distances: [...distances],
    prediction: predictionOf(probabilities),
    none: nearest >= 0 && distances[nearest]! > threshold,
    threshold,
  }));
}
