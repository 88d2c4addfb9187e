import { projection, spotOf } from '../view/view.ts';
import type { Spot, View } from '../view/view.ts';
import { isShown } from './scene.ts';
import type { Scene } from './scene.ts';

/** Whether a spot lies inside an outline, by the even-odd rule. */
export function isInside({ x, y }: Spot, outline: readonly Spot[]): boolean {
  let inside = false;
  outline.forEach((a, i) => {
    const b = outline.at(i - 1)!;
    if (a.y > y !== b.y > y && x < a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y)) inside = !inside;
  });
  return inside;
}

/** Numbers in the test set of the images whose points are shown inside an outline drawn on the panel. */
export function imagesWithin(scene: Scene, view: View, outline: readonly Spot[]): number[] {
  const { points, labels, images } = scene;
  const at = projection(view);
  return Array.from(labels.keys())
    .filter((i) => isShown(scene, i) && isInside(spotOf(at, points, i), outline))
    .map((i) => images[i]!);
}
