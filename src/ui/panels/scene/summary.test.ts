import { describe, expect, it } from 'vitest';
import { fullWindow } from '../view/view.ts';
import { sceneCase } from './sceneCase.ts';
import { altText, notes } from './summary.ts';

const view = { extent: 30, window: fullWindow(500, 500), width: 500, height: 500 };

describe('altText', () => {
  it('says run, step, number of images and classes, accuracy, and hidden classes', () => {
    expect(altText(sceneCase({ step: 1400, hidden: new Set([2]) }))).toBe(
      'Features of Softmax at step 1,400: 6 test images of 3 classes, 83.3 % read right. Hidden: 2 Dress.',
    );
  });

  it('says how features of more than two dimensions are drawn', () => {
    expect(altText(sceneCase({ step: 5, drawnAs: '64 features drawn in the plane by PCA' }))).toMatch(/read right\. 64 features drawn in the plane by PCA\.$/);
  });

  it('says from where a picture in space is seen, once it is turned', () => {
    expect(altText(sceneCase({ drawnAs: '3 features drawn by PCA in space', orientation: { azimuth: -20, elevation: 0 } }))).toMatch(/drawn by PCA in space\. Seen from 20° left\.$/);
    expect(altText(sceneCase({ orientation: { azimuth: 0, elevation: 0 } }))).toMatch(/read right\.$/);
    expect(notes(sceneCase({ orientation: { azimuth: 30, elevation: -10 } }), view)).toEqual(['Seen from 30° right, 10° below: double-click shows the front']);
  });

  it('claims nothing before there is anything, and no training before it began', () => {
    expect(altText({ ...sceneCase(), labels: new Uint8Array(0) })).toBe('Features of Softmax: none yet.');
    expect(altText({ ...sceneCase(), step: 0 })).toContain('Features of Softmax before training: 6 test images');
  });
});

describe('notes', () => {
  it('are none where everything is in sight', () => {
    expect(notes(sceneCase(), view)).toEqual([]);
  });

  it('count what is selected per class, outside and not finite', () => {
    const points = sceneCase().points.slice();
    points[0] = Number.NaN;
    const scene = sceneCase({ points, selected: new Set([12, 13, 14]) });
    expect(notes(scene, { ...view, extent: 20 })).toEqual(['3 selected: 2 of 1, 1 of 2 Dress', '1 point outside', '1 point not finite']);
  });

  it('count no point outside that is hidden', () => {
    const scene = sceneCase();
    const far = scene.points.slice();
    far[0] = 1e4;
    const { labels } = scene;
    expect(notes(sceneCase({ points: far }), view)).toEqual(['1 point outside']);
    expect(notes(sceneCase({ points: far, hidden: new Set([labels[0]!]) }), view)).toEqual([]);
  });

  it('count only the selected points that are there', () => {
    expect(notes(sceneCase({ selected: new Set([14, 16, 1999]) }), view)).toEqual(['1 selected: 1 of 2 Dress']);
    // On a small panel the words would hide the points.
    expect(notes(sceneCase({ selected: new Set([14, 16, 1999]) }), { ...view, window: fullWindow(300, 300), width: 300, height: 300 })).toEqual(['1 selected']);
  });

  it('say that nothing selected is there, and tell moved from zoomed', () => {
    expect(notes(sceneCase({ selected: new Set([99]) }), view)).toEqual(['0 selected']);
    expect(notes(sceneCase(), { ...view, window: { x: [-0.5, 1.5], y: [-1, 1] } })).toEqual(['Moved: double-click shows all']);
  });

  it('say how to see all again, in place of points outside, while a person is zoomed in', () => {
    expect(notes(sceneCase(), { ...view, extent: 20, window: { x: [0, 0.1], y: [0, 0.1] } })).toEqual(['Zoomed in: double-click shows all']);
  });
});
