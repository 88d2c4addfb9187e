import { describe, expect, it } from 'vitest';
import { lookFor } from '../panels/scene/look.ts';
import { sceneCase } from '../panels/scene/sceneCase.ts';
import { fullWindow } from '../panels/view/view.ts';
import { panelSvg } from './panelSvg.ts';

describe('panelSvg', () => {
  it('draws the spread of the classes shown where it is asked for, around where their points are', () => {
    const look = lookFor('light', 480);
    const view = { extent: 12, window: fullWindow(480, 480), width: 480, height: 480 };
    const scene = sceneCase({ points: Float32Array.of(-2, 0, 2, 0, 0, 3, 9, 5, 10, 6, 11, 5), labels: Uint8Array.of(0, 0, 0, 1, 1, 1), hidden: new Set([1]) });
    const rings = (spread: boolean) => [...panelSvg(scene, view, look, { clip: 'panel', spread }).matchAll(/<path d="M([\d.]+),([\d.]+)C[^"]+" stroke="([^"]+)"/g)].map(([, x, y, color]) => [Number(x), Number(y), color]);
    expect(rings(false)).toEqual([]);
    // The mean (0, 1) lies 20 pixels above the middle; the longer axis is level and 2 units, 40 pixels long.
    expect(rings(true)).toEqual([40, 80].map((away) => [expect.closeTo(240 + away, 3), expect.closeTo(220, 3), look.inks[0]]));
  });
});
