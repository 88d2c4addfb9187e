import { describe, expect, it } from 'vitest';
import { lookFor } from '../scene/look.ts';
import { sceneCase } from '../scene/sceneCase.ts';
import { fullWindow } from '../view/view.ts';
import { NameBoard, showsNames } from './nameBoard.ts';

const view = { extent: 30, window: fullWindow(600, 600), width: 600, height: 600 };
const look = lookFor('light', 540);
const long = 'Black-throated Blue Warbler';
const board = () => new NameBoard((text) => 6 * text.length);

describe('showsNames', () => {
  it('is so beyond ten classes, unless a person says otherwise', () => {
    expect([showsNames(10, null), showsNames(11, null), showsNames(10, true), showsNames(200, false)]).toEqual([false, true, true, false]);
  });
});

describe('NameBoard', () => {
  it('puts names above their means, long ones cut, hidden classes and those out of sight left out', () => {
    const scene = sceneCase({ classNames: ['0', long, 'Dress'], hidden: new Set([2]) });
    const [zero, one] = board().place(scene, view, look, null, []);
    expect([zero!.text, one!.text]).toEqual(['0', 'Black-thr…Warbler']);
    // Means at (0, 1) and (10, 2) units; 10 pixels a unit, the origin in the middle.
    expect([zero!.box.left + zero!.box.width / 2, one!.box.left + one!.box.width / 2]).toEqual([300, 400]);
    expect(zero!.box.top + zero!.box.height).toBeLessThan(290);
    expect(board().place(scene, { ...view, extent: 9 }, look, null, []).map(({ classIndex }) => classIndex)).toEqual([0]);
  });

  it('shows the class pointed at in full and first', () => {
    const scene = sceneCase({ classNames: ['0', long, 'Dress'], means: Float32Array.from([0, 0, 0, 0, 0, 0]) });
    const placed = board().place(scene, view, look, 1, []);
    expect(placed[0]).toMatchObject({ classIndex: 1, text: long });
  });
});
