import { loadPlotly } from '../../plotly/loadPlotly.ts';
import { marksOf } from '../scene/marks.ts';
import { lookOf } from '../scene/picture.ts';
import type { Picture } from '../scene/picture.ts';
import { exportLayout, exportView } from './exportLayout.ts';
import type { Origin } from './exportLayout.ts';
import { fileName } from './fileName.ts';
import { traces } from './traces.ts';

/** What is saved: a picture, with names placed in the view of `exportView`. */
export type Still = Pick<Picture, 'scene' | 'view' | 'theme' | 'names'>;

/**
 * Saves a picture with its name, origin, scale and legend as a file: SVG of true vectors, or PNG of 2 pixels per unit; the longer
 * side of the plot is 1,000 units. Rejects with PlaygroundError when Plotly cannot be fetched.
 */
export async function downloadPicture(picture: Still, origin: Origin, format: 'png' | 'svg'): Promise<void> {
  const { scene, view, names } = picture;
  const look = lookOf(picture);
  const plotly = await loadPlotly();
  const large = exportView(view);
  const layout = exportLayout(scene, origin, large, look, names);
  const data = traces(scene, view.extent, marksOf(scene, large, look), 'scatter');
  const { width, height } = layout;
  const drawn = await plotly.toImage({ data, layout }, { format, width, height, scale: format === 'png' ? 2 : 1 });
  const link = document.createElement('a');
  link.href = format === 'svg' ? titled(drawn, scene.title) : drawn;
  link.download = `${fileName(origin.run, scene.title, scene.step)}.${format}`;
  link.click();
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
