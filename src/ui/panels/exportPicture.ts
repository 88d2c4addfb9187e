import { loadPlotly } from '../plotly.ts';
import { exportLayout, exportView } from './layout.ts';
import type { Look } from './look.ts';
import type { Scene } from './scene.ts';
import { traces } from './traces.ts';
import type { View } from './view.ts';

/** A scene to export as it is shown. */
export interface Picture {
  readonly scene: Scene;
  readonly view: View;
  readonly look: Look;
}

/** A name for a picture's file, without the ending: "softmax-center-step-1400". */
export function fileName({ title, step }: Scene): string {
  return `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')}-step-${step}`;
}

/**
 * Saves a picture with its title and scale as a file: SVG of true vectors, or PNG of 2 pixels per unit; the longer side of the
 * plot is 1,000 units. Rejects with PlaygroundError when Plotly cannot be fetched.
 */
export async function downloadPicture({ scene, view, look }: Picture, format: 'png' | 'svg'): Promise<void> {
  const plotly = await loadPlotly();
  const large = exportView(view);
  const layout = exportLayout(scene, large, look);
  const data = traces(scene, view.extent, look, 'scatter');
  const { width, height } = layout;
  const link = document.createElement('a');
  link.href = await plotly.toImage({ data, layout }, { format, width, height, scale: format === 'png' ? 2 : 1 });
  link.download = `${fileName(scene)}.${format}`;
  link.click();
}
