import { describe, expect, it } from 'vitest';
import { fullWindow } from '../view/view.ts';
import type { Spot } from '../view/view.ts';
import { KeyPointer } from './keyPointer.ts';
import { nextPoint } from './nextPoint.ts';
import { sceneCase } from './sceneCase.ts';

const view = { extent: 10, window: fullWindow(200, 200), width: 200, height: 200 };
/** Ten pixels a unit: a cross about the middle, one point far to the right, and one outside. */
const scene = sceneCase({ points: Float32Array.of(0, 0, 3, 0.5, 0, 4, -3, 0, 9, 0, 40, 0), labels: Uint8Array.of(0, 0, 1, 1, 2, 2), predictions: Uint8Array.of(0, 1, 1, 1, 2, 2), images: Int32Array.of(5, 7, 8, 9, 11, 12) });

describe('nextPoint', () => {
  it('is the nearest one that way, near ones to the side after those ahead, none out of sight or hidden', () => {
    const from = { x: 100, y: 100 };
    const to = (way: Parameters<typeof nextPoint>[3], given = scene) => nextPoint(given, view, from, way)?.i ?? null;
    expect([to(null), to('right'), to('up'), to('left'), to('down')]).toEqual([0, 1, 2, 3, null]);
    expect(to('right', sceneCase({ ...scene, hidden: new Set([0]) }))).toBe(4);
    expect(nextPoint(scene, view, { x: 190, y: 100 }, 'right')).toBeNull();
  });
});

describe('a keyboard', () => {
  it('goes from point to point, each asked as by a pointer, says what it is at, and selects it', () => {
    const asked: (Spot | null)[] = [];
    const selected: (readonly number[])[] = [];
    const keys = new KeyPointer({ scene: () => scene, view: () => view, point: (spot) => asked.push(spot), select: (images) => selected.push(images) });
    expect(keys.does('choose')).toBe('0, read right, test image 5.');
    expect(keys.does('right')).toBe('0, read as 1, test image 7.');
    expect(asked).toEqual([{ x: 100, y: 100 }, { x: 130, y: 95 }]);
    keys.does('choose');
    expect(selected).toEqual([[7]]);
    keys.does('right');
    expect(keys.does('right')).toBeNull();
    keys.does('leave');
    expect(asked.at(-1)).toBeNull();
    expect(keys.does('left')).toBe('0, read right, test image 5.');
  });
});
