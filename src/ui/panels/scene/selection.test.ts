import { describe, expect, it } from 'vitest';
import { fullWindow } from '../view/view.ts';
import { sceneCase } from './sceneCase.ts';
import { imagesWithin, isInside } from './selection.ts';

const square = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 0, y: 10 }];

describe('isInside', () => {
  it('tells inside from outside, also where a lasso is not convex', () => {
    expect([isInside({ x: 5, y: 5 }, square), isInside({ x: 11, y: 5 }, square), isInside({ x: 5, y: -1 }, square)]).toEqual([true, false, false]);
    const bent = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 5, y: 2 }, { x: 0, y: 10 }];
    expect([isInside({ x: 5, y: 6 }, bent), isInside({ x: 1, y: 6 }, bent), isInside({ x: 9, y: 6 }, bent)]).toEqual([false, true, true]);
  });
});

describe('imagesWithin', () => {
  // 10 pixels a feature unit, the origin in the middle at (300, 300).
  const view = { extent: 30, window: fullWindow(600, 600), width: 600, height: 600 };
  const box = (left: number, right: number) => [{ x: left, y: 200 }, { x: right, y: 200 }, { x: right, y: 400 }, { x: left, y: 400 }];

  it('gives the test images whose points are drawn inside', () => {
    expect(imagesWithin(sceneCase(), view, box(385, 500))).toEqual([12, 13, 14]);
  });

  it('leaves out hidden classes and places that are not finite', () => {
    const points = sceneCase().points.slice();
    points[4] = Number.NaN;
    expect(imagesWithin(sceneCase({ points, hidden: new Set([2]) }), view, box(200, 600))).toEqual([10, 11, 13]);
  });
});
