/** An image in memory, [height, width, 4] bytes, row-major: red, green, blue, opacity. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Width and height in pixels. */
export type Size = Pick<Pixels, 'width' | 'height'>;

/** A part of an image in pixels, from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const channels = 3;

/** Source pixels that make one target pixel, the first of them and their weights, which sum to 1. */
interface Tap {
  readonly first: number;
  readonly weights: Float32Array;
}

/**
 * Taps of a triangle as wide as two target pixels where it shrinks and as two source pixels where it grows, cut at the edges of
 * the part that is read: what Pillow and PyTorch (`antialias=True`) call bilinear.
 */
function taps(start: number, length: number, target: number): Tap[] {
  const scale = length / target;
  const width = Math.max(scale, 1);
  return Array.from({ length: target }, (_, i) => {
    const center = (i + 0.5) * scale;
    const low = Math.max(0, Math.floor(center - width + 0.5));
    const high = Math.max(low + 1, Math.min(length, Math.floor(center + width + 0.5)));
    const raw = Float64Array.from({ length: high - low }, (_, k) => Math.max(0, 1 - Math.abs((low + k + 0.5 - center) / width)));
    const sum = raw.reduce((a, b) => a + b, 0);
    const weights = sum > 0 ? Float32Array.from(raw, (weight) => weight / sum) : Float32Array.of(1);
    return { first: start + low, weights };
  });
}

/** The part of an image that a box covers, in whole pixels inside it and at least one; all of it without a box. */
export function insideBox({ width, height }: Size, box: Box | null): Box {
  if (!box) return { x: 0, y: 0, width, height };
  const clamp = (value: number, most: number) => Math.min(Math.max(Math.round(value), 0), most);
  const [x, y] = [clamp(box.x, width - 1), clamp(box.y, height - 1)];
  return { x, y, width: Math.max(1, clamp(box.x + box.width, width) - x), height: Math.max(1, clamp(box.y + box.height, height) - y) };
}

/**
 * An image, or the part in a box, squashed to a size: bilinear with antialiasing. Opacity is left out.
 * @returns [height, width, 3] bytes, row-major.
 */
export function resized(image: Pixels, { width, height }: Size, box: Box | null = null): Uint8Array {
  const part = insideBox(image, box);
  const across = taps(part.x, part.width, width);
  const down = taps(part.y, part.height, height);
  const row = width * channels;
  // Each source row is shrunk once, and read by the few target rows that need it.
  const narrow = new Float32Array(part.height * row);
  for (let y = 0; y < part.height; y++) {
    const line = (part.y + y) * image.width * 4;
    for (let x = 0; x < width; x++) {
      const { first, weights } = across[x]!;
      let [red, green, blue] = [0, 0, 0];
      for (let k = 0, at = line + first * 4; k < weights.length; k++, at += 4) {
        const weight = weights[k]!;
        red += weight * image.data[at]!;
        green += weight * image.data[at + 1]!;
        blue += weight * image.data[at + 2]!;
      }
      const to = y * row + x * channels;
      narrow[to] = red;
      narrow[to + 1] = green;
      narrow[to + 2] = blue;
    }
  }
  const result = new Uint8Array(height * row);
  for (let y = 0; y < height; y++) {
    const { first, weights } = down[y]!;
    for (let k = 0; k < row; k++) {
      let sum = 0;
      for (let t = 0; t < weights.length; t++) sum += weights[t]! * narrow[(first - part.y + t) * row + k]!;
      result[y * row + k] = Math.round(sum);
    }
  }
  return result;
}

/** The mirror image of [side, side, 3] bytes, left and right exchanged. */
export function mirrored(pixels: Uint8Array, side: number): Uint8Array {
  const result = new Uint8Array(pixels.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = (y * side + x) * channels;
      result.set(pixels.subarray(from, from + channels), (y * side + side - 1 - x) * channels);
    }
  }
  return result;
}

/** Grey of red, green and blue, [side, side]: means over the pixels that each covers most of; of a smaller image, its nearest pixels. */
export function greyThumbnail(pixels: Uint8Array, { width, height }: Size, side: number): Uint8Array {
  const thumbnail = new Uint8Array(side * side);
  const edge = (i: number, length: number) => Math.floor((i * length) / side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let [sum, count] = [0, 0];
      for (let row = edge(y, height); row < Math.max(edge(y + 1, height), edge(y, height) + 1); row++) {
        for (let column = edge(x, width); column < Math.max(edge(x + 1, width), edge(x, width) + 1); column++) {
          const at = (row * width + column) * channels;
          sum += pixels[at]! + pixels[at + 1]! + pixels[at + 2]!;
          count += channels;
        }
      }
      thumbnail[y * side + x] = Math.round(sum / count);
    }
  }
  return thumbnail;
}
