import type { Locator, Page } from '@playwright/test';
import type { PlotRoot } from '../../src/ui/panels/FeaturePlot.ts';
import { projection } from '../../src/ui/panels/view/view.ts';
import type { Projection } from '../../src/ui/panels/view/view.ts';
import { expect } from './fixtures.ts';

/** What a panel draws, as plain numbers: places are row-major [x, y] pairs in feature units. */
export interface Drawn {
  readonly step: number;
  readonly images: number[];
  readonly labels: number[];
  readonly points: number[];
  readonly centers: number[];
  readonly means: number[];
  readonly trail: number[][];
  readonly selected: number[] | null;
  /** Pixel on the plot = offset + scale x feature. */
  readonly at: Projection;
}

/** The plot of a run's panel. */
export function plotOf(page: Page, run: number): Locator {
  return page.getByRole('article').nth(run).locator('[data-shows]');
}

/** Waits until the page has drawn what was asked of it so far: its next frame is done. */
export async function afterFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}

/** What is drawn on a plot now, with all that was asked of it before. */
export async function drawnOn(plot: Locator): Promise<Drawn> {
  await afterFrame(plot.page());
  const { view, ...drawn } = await plot.evaluate((root) => {
    const { step, images, labels, points, centers, means, trail, selected, view } = (root as PlotRoot).drawn;
    const [plain, plainTrail] = [[images, labels, points, centers, means].map((part) => Array.from(part)), trail.map((part) => Array.from(part))];
    return { step, images: plain[0]!, labels: plain[1]!, points: plain[2]!, centers: plain[3]!, means: plain[4]!, trail: plainTrail, selected: selected && [...selected], view };
  });
  return { ...drawn, at: projection(view) };
}

/** Waits until a plot stands still at a step, all its images drawn by Plotly. */
export async function atRest(plot: Locator, step: number): Promise<void> {
  const state = () => Promise.all([plot.getAttribute('data-shows'), drawnOn(plot)]).then(([shows, drawn]) => [shows, drawn.step, drawn.images.length]);
  await expect.poll(state).toEqual(['plot', step, 2000]);
}

/** A panel's button, by its words. */
export function toolOf(page: Page, run: number, name: string): Locator {
  return page.getByRole('article').nth(run).getByRole('button', { name });
}

/** Drags on a plot between two places, as shares of its width and height, by the mouse. */
export async function dragOn(plot: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const { x, y, width, height } = (await plot.boundingBox())!;
  const { mouse } = plot.page();
  await mouse.move(x + from[0] * width, y + from[1] * height);
  await mouse.down();
  await mouse.move(x + to[0] * width, y + to[1] * height, { steps: 5 });
  await mouse.up();
}

/** Where point i is drawn, in pixels from the upper left corner of its plot. */
export function spotOf({ points, at }: Drawn, i: number): { x: number; y: number } {
  return { x: at.offsetX + at.scaleX * points[2 * i]!, y: at.offsetY + at.scaleY * points[2 * i + 1]! };
}

/** A point that is alone around where it is drawn, well inside the plot, so that a pointer there means it. */
export function lonePoint(drawn: Drawn, { width, height }: { readonly width: number; readonly height: number }): number {
  const spots = drawn.labels.map((_, i) => spotOf(drawn, i));
  const marks = [drawn.centers, drawn.means].flatMap((places) => drawn.labels.slice(0, places.length / 2).map((_, c) => spotOf({ ...drawn, points: places }, c)));
  const distance = (i: number) => {
    const [spot, others] = [spots[i]!, [...spots.filter((_, j) => j !== i), ...marks]];
    const inside = spot.x > 30 && spot.y > 30 && spot.x < width - 30 && spot.y < 0.75 * height;
    return inside ? Math.min(...others.map(({ x, y }) => Math.hypot(x - spot.x, y - spot.y))) : -1;
  };
  return spots.map((_, i) => [distance(i), i] as const).reduce((best, next) => (next[0] > best[0] ? next : best))[1];
}

/** The label of a hover on a plot; null where there is none. */
export async function hoverOn(plot: Locator): Promise<string | null> {
  const labels = plot.locator('.hoverlayer .hovertext');
  return (await labels.count()) > 0 ? labels.first().textContent() : null;
}

/** Numbers of a part of `playground.features()`, whether it gives them flat or in pairs. */
export const flat = (part: ArrayLike<number> | readonly (readonly number[])[]): number[] => Array.from<number | readonly number[]>(part).flat();
