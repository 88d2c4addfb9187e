import { longestReach, markAt, markIndex } from '../../shared/classMarks.ts';
import { channels } from '../../shared/palette.ts';
import type { Look } from '../scene/look.ts';
import { errorsStandOut, isLit } from '../scene/scene.ts';
import type { Scene } from '../scene/scene.ts';
import { axisEnds } from '../view/orientation.ts';
import { projection } from '../view/view.ts';
import type { View } from '../view/view.ts';
import { markShape } from './markShape.ts';
import { cross } from './pixels.ts';
import type { Pixels, Stamp } from './pixels.ts';

/** Shapes of points as prepared for one picture and look. */
export interface Stamps {
  /** The points of classes with the mark of that index, and the same outside a selection; made when first asked for. */
  readonly mark: (index: number) => Stamp;
  readonly dimMark: (index: number) => Stamp;
  readonly cross: Stamp;
  readonly dimCross: Stamp;
}

type Shape = (dx: number, dy: number) => number;

const faded = (shape: Shape, opacity: number): Shape => (dx, dy) => opacity * shape(dx, dy);

/** Calls `make` once for each index. */
function kept(make: (index: number) => Stamp): (index: number) => Stamp {
  const made: Stamp[] = [];
  return (index) => (made[index] ??= make(index));
}

/** The stamps of a look on a picture of `ratio` pixels per CSS pixel. */
export function stampsFor(pixels: Pixels, look: Look, ratio: number): Stamps {
  const arm = (look.cross / 2) * Math.SQRT2 * ratio;
  const mark = (index: number, opacity: number) => {
    const shape = markAt(index);
    const radius = ((index === 0 ? look.dot : look.shape) / 2) * ratio;
    return pixels.stamp(shape.outline ? longestReach * radius : radius, faded(markShape(shape, radius, look.line * ratio), opacity));
  };
  const wrong = (opacity: number) => pixels.stamp(arm, faded(cross(arm, (look.line / 2) * ratio), opacity));
  return {
    mark: kept((index) => mark(index, markAt(index).open ? look.openOpacity : look.dotOpacity)),
    dimMark: kept((index) => mark(index, look.dimOpacity)),
    cross: wrong(look.crossOpacity),
    dimCross: wrong(look.dimOpacity),
  };
}

/** The lines through the feature origin, one CSS pixel wide; half pixels go up and left, where Plotly's lines lie. In space three axes, turned. */
function drawAxes(pixels: Pixels, { orientation }: Scene, view: View, look: Look, ratio: number): void {
  const { scaleX, offsetX, scaleY, offsetY } = projection(view);
  const width = Math.max(1, Math.round(ratio));
  const rgb = channels(look.axis);
  if (orientation) {
    for (const [x, y] of axisEnds(orientation)) {
      const end = (sign: 1 | -1) => [(offsetX + sign * scaleX * view.extent * x) * ratio, (offsetY + sign * scaleY * view.extent * y) * ratio] as const;
      pixels.line(end(-1), end(1), width, rgb);
    }
    return;
  }
  const first = (middle: number) => Math.ceil(middle * ratio - width / 2 - 0.5);
  pixels.rectangle(first(offsetX), 0, width, pixels.height, rgb);
  pixels.rectangle(0, first(offsetY), pixels.width, width, rgb);
}

/** Background or what lies in its place, axes, then points in the scene's order, those read wrong as crosses above the others; beyond the first mark over their mark. */
export function drawPoints(pixels: Pixels, stamps: Stamps, scene: Scene, view: View, look: Look, ratio: number, beneath: ImageData | null = null): void {
  const at = projection(view);
  const { labels, predictions, points, order, hidden } = scene;
  const fills = look.colors.map(channels);
  const inks = look.inks.map(channels);
  if (beneath) pixels.lay(beneath);
  else pixels.fill(channels(look.background));
  drawAxes(pixels, scene, view, look, ratio);
  const marksErrors = errorsStandOut(scene);
  const firstMark = stamps.mark(0);
  for (const wrong of [false, true]) {
    for (let k = 0; k < order.length; k++) {
      const i = order[k]!;
      const label = labels[i]!;
      if ((marksErrors && predictions[i] !== label) !== wrong || hidden.has(label)) continue;
      const x = (at.offsetX + at.scaleX * points[2 * i]!) * ratio;
      const y = (at.offsetY + at.scaleY * points[2 * i + 1]!) * ratio;
      const lit = isLit(scene, i);
      const mark = markIndex(label);
      if (!wrong || mark > 0) pixels.put(!lit ? stamps.dimMark(mark) : mark === 0 ? firstMark : stamps.mark(mark), x, y, fills[label % fills.length]!);
      if (wrong) pixels.put(lit ? stamps.cross : stamps.dimCross, x, y, inks[label % inks.length]!);
    }
  }
}
