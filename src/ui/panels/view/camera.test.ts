import { describe, expect, it } from 'vitest';
import { Camera } from './camera.ts';
import { isFull, projection } from './view.ts';

function opened(width = 400, height = 400, wanted = 10): Camera {
  const camera = new Camera();
  camera.resize(width, height);
  camera.wanted = wanted;
  camera.begin('follow');
  return camera;
}

/** The feature drawn at a spot. */
function featureAt(camera: Camera, x: number, y: number): [number, number] {
  const at = projection(camera.view);
  return [(x - at.offsetX) / at.scaleX, (y - at.offsetY) / at.scaleY];
}

describe('Camera', () => {
  it('moves what is shown with the pointer, and back again is the whole plot', () => {
    const camera = opened();
    const before = featureAt(camera, 100, 100);
    camera.moveBy(30, -20);
    const after = featureAt(camera, 130, 80);
    expect(after[0]).toBeCloseTo(before[0], 9);
    expect(after[1]).toBeCloseTo(before[1], 9);
    expect(isFull(camera.view)).toBe(false);
    camera.moveBy(-30, 20);
    expect(isFull(camera.view)).toBe(true);
  });

  it('zooms into a box whatever corner it was drawn from, keeping the aspect', () => {
    for (const [from, to] of [[{ x: 100, y: 50 }, { x: 200, y: 100 }], [{ x: 200, y: 100 }, { x: 100, y: 50 }]] as const) {
      const camera = opened(400, 200);
      const middle = featureAt(camera, 150, 75);
      const scale = projection(camera.view).scaleX;
      camera.zoomInto(from, to);
      const { scaleX, scaleY } = projection(camera.view);
      expect(scaleX).toBeCloseTo(4 * scale, 6);
      expect(scaleY).toBeCloseTo(-scaleX, 6);
      const [x, y] = featureAt(camera, 200, 100);
      expect([x, y]).toEqual([expect.closeTo(middle[0], 6), expect.closeTo(middle[1], 6)]);
    }
  });

  it('zooms and moves within a zoom', () => {
    const camera = opened();
    camera.zoomInto({ x: 100, y: 100 }, { x: 300, y: 300 });
    camera.zoomInto({ x: 100, y: 100 }, { x: 300, y: 300 });
    expect(projection(camera.view).scaleX).toBeCloseTo((4 * 200) / 10, 6);
    const before = featureAt(camera, 10, 10);
    camera.moveBy(50, 50);
    expect(featureAt(camera, 60, 60)[0]).toBeCloseTo(before[0], 9);
  });

  it('does not zoom without end', () => {
    const camera = opened();
    for (let i = 0; i < 50; i++) camera.zoomInto({ x: 199, y: 199 }, { x: 201, y: 201 });
    const { window } = camera.view;
    expect(window.x[1] - window.x[0]).toBeCloseTo(2e-4, 9);
  });

  it('drops a zoom for another experiment and another size; keeps a locked extent', () => {
    const camera = opened();
    camera.zoomInto({ x: 0, y: 0 }, { x: 50, y: 50 });
    camera.wanted = 99;
    camera.begin('locked');
    expect(isFull(camera.view)).toBe(true);
    expect(camera.view.extent).toBe(10);
    camera.begin('linked');
    expect(camera.view.extent).toBe(99);
    camera.moveBy(10, 10);
    camera.resize(300, 300);
    expect(isFull(camera.view)).toBe(true);
  });

  it('follows its points, keeps still or takes the largest of all, by the mode', () => {
    const camera = opened();
    camera.wanted = 20;
    expect(camera.ease('locked', 50, 16, false)).toBe(false);
    expect(camera.ease('follow', 50, 16, false)).toBe(true);
    expect(camera.view.extent).toBeGreaterThan(10);
    expect(camera.ease('linked', 50, 16, true)).toBe(false);
    expect(camera.view.extent).toBe(50);
  });
});
