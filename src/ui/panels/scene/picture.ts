import type { Theme } from '../../shared/theme.ts';
import type { View } from '../view/view.ts';
import { lookFor } from './look.ts';
import type { Look } from './look.ts';
import type { Scene } from './scene.ts';

/** What a panel shows: a scene, the part of it that is in view, and in which theme. */
export interface Picture {
  readonly scene: Scene;
  readonly view: View;
  readonly theme: Theme;
  /** Whether the regions of the head are drawn under the points. */
  readonly regions: boolean;
}

/** How a picture looks on a panel of its size, before its marks are fitted to the clusters. */
export function lookOf({ view, theme }: Pick<Picture, 'view' | 'theme'>): Look {
  return lookFor(theme, Math.min(view.width, view.height));
}
