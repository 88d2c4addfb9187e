import type { Layout } from 'plotly.js/lib/core';
import { loadPlotly } from '../../plotly/loadPlotly.ts';
import { marksOf } from '../scene/marks.ts';
import { lookOf } from '../scene/picture.ts';
import type { PlainPicture } from '../scene/picture.ts';
import { regionHead, regionImage } from '../scene/regions.ts';
import type { View } from '../view/view.ts';
import { exportLayout, exportView } from './exportLayout.ts';
import type { Origin, Over } from './exportLayout.ts';
import { fileName } from './fileName.ts';
import { traces } from './traces.ts';

/** What is saved: a picture, with names placed in the view of `exportView`. */
export type Still = PlainPicture & Over;

/** Side of a cell of exported regions, in units of the plot's 1,000. */
const exportedCell = 2;

/**
 * Saves a picture with its name, origin, scale and legend as a file: SVG of true vectors, or PNG of 2 pixels per unit; the longer
 * side of the plot is 1,000 units. Rejects with PlaygroundError when Plotly cannot be fetched.
 */
export async function downloadPicture(picture: Still, origin: Origin, format: 'png' | 'svg'): Promise<void> {
  const { scene, view } = picture;
  const look = lookOf(picture);
  const plotly = await loadPlotly();
  const large = exportView(view);
  const layout = exportLayout(scene, origin, large, look, picture);
  const images = regionsOf(picture, large);
  const data = traces(scene, view.extent, marksOf(scene, large, look), 'scatter');
  const { width, height } = layout;
  const drawn = await plotly.toImage({ data, layout: { ...layout, images } }, { format, width, height, scale: format === 'png' ? 2 : 1 });
  const link = document.createElement('a');
  link.href = format === 'svg' ? titled(drawn, scene.title) : drawn;
  link.download = `${fileName(origin.run, scene.title, scene.step)}.${format}`;
  link.click();
}

/** The regions under an exported plot, as an image of its size; none where they are not drawn. */
function regionsOf(picture: PlainPicture, view: View): NonNullable<Layout['images']> {
  const head = regionHead(picture);
  if (!head) return [];
  const image = regionImage(head, view, picture.theme, exportedCell);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: image.width, height: image.height });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  const { x, y } = view.window;
  return [{ source: canvas.toDataURL(), xref: 'x', yref: 'y', x: x[0], y: y[1], sizex: x[1] - x[0], sizey: y[1] - y[0], sizing: 'stretch', layer: 'below' }];
}

/** An SVG's address with a title in it, which viewers show and read out. */
function titled(address: string, title: string): string {
  const comma = address.indexOf(',') + 1;
  const picture = new DOMParser().parseFromString(decodeURIComponent(address.slice(comma)), 'image/svg+xml');
  const element = picture.createElementNS('http://www.w3.org/2000/svg', 'title');
  element.textContent = title;
  picture.documentElement.prepend(element);
  return address.slice(0, comma) + encodeURIComponent(new XMLSerializer().serializeToString(picture));
}
