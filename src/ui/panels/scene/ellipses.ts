import { classEllipses, ellipsePath } from '../../field/ellipses.ts';
import type { Scene } from './scene.ts';

/** The standard deviations that are drawn of the spread of a class, each with its width in CSS pixels and its opacity. */
export const deviationRings = [
  { deviations: 1, width: 2, opacity: 1 },
  { deviations: 2, width: 1.4, opacity: 0.6 },
] as const;

/** One ellipse of a class as a path, and how it is drawn. */
export interface SpreadRing {
  readonly classIndex: number;
  readonly path: string;
  readonly width: number;
  readonly opacity: number;
}

/** The spread of the classes that are shown, for a picture: what a panel draws of it. `to` takes feature units to those of the picture. */
export function spreadRings(scene: Scene, to: (x: number, y: number) => readonly [x: number, y: number]): readonly SpreadRing[] {
  const ellipses = classEllipses(scene.points, scene.labels, scene.classNames.length);
  return ellipses.flatMap((ellipse, classIndex) =>
    ellipse === null || scene.hidden.has(classIndex) ? [] : deviationRings.map(({ deviations, width, opacity }) => ({ classIndex, path: ellipsePath(ellipse, deviations, to), width, opacity })),
  );
}
