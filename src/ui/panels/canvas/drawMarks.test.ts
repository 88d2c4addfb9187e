import { describe, expect, it } from 'vitest';
import { lookFor } from '../scene/look.ts';
import { fittedMarks } from '../scene/marks.ts';
import type { Scene } from '../scene/scene.ts';
import { sceneCase } from '../scene/sceneCase.ts';
import { drawMarks } from './drawMarks.ts';

/** The calls that drawing a scene makes: name and arguments. */
function calls(scene: Scene, look = lookFor('dark', 540)): [string, ...unknown[]][] {
  const made: [string, ...unknown[]][] = [];
  const context = new Proxy({} as CanvasRenderingContext2D, {
    get: (_, name) => (...args: unknown[]) => void made.push([String(name), ...args]),
    set: () => true,
  });
  drawMarks(context, scene, { scaleX: 1, offsetX: 0, scaleY: 1, offsetY: 0 }, look);
  return made;
}

const named = (scene: Scene, name: string) => calls(scene).filter(([call]) => call === name);

describe('drawMarks', () => {
  it('names every center with its number and rings means before centers', () => {
    const scene = sceneCase();
    expect(named(scene, 'fillText').map(([, text]) => text)).toEqual(['0', '1', '2']);
    expect(named(scene, 'arc').map(([, x, y]) => [x, y])).toEqual([[0, 1], [10, 2], [20, 3], [0, 0], [10, 1], [20, 2]]);
  });

  it('draws each trail to its center and a line from each mean to its center', () => {
    const scene = sceneCase({ trail: [Float32Array.of(5, 5, 6, 6, 7, 7)], hidden: new Set([1, 2]) });
    expect([...named(scene, 'moveTo'), ...named(scene, 'lineTo')].map(([, x, y]) => [x, y])).toEqual([[5, 5], [0, 1], [0, 0], [0, 0]]);
  });

  it('draws the mean of a class beyond ten in its shape', () => {
    const many = Float32Array.from({ length: 2 * 21 }, (_, i) => (i >= 40 ? 0 : Number.NaN));
    const scene = sceneCase({ means: many, centers: new Float32Array(42).fill(Number.NaN) });
    expect(named(scene, 'arc')).toEqual([]);
    expect(named(scene, 'lineTo')).toHaveLength(4);
    expect(named(scene, 'closePath')).toHaveLength(1);
  });

  it('leaves out hidden classes and places that are not finite', () => {
    const scene = sceneCase({ means: Float32Array.of(0, 0, Number.NaN, Number.NaN, 1, 1), hidden: new Set([0]) });
    expect(named(scene, 'arc')).toHaveLength(3);
    expect(calls(scene).flat().filter((value) => typeof value === 'number').every(Number.isFinite)).toBe(true);
  });

  it('draws open rings without numbers where marks are small', () => {
    const small = calls(sceneCase(), fittedMarks(lookFor('dark', 540), 1));
    expect(small.filter(([name]) => name === 'fillText')).toEqual([]);
    expect(small.filter(([name]) => name === 'arc')).toHaveLength(6);
  });
});
