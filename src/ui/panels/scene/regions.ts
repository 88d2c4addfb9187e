import { planeHead } from '../../field/head.ts';
import type { PlaneHead } from '../../field/head.ts';
import { paintRegions } from '../../field/regions.ts';
import type { Grid, RegionColors } from '../../field/regions.ts';
import { channels, classColors, plotColors } from '../../shared/palette.ts';
import type { Theme } from '../../shared/theme.ts';
import { projection } from '../view/view.ts';
import type { View } from '../view/view.ts';
import type { Picture } from './picture.ts';

/** How strong the colour of a region is where the head knows nothing, and where it is certain. */
const opacities = { light: { unsure: 0.05, sure: 0.3 }, dark: { unsure: 0.06, sure: 0.34 } } as const;

/** The colours of regions in a theme. */
export function regionColors(theme: Theme): RegionColors {
  return { background: channels(plotColors[theme].background), colors: classColors(theme).map(channels), ...opacities[theme] };
}

/** The head that a picture's regions are drawn of; null where they are off, or where its snapshot has none. */
export function regionHead({ scene, regions }: Pick<Picture, 'scene' | 'regions'>): PlaneHead | null {
  return regions ? planeHead(scene.head, scene.means.length / 2) : null;
}

/** The cells of a view: middles of its first and last ones in feature units. */
export function gridOf(view: View, side: number): Grid {
  const { scaleX, offsetX, scaleY, offsetY } = projection(view);
  const [columns, rows] = [Math.max(1, Math.ceil(view.width / side)), Math.max(1, Math.ceil(view.height / side))];
  const x = (pixel: number) => (pixel - offsetX) / scaleX;
  const y = (pixel: number) => (pixel - offsetY) / scaleY;
  const [halfX, halfY] = [view.width / columns / 2, view.height / rows / 2];
  return { columns, rows, x: [x(halfX), x(view.width - halfX)], y: [y(halfY), y(view.height - halfY)] };
}

/** The regions of a picture as an image, `side` CSS pixels a cell. */
export function regionImage(head: PlaneHead, view: View, theme: Theme, side: number): ImageData {
  const grid = gridOf(view, side);
  const image = new ImageData(grid.columns, grid.rows);
  paintRegions(image.data, grid, head, regionColors(theme));
  return image;
}
