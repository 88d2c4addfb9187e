import type { Locator, Page } from '@playwright/test';
import type { PlotRoot } from '../../src/ui/panels/FeaturePlot.ts';
import { channels, classColors, plotColors } from '../../src/ui/shared/palette.ts';
import { overOn } from './manyClasses.ts';
import { drawnOn, plotOf, spotOf } from './panel.ts';

/** How many points lie on a tint of the colour of the class that they are read as; how many there are. */
export function colouredAsRead(plot: Locator) {
  const colors = { background: channels(plotColors.light.background), classes: classColors('light').map(channels) };
  return plot.evaluate((root, { background, classes }) => {
    const { points, predictions, view } = (root as PlotRoot).drawn;
    const canvas = root.querySelector<HTMLCanvasElement>('canvas[data-beneath]')!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const column = (x: number) => ((x / view.extent - view.window.x[0]) / (view.window.x[1] - view.window.x[0])) * canvas.width;
    const row = (y: number) => ((view.window.y[1] - y / view.extent) / (view.window.y[1] - view.window.y[0])) * canvas.height;
    const off = (pixel: readonly number[], color: readonly number[]) => Math.min(...Array.from({ length: 100 }, (_, k) => Math.hypot(...pixel.map((value, i) => value - (background[i]! + (k / 100) * (color[i]! - background[i]!))))));
    let [right, all] = [0, 0];
    predictions.forEach((prediction, i) => {
      const [u, v] = [Math.floor(column(points[2 * i]!)), Math.floor(row(points[2 * i + 1]!))];
      if (u < 0 || v < 0 || u >= canvas.width || v >= canvas.height) return;
      const at = 4 * (v * canvas.width + u);
      all++;
      if (off([...data.subarray(at, at + 3)], classes[prediction]!) < 2.5) right++;
    });
    return { right, all };
  }, colors);
}

/** Places of a panel where only the ground is drawn, in CSS pixels. */
export async function bareGround(page: Page, run: number): Promise<{ x: number; y: number }[]> {
  const [drawn, { names }, box] = [await drawnOn(plotOf(page, run)), await overOn(page, run), (await plotOf(page, run).boundingBox())!];
  const spots = [drawn.points, drawn.centers, drawn.means].flatMap((points) => Array.from({ length: points.length / 2 }, (_, i) => spotOf({ ...drawn, points }, i)));
  const cells = Array.from({ length: 400 }, (_, k) => ({ x: (((k % 20) + 0.5) * box.width) / 20, y: ((Math.floor(k / 20) + 0.5) * box.height) / 20 }));
  return cells.filter(
    ({ x, y }) =>
      Math.min(Math.abs(x - drawn.at.offsetX), Math.abs(y - drawn.at.offsetY)) > 4 &&
      !spots.some((spot) => Math.hypot(spot.x - x, spot.y - y) < 16) &&
      !names.some(({ box: { left, top, width, height } }) => x > left - 6 && x < left + width + 6 && y > top - 6 && y < top + height + 6),
  );
}
