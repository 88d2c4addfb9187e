import { describe, expect, it } from 'vitest';
import { channels } from '../../shared/palette.ts';
import { lookFor } from '../scene/look.ts';
import type { Scene } from '../scene/scene.ts';
import { sceneCase } from '../scene/sceneCase.ts';
import { drawPoints, stampsFor } from './drawPoints.ts';
import { Pixels } from './pixels.ts';
import type { Stamp } from './pixels.ts';

const look = lookFor('light', 540);
const at = { scaleX: 2, offsetX: 10, scaleY: -2, offsetY: 50 };

/** What was stamped where for a scene, in the order of drawing. */
function stamped(scene: Scene) {
  const pixels = new Pixels(200, 100, (width, height) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) }) as ImageData);
  const stamps = stampsFor(pixels, look, 2);
  const marks = (['mark', 'dimMark'] as const).flatMap((kind) => [0, 1, 2].map((index) => [stamps[kind](index), `${kind} ${index}`] as const));
  const names = new Map<Stamp, string>([...marks, [stamps.cross, 'cross'], [stamps.dimCross, 'dimCross']]);
  const puts: { shape: string; x: number; y: number; rgb: readonly number[] }[] = [];
  pixels.put = (stamp, x, y, rgb) => void puts.push({ shape: names.get(stamp)!, x, y, rgb });
  drawPoints(pixels, stamps, scene, at, look, 2);
  return puts;
}

describe('drawPoints', () => {
  it('draws points in order at device pixels, in the colour of their label, and errors as crosses above them', () => {
    const puts = stamped(sceneCase({ order: Int32Array.of(5, 2, 0, 1, 3, 4) }));
    expect(puts.map(({ shape }) => shape)).toEqual(['mark 0', 'mark 0', 'mark 0', 'mark 0', 'mark 0', 'cross']);
    expect(puts[0]).toEqual({ shape: 'mark 0', x: (10 + 2 * 9) * 2, y: (50 - 2 * 1) * 2, rgb: channels(look.colors[1]!) });
    expect(puts[5]!.rgb).toEqual(channels(look.inks[2]!));
  });

  it('leaves out hidden classes and dims what is not selected', () => {
    const puts = stamped(sceneCase({ hidden: new Set([0]), selected: new Set([12, 14]) }));
    expect(puts.map(({ shape }) => shape)).toEqual(['mark 0', 'dimMark 0', 'mark 0', 'dimCross']);
  });

  it('gives classes beyond ten the colour of the one ten before and another mark, which stays under a cross', () => {
    const puts = stamped(sceneCase({ labels: Uint8Array.of(0, 0, 10, 10, 22, 22), predictions: Uint8Array.of(0, 0, 10, 10, 22, 0) }));
    expect(puts.map(({ shape }) => shape)).toEqual(['mark 0', 'mark 0', 'mark 1', 'mark 1', 'mark 2', 'mark 2', 'cross']);
    expect(puts.map(({ rgb }) => rgb)).toEqual([0, 0, 0, 0, 2, 2].map((c) => channels(look.colors[c]!)).concat([channels(look.inks[2]!)]));
  });

  it('marks no errors before training', () => {
    const puts = stamped({ ...sceneCase({ predictions: new Uint8Array(6).fill(9) }), step: 0 });
    expect(new Set(puts.map(({ shape }) => shape))).toEqual(new Set(['mark 0']));
  });
});
