import { projection } from '../view/view.ts';
import type { View } from '../view/view.ts';
import { onGrid } from './look.ts';
import type { Look } from './look.ts';
import { isPlaced } from './scene.ts';
import type { Scene } from './scene.ts';

/** The least diameters of centers and means, in pixels, and of a center that still holds its number. */
const leastDisc = 6;
const leastMean = 3.5;
const leastNamed = 11;

/** How far points lie from the mean of their class, in feature units: root mean square per class, the median of the classes; 0 without any. */
export function spread({ points, labels, means }: Pick<Scene, 'points' | 'labels' | 'means'>): number {
  const classes = means.length / 2;
  const sums = new Float64Array(classes);
  const counts = new Int32Array(classes);
  labels.forEach((c, i) => {
    if (!isPlaced(points, i) || !isPlaced(means, c)) return;
    sums[c]! += (points[2 * i]! - means[2 * c]!) ** 2 + (points[2 * i + 1]! - means[2 * c + 1]!) ** 2;
    counts[c]! += 1;
  });
  const radii = sums.map((sum, c) => Math.sqrt(sum / counts[c]!)).filter((radius) => Number.isFinite(radius)).sort();
  return radii[Math.floor(radii.length / 2)] ?? 0;
}

/**
 * The look with centers and means no larger than clusters of that spread in pixels, so that a cluster stays in sight under its
 * own marks. Centers too small for a number are rings without one, open where they would cover points.
 */
export function fittedMarks(look: Look, spreadPixels: number): Look {
  const share = Math.min(1, (2 * spreadPixels) / look.disc);
  if (share === 1) return look;
  const disc = Math.max(leastDisc, look.disc * share);
  return {
    ...look,
    disc: onGrid(disc),
    ring: onGrid(Math.max(1, look.ring * share)),
    mean: onGrid(Math.max(leastMean, look.mean * share)),
    digit: disc < leastNamed ? 0 : Math.max(7, Math.round(look.digit * share)),
  };
}

/** The look of a panel, its marks fitted to the clusters as they are drawn. */
export function marksOf(scene: Scene, view: View, look: Look): Look {
  return fittedMarks(look, spread(scene) * projection(view).scaleX);
}
