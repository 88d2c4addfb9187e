/** A place or a way on a panel, in CSS pixels from its upper left corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A stretch of an axis, in normalised units. */
export type Span = readonly [from: number, to: number];

/** A rectangle of the plot in normalised units: 1 is the extent, 0 the feature origin. */
export interface Window {
  readonly x: Span;
  readonly y: Span;
}

/** How features map to the panel: `extent` feature units are 1 normalised unit; `width` and `height` are CSS pixels. */
export interface View {
  readonly extent: number;
  readonly window: Window;
  readonly width: number;
  readonly height: number;
}

/** Pixel = offset + scale x feature, per axis; y points down. */
export interface Projection {
  readonly scaleX: number;
  readonly offsetX: number;
  readonly scaleY: number;
  readonly offsetY: number;
}

/** Room left around the extent, as a factor. */
const margin = 1.08;

/** Time in which the view goes 63 % of its way to a new extent; long enough to look calm, short enough to end with a tween. */
const easingMs = 180;

/** Below this relative difference, a third of a pixel at the edge of a large panel, the view is where it should be. */
const settled = 0.001;

/**
 * Half-width of the square around the origin that holds a fraction `quantile` of the points, with some room: the quantile of
 * max(|x|, |y|) times 1.08. Points [N,2] in feature units; those that are not finite are left out. 1 where no point has a size.
 */
export function robustExtent(points: Float32Array, quantile = 0.995): number {
  return extentOver(points.length / 2, (i) => Math.max(Math.abs(points[2 * i]!), Math.abs(points[2 * i + 1]!)), quantile);
}

/** The same of a run's points as they are drawn; in space of their distances from the origin, with their depths [N], so that it is one from all sides. */
export function extentOf({ points, depths }: { readonly points: Float32Array; readonly depths?: { readonly points: Float32Array } | undefined }): number {
  return depths ? extentOver(depths.points.length, (i) => Math.hypot(points[2 * i]!, points[2 * i + 1]!, depths.points[i]!)) : robustExtent(points);
}

function extentOver(points: number, sizeOf: (i: number) => number, quantile = 0.995): number {
  const sizes = new Float32Array(points);
  let count = 0;
  for (let i = 0; i < points; i++) {
    const size = sizeOf(i);
    if (Number.isFinite(size)) sizes[count++] = size;
  }
  const sorted = sizes.subarray(0, count).sort();
  const size = sorted[Math.max(0, Math.ceil(quantile * count) - 1)] ?? 0;
  return size > 0 ? size * margin : 1;
}

/** The extent after `elapsedMs` on its way to `target`: exponential in the logarithm, so that growing and shrinking look alike. */
export function easedExtent(current: number, target: number, elapsedMs: number): number {
  const way = Math.log(target / current);
  return Math.abs(way) < settled ? target : current * Math.exp(way * (1 - Math.exp(-elapsedMs / easingMs)));
}

/** Width and height of a window, in normalised units. */
export function sizeOf({ x, y }: Window): { width: number; height: number } {
  return { width: x[1] - x[0], height: y[1] - y[0] };
}

/** The whole plot: -1 to 1 along the shorter side, as much more along the longer one. */
export function fullWindow(width: number, height: number): Window {
  const side = Math.min(width, height);
  return { x: [-width / side, width / side], y: [-height / side, height / side] };
}

/** Whether a window is the whole plot, within rounding. */
export function isFull({ window, width, height }: View): boolean {
  const full = fullWindow(width, height);
  return [0, 1].every((end) => Math.abs(window.x[end]! - full.x[end]!) < 1e-6 && Math.abs(window.y[end]! - full.y[end]!) < 1e-6);
}

/** Whether a window shows less than the whole plot's width, within rounding: zoomed in, not only moved. */
export function isZoomed({ window, width, height }: View): boolean {
  return sizeOf(window).width < sizeOf(fullWindow(width, height)).width * (1 - 1e-6);
}

/** The map from feature units to CSS pixels. */
export function projection({ extent, window, width, height }: View): Projection {
  const size = sizeOf(window);
  const perX = width / size.width;
  const perY = height / size.height;
  return { scaleX: perX / extent, offsetX: -window.x[0] * perX, scaleY: -perY / extent, offsetY: window.y[1] * perY };
}

/** Where row i of positions [*,2], in feature units, lies on the panel. */
export function spotOf({ scaleX, offsetX, scaleY, offsetY }: Projection, positions: Float32Array, i: number): Spot {
  return { x: offsetX + scaleX * positions[2 * i]!, y: offsetY + scaleY * positions[2 * i + 1]! };
}

/** A scale bar: `value` feature units, said in `text`, are `pixels` long. */
export interface ScaleBar {
  readonly value: number;
  readonly text: string;
  readonly pixels: number;
}

const roundNumber = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 1 });

/** The longest bar of 1, 2 or 5 times a power of ten that is at most `maxPixels` long, at a scale of `perUnit` pixels per unit. */
export function scaleBar(perUnit: number, maxPixels: number): ScaleBar {
  const longest = maxPixels / perUnit;
  const power = 10 ** Math.floor(Math.log10(longest));
  const value = ([5, 2, 1].find((digit) => digit * power <= longest) ?? 1) * power;
  return { value, text: roundNumber.format(value), pixels: value * perUnit };
}

/** Numbers of points outside the square of the extent, and of points that are not finite; of those alone that are drawn, by their index. */
export function countUnseen(points: Float32Array, { extent, window }: View, isDrawn: (i: number) => boolean = () => true): { outside: number; notFinite: number } {
  const [right, top] = [window.x[1] * extent, window.y[1] * extent];
  let outside = 0;
  let notFinite = 0;
  for (let i = 0; i < points.length; i += 2) {
    if (!isDrawn(i / 2)) continue;
    const [x, y] = [Math.abs(points[i]!), Math.abs(points[i + 1]!)];
    if (!Number.isFinite(x + y)) notFinite++;
    else if (x > right || y > top) outside++;
  }
  return { outside, notFinite };
}
