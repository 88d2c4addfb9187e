import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { drawnOn, plotOf, spotOf } from './panel.ts';
import { pressVisible } from './pressVisible.ts';

/** Draws a lasso around the middle of a plot, as a hand does. */
export async function lasso(plot: Locator): Promise<{ x: number; y: number }[]> {
  const { x, y, width, height } = (await plot.boundingBox())!;
  const corners = [[0.25, 0.3], [0.5, 0.2], [0.7, 0.35], [0.75, 0.6], [0.5, 0.75], [0.3, 0.65]].map(([a, b]) => ({ x: a! * width, y: b! * height }));
  const { mouse } = plot.page();
  await mouse.move(x + corners[0]!.x, y + corners[0]!.y);
  await mouse.down();
  for (const corner of [...corners.slice(1), corners[0]!]) await mouse.move(x + corner.x, y + corner.y, { steps: 4 });
  await mouse.up();
  return corners;
}

/** Asks for the line between the places of the point that is ringed, which ends at the rings, also once the panels have moved; then takes it away. */
export async function expectLine(page: Page, image: number): Promise<void> {
  const line = page.locator('[data-place-lines] path');
  const wish = page.locator('label').filter({ hasText: /^Lines$/ });
  await expect(line).toHaveCount(0);
  await pressVisible(wish);
  await page.locator(`[data-image="${image}"]`).focus();
  const ends = () =>
    line.evaluate((path) => {
      const { left, top } = path.closest('svg')!.getBoundingClientRect();
      const [x0, y0, x1, y1] = path.getAttribute('d')!.match(/-?[\d.]+/g)?.map(Number) ?? [];
      return [[left + x0!, top + y0!], [left + x1!, top + y1!]] as const;
    });
  const apart = async () => {
    const places = await Promise.all([0, 1].map(async (run) => {
      const [box, drawn] = [(await plotOf(page, run).boundingBox())!, await drawnOn(plotOf(page, run))];
      const { x, y } = spotOf(drawn, drawn.images.indexOf(image));
      return [box.x + x, box.y + y] as const;
    }));
    return Math.max(...(await ends()).map((end, r) => Math.abs(Math.hypot(end[0] - places[r]![0], end[1] - places[r]![1]) - 12)));
  };
  await expect.poll(apart).toBeLessThan(1.5);
  const before = await ends();
  await page.setViewportSize({ width: 1180, height: 800 });
  await expect.poll(apart).toBeLessThan(1.5);
  expect(await ends()).not.toEqual(before);
  await page.setViewportSize({ width: 1440, height: 900 });
  await pressVisible(wish);
  await expect(line).toHaveCount(0);
  await page.locator(`[data-image="${image}"]`).focus();
}
