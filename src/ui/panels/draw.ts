import { channels, translucent } from '../palette.ts';
import { fontFamily } from './look.ts';
import type { Look } from './look.ts';
import { cross, disc } from './pixels.ts';
import type { Pixels, Stamp } from './pixels.ts';
import { errorsStandOut, shortName } from './scene.ts';
import type { Scene } from './scene.ts';
import type { Projection } from './view.ts';

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

/** Background, axes, then points in the scene's order, those read wrong as crosses above the others. */
export function drawPoints(pixels: Pixels, stamps: Stamps, scene: Scene, at: Projection, look: Look, ratio: number): void {
  const { labels, predictions, points, order, hidden, selected } = scene;
  const fills = look.colors.map(channels);
  const inks = look.inks.map(channels);
  pixels.fill(channels(look.background));
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
      pixels.put(!selected || selected.has(i) ? full : dim, x, y, colors[label % colors.length]!);
    }
  }
}

/** Trails, lag lines, means and centers, in CSS pixels, over what the context holds. */
export function drawMarks(context: CanvasRenderingContext2D, scene: Scene, at: Projection, look: Look): void {
  const { centers, means, trail, hidden, classNames } = scene;
  const x = (positions: Float32Array, c: number) => at.offsetX + at.scaleX * positions[2 * c]!;
  const y = (positions: Float32Array, c: number) => at.offsetY + at.scaleY * positions[2 * c + 1]!;
  const classes = Array.from({ length: centers.length / 2 }, (_, c) => c).filter((c) => !hidden.has(c));
  const shown = (positions: Float32Array) => classes.filter((c) => Number.isFinite(positions[2 * c]! + positions[2 * c + 1]!));
  const line = (places: readonly Float32Array[]) => {
    context.beginPath();
    for (const c of shown(centers)) {
      const path = places.filter((positions) => Number.isFinite(positions[2 * c]! + positions[2 * c + 1]!));
      path.forEach((positions, k) => (k === 0 ? context.moveTo(x(positions, c), y(positions, c)) : context.lineTo(x(positions, c), y(positions, c))));
    }
    context.stroke();
  };

  context.lineJoin = 'round';
  context.lineWidth = look.line;
  context.strokeStyle = translucent(look.muted, look.lineOpacity);
  line([...trail, centers]);
  context.strokeStyle = translucent(look.ink, look.lagOpacity);
  line([means, centers]);

  const circles = (positions: Float32Array, diameter: number, width: number) => {
    context.lineWidth = width;
    for (const c of shown(positions)) {
      context.strokeStyle = look.inks[c % look.inks.length]!;
      context.fillStyle = look.background;
      context.beginPath();
      context.arc(x(positions, c), y(positions, c), diameter / 2, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
      if (positions !== centers) continue;
      context.fillStyle = look.ink;
      context.fillText(shortName(classNames, c), x(centers, c), y(centers, c) + 0.05 * look.digit);
    }
  };
  context.font = `bold ${look.digit}px ${fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  circles(means, look.mean, look.line);
  circles(centers, look.disc, look.ring);
}
