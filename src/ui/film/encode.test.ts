import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../errors.ts';
import { snapshotCase } from '../panels/scene/sceneCase.ts';
import { gifOf } from './encode.ts';
import type { FilmWish } from './encode.ts';
import { filmFrames } from './film.ts';
import type { FilmPainter } from './painter.ts';

/** A film of pictures of one grey each, 4 x 2 pixels. */
function wishOf(count: number, telling: (done: number) => void = () => undefined): FilmWish & { readonly end: AbortController } {
  const end = new AbortController();
  const shown = { step: 0 };
  const canvas = { width: 4, height: 2, getContext: () => ({ getImageData: () => ({ data: new Uint8ClampedArray(32).fill(20 * shown.step) }) }) };
  const painter = { canvas, draw: ({ snapshot }: { snapshot: { step: number } }) => void (shown.step = snapshot.step) } as unknown as FilmPainter;
  return { painter, frames: filmFrames(Array.from({ length: count }, (_, step) => snapshotCase(step)), 10, 'follow'), pace: 10, theme: 'light', telling, signal: end.signal, end };
}

describe('a film as a GIF', () => {
  it('has all pictures, and tells how far it is', async () => {
    const told: number[] = [];
    const bytes = new Uint8Array(await (await gifOf(wishOf(5, (done) => told.push(done)))).arrayBuffer());
    expect(String.fromCharCode(...bytes.subarray(0, 6))).toBe('GIF89a');
    expect([bytes[6], bytes[8], bytes.at(-1)]).toEqual([4, 2, 0x3b]);
    expect(told).toEqual([0, 1, 2, 3, 4]);
    // Each picture has a graphic control extension with its time, in hundredths of a second.
    const times = [...bytes.keys()].filter((i) => bytes[i] === 0x21 && bytes[i + 1] === 0xf9 && bytes[i + 2] === 4).map((i) => bytes[i + 4]! + 256 * bytes[i + 5]!);
    expect(times).toEqual([10, 10, 10, 10, 200]);
  });

  it('ends between two pictures when it is cancelled', async () => {
    const told: number[] = [];
    const wish: ReturnType<typeof wishOf> = wishOf(9, (done) => {
      told.push(done);
      if (done === 2) wish.end.abort();
    });
    await expect(gifOf(wish)).rejects.toThrow(CancelledError);
    expect(told).toEqual([0, 1, 2]);
  });
});
