import { describe, expect, it } from 'vitest';
import { channels } from '../../shared/palette.ts';
import { lookFor } from '../scene/look.ts';
import type { Scene } from '../scene/scene.ts';
import { sceneCase } from '../scene/sceneCase.ts';
import type { View } from '../view/view.ts';
import { drawPoints, stampsFor } from './drawPoints.ts';
import { Pixels } from './pixels.ts';
import type { Stamp } from './pixels.ts';

const look = lookFor('light', 540);
// Pixel = 10 + 2 x across, 50 - 2 y down.
const view: View = { extent: 1, window: { x: [-5, 45], y: [0, 25] }, width: 100, height: 50 };

/** What was stamped where for a scene, in the order of drawing. */
function stamped(scene: Scene) {
  const pixels = new Pixels(200, 100, (width, height) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) }) as ImageData);
  const stamps = stampsFor(pixels, look, 2);
  const marks = (['mark', 'dimMark'] as const).flatMap((kind) => [0, 1, 2].map((index) => [stamps[kind](index), `${kind} ${index}`] as const));
  const names = new Map<Stamp, string>([...marks, [stamps.cross, 'cross'], [stamps.dimCross, 'dimCross']]);
  const puts: { shape: string; x: number; y: number; rgb: readonly number[] }[] = [];
  pixels.put = (stamp, x, y, rgb) => void puts.push({ shape: names.get(stamp)!, x, y, rgb });
  drawPoints(pixels, stamps, scene, view, look, 2);
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

  it('draws lines through the origin, in space three axes as long as the extent', () => {
    const lines: unknown[] = [];
    const draw = (scene: Scene) => {
      const pixels = new Pixels(200, 100, (width, height) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) }) as ImageData);
      pixels.rectangle = (...drawn) => void lines.push(drawn);
      pixels.line = (...drawn) => void lines.push(drawn);
      drawPoints(pixels, stampsFor(pixels, look, 2), scene, { ...view, extent: 0.5 }, look, 2);
      return lines.splice(0);
    };
    const rgb = channels(look.axis);
    expect(draw(sceneCase())).toEqual([[19, 0, 2, 100, rgb], [0, 99, 200, 2, rgb]]);
    // From the right the third axis lies across: an extent of 0.5 features is 2 pixels, 4 of the canvas.
    const near = (x: number, y: number) => [expect.closeTo(x, 6) as unknown, expect.closeTo(y, 6) as unknown];
    expect(draw(sceneCase({ orientation: { azimuth: 90, elevation: 0 } }))).toEqual([
      [near(20, 100), near(20, 100), 2, rgb],
      [near(20, 104), near(20, 96), 2, rgb],
      [near(24, 100), near(16, 100), 2, rgb],
    ]);
  });

  it('marks no errors before training', () => {
    const puts = stamped({ ...sceneCase({ predictions: new Uint8Array(6).fill(9) }), step: 0 });
    expect(new Set(puts.map(({ shape }) => shape))).toEqual(new Set(['mark 0']));
  });
});
