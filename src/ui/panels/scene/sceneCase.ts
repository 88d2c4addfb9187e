import type { DrawnSnapshot } from '../../../app/store/snapshotFeed.ts';
import type { RunFeatures } from '../../../worker/looks/drawing.ts';
import type { Scene } from './scene.ts';

/** A snapshot of six points of three classes, the last one read wrong, for tests: class c lies around (10 c, c). */
export function snapshotCase(step = 100, shift = 0): DrawnSnapshot {
  const labels = Uint8Array.of(0, 0, 1, 1, 2, 2);
  const run: RunFeatures = {
    name: 'Softmax',
    points: Float32Array.from([-1, 0, 1, 0, 9, 1, 11, 1, 19, 2, 21, 2], (v) => v + shift),
    predictions: Uint8Array.of(0, 0, 1, 1, 2, 0),
    nearest: Uint8Array.of(0, 0, 1, 1, 2, 2),
    centers: Float32Array.from([0, 0, 10, 1, 20, 2], (v) => v + shift),
    means: Float32Array.from([0, 1, 10, 2, 20, 3], (v) => v + shift),
  };
  return { step, labels, indices: Int32Array.of(10, 11, 12, 13, 14, 15), runs: [run] };
}

/** The same as a scene at rest, drawn in the order of its points. */
export function sceneCase(change: Partial<Scene> = {}): Scene {
  const { step, labels, indices: images, runs } = snapshotCase();
  const { points, predictions, centers, means } = runs[0]!;
  return {
    step,
    title: 'Softmax',
    drawnAs: null,
    hasUnit: true,
    classNames: ['0', '1', 'Dress'],
    labels,
    images,
    predictions,
    points,
    centers,
    means,
    trail: [],
    order: Int32Array.from(labels.keys()),
    hidden: new Set(),
    selected: null,
    ...change,
  };
}
