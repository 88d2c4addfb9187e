import type { SeenImage } from '../../data/images/seen.ts';

/** Bytes [height, width, channels] as they are seen: red, green, blue, opacity. */
export function pictureOf(values: Uint8Array, { height, width, channels }: { readonly height: number; readonly width: number; readonly channels: number }): SeenImage {
  const pixels = new Uint8ClampedArray(4 * height * width).fill(255);
  for (let i = 0; i < height * width; i++) {
    for (let k = 0; k < 3; k++) pixels[4 * i + k] = values[i * channels + Math.min(k, channels - 1)]!;
  }
  return { width, height, pixels };
}
