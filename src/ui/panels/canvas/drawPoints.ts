import { channels } from '../../shared/palette.ts';
import type { Look } from '../scene/look.ts';
import { errorsStandOut, isLit } from '../scene/scene.ts';
import type { Scene } from '../scene/scene.ts';
import type { Projection } from '../view/view.ts';
import { cross, disc } from './pixels.ts';
import type { Pixels, Stamp } from './pixels.ts';

/** Shapes of points as prepared for one picture and look. */
export interface Stamps {
  readonly dot: Stamp;
  readonly dimDot: Stamp;
  readonly cross: Stamp;
  readonly dimCross: Stamp;
}

/** The stamps of a look on a picture of `ratio` pixels per CSS pixel. */
export function stampsFor(pixels: Pixels, look: Look, ratio: number): Stamps {
  const dotRadius = (look.dot / 2) * ratio;
  const arm = (look.cross / 2) * Math.SQRT2 * ratio;
  const faded = (shape: (dx: number, dy: number) => number, opacity: number) => (dx: number, dy: number) => opacity * shape(dx, dy);
  const dot = (opacity: number) => pixels.stamp(dotRadius, faded(disc(dotRadius), opacity));
  const mark = (opacity: number) => pixels.stamp(arm, faded(cross(arm, (look.line / 2) * ratio), opacity));
  return { dot: dot(look.dotOpacity), dimDot: dot(look.dimOpacity), cross: mark(look.crossOpacity), dimCross: mark(look.dimOpacity) };
}

/** The lines through the feature origin, one CSS pixel wide; half pixels go up and left, where Plotly's lines lie. */
function drawAxes(pixels: Pixels, { offsetX, offsetY }: Projection, look: Look, ratio: number): void {
  const width = Math.max(1, Math.round(ratio));
  const rgb = channels(look.axis);
  const first = (middle: number) => Math.ceil(middle * ratio - width / 2 - 0.5);
  pixels.rectangle(first(offsetX), 0, width, pixels.height, rgb);
  pixels.rectangle(0, first(offsetY), pixels.width, width, rgb);
}

/** Background or what lies in its place, axes, then points in the scene's order, those read wrong as crosses above the others. */
export function drawPoints(pixels: Pixels, stamps: Stamps, scene: Scene, at: Projection, look: Look, ratio: number, beneath: ImageData | null = null): void {
  const { labels, predictions, points, order, hidden } = scene;
  const fills = look.colors.map(channels);
  const inks = look.inks.map(channels);
  if (beneath) pixels.lay(beneath);
  else pixels.fill(channels(look.background));
  drawAxes(pixels, at, look, ratio);
  const marksErrors = errorsStandOut(scene);
  for (const wrong of [false, true]) {
    const [full, dim] = wrong ? [stamps.cross, stamps.dimCross] : [stamps.dot, stamps.dimDot];
    const colors = wrong ? inks : fills;
    for (let k = 0; k < order.length; k++) {
      const i = order[k]!;
      const label = labels[i]!;
      if ((marksErrors && predictions[i] !== label) !== wrong || hidden.has(label)) continue;
      const x = (at.offsetX + at.scaleX * points[2 * i]!) * ratio;
      const y = (at.offsetY + at.scaleY * points[2 * i + 1]!) * ratio;
      pixels.put(isLit(scene, i) ? full : dim, x, y, colors[label % colors.length]!);
    }
  }
}
