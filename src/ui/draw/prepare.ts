/** Size of the images that a network was trained on. */
export interface PreparedSize {
  /** Pixels. */
  readonly height: number;
  /** Pixels. */
  readonly width: number;
}

/** A square of ink, row-major, 0 to 255. */
export interface Ink {
  readonly side: number;
  readonly values: Uint8Array;
}

/** Of the shorter side of an image, the box that ink fills: MNIST's 20 of 28. */
const boxShare = 20 / 28;

/** Ink fainter than this does not widen its box. */
const faint = 8;

/** Sums of all ink above and left of each corner [side + 1, side + 1]. */
function sumsOf({ side, values }: Ink): Float64Array {
  const width = side + 1;
  const sums = new Float64Array(width * width);
  for (let y = 0; y < side; y++) {
    let row = 0;
    for (let x = 0; x < side; x++) {
      row += values[y * side + x]!;
      sums[(y + 1) * width + x + 1] = sums[y * width + x + 1]! + row;
    }
  }
  return sums;
}

/** Ink above and left of a point, which may lie within a pixel or outside: exact for pixels of one grey each. */
function sumTo(sums: Float64Array, side: number, x: number, y: number): number {
  const [cx, cy] = [Math.min(side, Math.max(0, x)), Math.min(side, Math.max(0, y))];
  const [left, top] = [Math.min(side - 1, Math.floor(cx)), Math.min(side - 1, Math.floor(cy))];
  const [u, v] = [cx - left, cy - top];
  const at = (row: number, column: number) => sums[row * (side + 1) + column]!;
  return (1 - v) * ((1 - u) * at(top, left) + u * at(top, left + 1)) + v * ((1 - u) * at(top + 1, left) + u * at(top + 1, left + 1));
}

/** Where the ink is: its box, ends exclusive, and its center of mass; null without any. */
function extentOf({ side, values }: Ink) {
  let [left, top, right, bottom] = [side, side, 0, 0];
  let [mass, momentX, momentY] = [0, 0, 0];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const value = values[y * side + x]!;
      mass += value;
      momentX += value * (x + 0.5);
      momentY += value * (y + 0.5);
      if (value < faint) continue;
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + 1);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return right > left ? { left, top, right, bottom, middleX: momentX / mass, middleY: momentY / mass } : null;
}

/** The shift that brings `middle` to the middle of `size` without pushing `from` to `to` out of it. */
const shiftWithin = (size: number, middle: number, from: number, to: number) => Math.min(size - to, Math.max(-from, size / 2 - middle));

/**
 * Ink as MNIST's digits were made: its box scaled to 20 x 20 of 28 x 28 pixels, its shape kept, every pixel the mean of what it
 * covers, then moved so that its center of mass is the middle, as far as all of it stays in the picture. Of other sizes, the same
 * share of the shorter side. Null without ink. [height, width], 0 to 255.
 */
export function centred(ink: Ink, { height, width }: PreparedSize): Uint8Array | null {
  const extent = extentOf(ink);
  if (!extent) return null;
  const { left, top, right, bottom, middleX, middleY } = extent;
  const scale = (boxShare * Math.min(height, width)) / Math.max(right - left, bottom - top);
  const shiftX = shiftWithin(width, scale * middleX, scale * left, scale * right);
  const shiftY = shiftWithin(height, scale * middleY, scale * top, scale * bottom);
  return resampled(ink, { height, width }, scale, shiftX, shiftY);
}

/** Ink where it is on the square, the square scaled to the shorter side of the image. Null without ink. [height, width], 0 to 255. */
export function asItLies(ink: Ink, { height, width }: PreparedSize): Uint8Array | null {
  if (!extentOf(ink)) return null;
  const shorter = Math.min(height, width);
  return resampled(ink, { height, width }, shorter / ink.side, (width - shorter) / 2, (height - shorter) / 2);
}

/** Pixel = scale x ink + shift; each is the mean of the ink that it covers. */
function resampled(ink: Ink, { height, width }: PreparedSize, scale: number, shiftX: number, shiftY: number): Uint8Array {
  const sums = sumsOf(ink);
  const to = (x: number, y: number) => sumTo(sums, ink.side, (x - shiftX) / scale, (y - shiftY) / scale);
  const area = 1 / scale ** 2;
  return Uint8Array.from({ length: height * width }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return Math.round(Math.min(255, Math.max(0, (to(x + 1, y + 1) - to(x, y + 1) - to(x + 1, y) + to(x, y)) / area)));
  });
}

/**
 * A prepared picture as a network of that form sees it, [height, width, channels]: every channel the same; where the images
 * that it was trained on are light, as ink on paper, dark on light.
 */
export function inForm(prepared: Uint8Array, { channels, mean }: { readonly channels: number; readonly mean: number }): Uint8Array {
  const onPaper = mean > 0.5;
  return Uint8Array.from({ length: prepared.length * channels }, (_, i) => {
    const value = prepared[Math.floor(i / channels)]!;
    return onPaper ? 255 - value : value;
  });
}
