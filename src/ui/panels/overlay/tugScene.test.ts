import { describe, expect, it } from 'vitest';
import { sceneCase } from '../scene/sceneCase.ts';
import { fullWindow, projection } from '../view/view.ts';
import { seen } from './mark.ts';
import { tugPicture, usualPlace } from './tugScene.ts';

const view = { extent: 25, window: fullWindow(500, 500), width: 500, height: 500 };
/** Three classes around (0, 0), (10, 1) and (20, 2). */
const scene = sceneCase({ head: Float32Array.of(-1, 0, 1, 0, 0, 0) });
const options = { label: 1, weights: { softmax: 1, center: 0.1 }, place: [12, 1] as const, field: false };

describe('tugPicture', () => {
  it('begins arrows at the place asked for, the largest pull as the longest', () => {
    const { spot, softmax, center, sum, balance, field } = tugPicture(scene, view, options)!;
    const at = projection(view);
    expect([spot.x, spot.y]).toEqual([expect.closeTo(at.offsetX + 12 * at.scaleX, 6), expect.closeTo(at.offsetY + at.scaleY, 6)]);
    const run = ({ from, to }: typeof softmax) => [to.x - from.x, to.y - from.y];
    // Cross-entropy draws class 1 away from class 2, which lies to the right; its center pulls back to (10, 1).
    expect(run(softmax)[0]).toBeLessThan(0);
    expect(run(softmax)[0]).toBeCloseTo(-72, 0);
    expect(run(center)[0]).toBeLessThan(0);
    expect(run(sum)[0]).toBeCloseTo(run(softmax)[0]! + run(center)[0]!, 6);
    expect(balance).not.toBeNull();
    expect(field).toEqual([]);
  });

  it('follows the weight of the center loss, and covers the plane with a field where asked', () => {
    const strong = tugPicture(scene, view, { ...options, weights: { softmax: 1, center: 10 }, field: true })!;
    const at = projection(view);
    expect(strong.balance!.x).toBeCloseTo(at.offsetX + 10 * at.scaleX, 0);
    expect(strong.field).toHaveLength(13 * 13);
    for (const { from, to } of strong.field) expect(Math.hypot(to.x - from.x, to.y - from.y)).toBeLessThan(36);
    expect(tugPicture(scene, view, { ...options, weights: { softmax: 1, center: 0 } })!.balance).toBeNull();
  });

  it('is nothing without a head or a center', () => {
    expect(tugPicture(sceneCase(), view, options)).toBeNull();
    expect(tugPicture(sceneCase({ head: scene.head!, centers: new Float32Array(6).fill(Number.NaN) }), view, options)).toBeNull();
    expect(tugPicture(scene, view, { ...options, label: 7 })).toBeNull();
  });

  it('asks at first between the origin and the class', () => {
    expect(usualPlace(scene, 1)).toEqual([6, expect.closeTo(1.2, 5)]);
  });
});

describe('seen', () => {
  it('is where a place lies, or at the edge on its side', () => {
    expect(seen([0, 0], view)).toEqual({ spot: { x: 250, y: 250 }, outside: false });
    expect(seen([100, 0], view)).toEqual({ spot: { x: 486, y: 250 }, outside: true });
    expect(seen([0, -100], view)).toEqual({ spot: { x: 250, y: 486 }, outside: true });
  });
});
