import type { Theme } from '../../shared/theme.ts';
import type { View } from '../view/view.ts';
import { lookFor } from './look.ts';
import type { Look } from './look.ts';
import type { Scene } from './scene.ts';

/** A rectangle on a panel, in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A class's name near its mean. */
export interface PlacedName {
  readonly classIndex: number;
  readonly text: string;
  readonly box: Box;
}

/** A point's image in the place of the point. */
export interface PlacedImage {
  /** Its number in the test set. */
  readonly image: number;
  readonly label: number;
  /** Whether it is read wrong. */
  readonly wrong: boolean;
  readonly box: Box;
  /** Its pixels; null until they have come. */
  readonly drawing: OffscreenCanvas | null;
}

/** What of the features is in sight on a panel: a scene, the part of it that is in view, in which theme, and on what ground. */
export interface PlainPicture {
  readonly scene: Scene;
  readonly view: View;
  readonly theme: Theme;
  /** Whether the regions of the head are drawn under the points. */
  readonly regions: boolean;
}

/** What a panel shows, with what lies over the points. */
export interface Picture extends PlainPicture {
  readonly names: readonly PlacedName[];
  readonly images: readonly PlacedImage[];
  /** Whether the canvas stays in sight at rest: it alone draws marks beyond the first, names and images. Plotly then only tells what lies under a pointer. */
  readonly byCanvas: boolean;
}

/** How a picture looks on a panel of its size, before its marks are fitted to the clusters. */
export function lookOf({ view, theme }: Pick<Picture, 'view' | 'theme'>): Look {
  return lookFor(theme, Math.min(view.width, view.height));
}
