import { describe, expect, it } from 'vitest';
import { fileName } from './exportPicture.ts';
import { sceneCase } from './sceneCase.ts';
import { altText, notes } from './summary.ts';
import { fullWindow } from './view.ts';

const view = { extent: 30, window: fullWindow(200, 200), width: 200, height: 200 };

describe('altText', () => {
  it('says run, step, number of images and classes, accuracy, and hidden classes', () => {
    expect(altText(sceneCase({ step: 1400, hidden: new Set([2]) }))).toBe(
      'Features of Softmax at step 1,400: 6 test images of 3 classes, 83.3 % read right. Hidden: 2 Dress.',
    );
  });
});

describe('notes', () => {
  it('are none where everything is in sight', () => {
    expect(notes(sceneCase(), view)).toEqual([]);
  });

  it('count what is selected per class, outside and not finite', () => {
    const points = sceneCase().points.slice();
    points[0] = Number.NaN;
    const scene = sceneCase({ points, selected: new Set([2, 3, 4]) });
    expect(notes(scene, { ...view, extent: 20 })).toEqual(['3 selected: 2 of 1, 1 of 2 Dress', '1 point outside', '1 point not finite']);
  });

  it('count only the selected points that are there', () => {
    expect(notes(sceneCase({ selected: new Set([4, 6, 1999]) }), view)).toEqual(['1 selected: 1 of 2 Dress']);
  });

  it('say how to see all again, in place of points outside, while a person is zoomed in', () => {
    expect(notes(sceneCase(), { ...view, extent: 20, window: { x: [0, 0.1], y: [0, 0.1] } })).toEqual(['Zoomed in: double-click shows all']);
  });
});

describe('fileName', () => {
  it('is made of the run and the step', () => {
    expect(fileName(sceneCase({ title: 'Softmax + center', step: 1400 }))).toBe('softmax-center-step-1400');
  });
});
