import { markOf, ofTen } from '../../shared/classMarks.ts';
import type { Corner } from '../../shared/classMarks.ts';
import { translucent } from '../../shared/palette.ts';
import { fontFamily } from '../scene/look.ts';
import type { Look } from '../scene/look.ts';
import { isPlaced, placedCenters, placedClasses, shortName } from '../scene/scene.ts';
import type { Scene } from '../scene/scene.ts';
import { spotOf } from '../view/view.ts';
import type { Projection, Spot } from '../view/view.ts';

/** scattergl's text lies lower than the canvas's, by this share of its size. */
const textDrop = 0.05;

type Place = (positions: Float32Array, c: number) => Spot;

/** One line per class through its places in each of the arrays; places that are not finite are left out. */
function strokePaths(context: CanvasRenderingContext2D, place: Place, classes: readonly number[], places: readonly Float32Array[]): void {
  context.beginPath();
  for (const c of classes) {
    places
      .filter((positions) => isPlaced(positions, c))
      .forEach((positions, k) => {
        const { x, y } = place(positions, c);
        if (k === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      });
  }
  context.stroke();
}

/** An outline in its class's colour, filled with the panel's or open: a ring, or another shape with the area of one. */
function drawRing(context: CanvasRenderingContext2D, { x, y }: Spot, diameter: number, background: string | null, ink: string, outline: readonly Corner[] | null = null): void {
  context.fillStyle = background ?? 'transparent';
  context.strokeStyle = ink;
  context.beginPath();
  if (outline) {
    for (const [dx, dy] of outline) context.lineTo(x + (dx * diameter) / 2, y + (dy * diameter) / 2);
    context.closePath();
  } else context.arc(x, y, diameter / 2, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** Trails, lines from mean to center, means in the shape of their class, and centers with their numbers, in CSS pixels, over what the context holds. */
export function drawMarks(context: CanvasRenderingContext2D, scene: Scene, at: Projection, look: Look): void {
  const { centers, means, trail, classNames } = scene;
  const place: Place = (positions, c) => spotOf(at, positions, c);
  const ink = (c: number) => ofTen(look.inks, c);
  const centerClasses = placedCenters(scene);

  context.lineJoin = 'round';
  context.lineWidth = look.line;
  context.strokeStyle = translucent(look.muted, look.lineOpacity);
  strokePaths(context, place, centerClasses, [...trail, centers]);
  context.strokeStyle = translucent(look.ink, look.lagOpacity);
  strokePaths(context, place, centerClasses, [means, centers]);

  for (const c of placedClasses(means, scene)) drawRing(context, place(means, c), look.mean, look.digit > 0 ? look.background : null, ink(c), markOf(c).outline);

  context.lineWidth = look.ring;
  context.font = `bold ${look.digit}px ${fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const c of centerClasses) {
    const spot = place(centers, c);
    drawRing(context, spot, look.disc, look.digit > 0 ? look.background : null, ink(c));
    if (look.digit === 0) continue;
    context.fillStyle = look.ink;
    context.fillText(shortName(classNames, c), spot.x, spot.y + textDrop * look.digit);
  }
}
