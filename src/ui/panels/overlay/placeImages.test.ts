import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scene } from '../scene/scene.ts';
import { sceneCase } from '../scene/sceneCase.ts';
import { fullWindow } from '../view/view.ts';
import { placeImages } from './placeImages.ts';
import { meet } from './placeNames.ts';

// 10 pixels a feature unit, the origin in the middle at (300, 300).
const view = { extent: 30, window: fullWindow(600, 600), width: 600, height: 600 };
const indices = (scene: Scene, side = 28, most = 100) => placeImages(scene, view, side, most).placed.map(([i]) => i);

describe('placeImages', () => {
  it('places without overlap inside the panel, at most as many as asked for', () => {
    const coordinates = fc.array(fc.float({ min: -35, max: 35, noNaN: true }), { minLength: 2, maxLength: 400 }).map((list) => Float32Array.from(list.slice(0, 2 * Math.floor(list.length / 2))));
    fc.assert(
      fc.property(coordinates, fc.integer({ min: 1, max: 60 }), (points, most) => {
        const count = points.length / 2;
        const scene = sceneCase({ points, labels: new Uint8Array(count), predictions: new Uint8Array(count), images: Int32Array.from({ length: count }, (_, i) => i), order: Int32Array.from({ length: count }, (_, i) => i) });
        const { placed, candidates } = placeImages(scene, view, 28, most);
        expect(placed.length).toBeLessThanOrEqual(Math.min(most, candidates));
        expect(placed.length > 0).toBe(candidates > 0);
        const boxes = placed.map(([, box]) => box);
        for (const [i, box] of boxes.entries()) {
          expect(box.left >= 0 && box.top >= 0 && box.left + 28 <= 600 && box.top + 28 <= 600).toBe(true);
          for (const other of boxes.slice(i + 1)) expect(meet(box, other)).toBe(false);
        }
      }),
    );
  });

  it('shows what is nearest to its mean first, then what is read wrong', () => {
    // All six at nearly one place: one finds room.
    const crowd = Float32Array.of(0, 1, 0, 0, 0.1, 0, 0.1, 0.1, 0, 0.2, 0.1, 0);
    expect(indices(sceneCase({ points: crowd, means: Float32Array.of(0, 1, 99, 99, 99, 99) }))[0]).toBe(0);
    const farMeans = new Float32Array(6).fill(Number.NaN);
    expect(indices(sceneCase({ points: crowd, means: farMeans }))).toEqual([5]);
  });

  it('leaves out hidden classes, what is not selected, and places out of sight', () => {
    expect(indices(sceneCase({ hidden: new Set([2]) }), 6)).toEqual([0, 2, 1, 3]);
    expect(indices(sceneCase({ selected: new Set([12, 15]) }), 6)).toEqual([2, 5]);
    expect(placeImages(sceneCase(), { ...view, extent: 5 }, 6, 9).candidates).toBe(2);
  });
});
