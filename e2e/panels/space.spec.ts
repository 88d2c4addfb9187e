import type { Locator, Page } from '@playwright/test';
import type { PlotRoot } from '../../src/ui/panels/FeaturePlot.ts';
import { turnOf } from '../../src/ui/panels/view/orientation.ts';
import type { Orientation } from '../../src/ui/panels/view/orientation.ts';
import { expect, lentTest as test } from '../support/fixtures.ts';
import { afterFrame, atRest, dragOn, drawnOn, flat, hoverOn, lonePoint, plotOf, spotOf, toolOf } from '../support/panel.ts';
import { pressVisible } from '../support/pressVisible.ts';

// The projection is the subject, not the network.
test.use({ small: true });

const menu = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

/** From where a plot says that it is seen; null where it shows no picture in space. */
async function sideOf(plot: Locator): Promise<Orientation | null> {
  await afterFrame(plot.page());
  return plot.evaluate((root) => (root as PlotRoot).drawn.orientation ?? null);
}

/** The features of the runs as they are told: x, y and depth of points, centers and means. */
const features = (page: Page) => page.evaluate(async () => (await window.playground.features()).runs.map(({ points, centers, means, depths }) => ({ points, centers, means, depths })));

/** Positions and depths seen from an orientation, flat. */
function seen(positions: readonly (readonly number[])[], depths: readonly number[], orientation: Orientation): number[] {
  const { right, up } = turnOf(orientation);
  return positions.flatMap(([x = 0, y = 0], i) => [right, up].map((row) => row[0] * x + row[1] * y + row[2] * depths[i]!));
}

/** Expects every panel to draw what is told as it is seen from an orientation. */
async function expectSeen(page: Page, told: Awaited<ReturnType<typeof features>>, orientation: Orientation): Promise<void> {
  for (const [run, { points, centers, means, depths }] of told.entries()) {
    const plot = plotOf(page, run);
    expect(await sideOf(plot)).toEqual(orientation);
    const drawn = await drawnOn(plot);
    const size = Math.max(...flat(points).map(Math.abs));
    for (const [is, should] of [[drawn.points, seen(points, depths!.points, orientation)], [drawn.centers, seen(centers, depths!.centers, orientation)], [drawn.means, seen(means, depths!.means, orientation)]] as const) {
      expect(Math.max(...should.map((value, i) => Math.abs(value - is[i]!))) / size, `run ${run}`).toBeLessThan(1e-3);
    }
  }
}

test('features in space are turned by a drag, by keys and by a finger, in all panels alike; a hover tells the point, and the front comes back', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.getByRole('textbox', { name: 'Batch size' }).fill('32');
  await menu(page, 'Features').selectOption({ label: '3 dimensions' });
  await menu(page, 'Drawn by').selectOption({ label: 'PCA in space' });
  await page.getByRole('button', { name: 'Restart with this', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Changes' })).toBeHidden();
  await page.evaluate(() => window.playground.step(60));
  await expect(page.getByText('3 features drawn by PCA in space', { exact: true })).toBeVisible();
  const [plot, other] = [plotOf(page, 0), plotOf(page, 1)];
  await atRest(plot, 60);
  await atRest(other, 60);
  const told = await features(page);
  await expectSeen(page, told, { azimuth: 0, elevation: 0 });

  // To the right and down: the eye goes left and up.
  await expect(toolOf(page, 0, 'Turn')).toHaveAttribute('aria-pressed', 'true');
  await dragOn(plot, [0.5, 0.4], [0.7, 0.5]);
  const turned = (await sideOf(plot))!;
  expect(turned.azimuth).toBeLessThan(-20);
  expect(turned.elevation).toBeGreaterThan(10);
  await atRest(plot, 60);
  await atRest(other, 60);
  await expectSeen(page, told, turned);
  const words = `Seen from ${Math.round(-turned.azimuth)}° left, ${Math.round(turned.elevation)}° above`;
  for (const run of [0, 1]) await expect(page.getByRole('article').nth(run)).toContainText(`${words}: double-click shows the front`);

  // Hovers and what is selected are those of the places that are seen.
  const drawn = await drawnOn(plot);
  const { width, height } = (await plot.boundingBox())!;
  const i = lonePoint(drawn, { width, height });
  await plot.hover({ position: spotOf(drawn, i) });
  await expect.poll(() => hoverOn(plot)).toContain(`test image ${drawn.images[i]!.toLocaleString('en-US')}`);
  await pressVisible(toolOf(page, 0, 'Select with a box'));
  await dragOn(plot, [0.3, 0.3], [0.6, 0.6]);
  const spots = drawn.images.map((image, k) => ({ image, ...spotOf(drawn, k) }));
  const inside = spots.filter(({ x, y }) => x > 0.3 * width && x < 0.6 * width && y > 0.3 * height && y < 0.6 * height).map(({ image }) => image);
  await expect.poll(() => drawnOn(plot).then(({ selected }) => selected?.toSorted((a, b) => a - b))).toEqual(inside.toSorted((a, b) => a - b));

  // Arrow keys go on where a drag has left the focus.
  await pressVisible(toolOf(page, 0, 'Turn'));
  await dragOn(plot, [0.5, 0.5], [0.5, 0.52]);
  await expect(toolOf(page, 0, 'Turn')).toBeFocused();
  const before = (await sideOf(plot))!;
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => sideOf(other)).toEqual({ azimuth: expect.closeTo(before.azimuth - 10, 6) as unknown, elevation: expect.closeTo(before.elevation - 10, 6) as unknown });
  for (let press = 0; press < 14; press++) await page.keyboard.press('ArrowDown');
  await expect.poll(() => sideOf(other).then((orientation) => orientation?.elevation)).toBe(90);
  await expectSeen(page, told, (await sideOf(plot))!);

  await other.hover();
  await pressVisible(toolOf(page, 1, 'Show everything, nothing selected'));
  await atRest(plot, 60);
  await expectSeen(page, told, { azimuth: 0, elevation: 0 });
  await expect(page.getByRole('article').nth(0)).not.toContainText('Seen from');

  // A finger that moves sideways turns; one that moves up is for the page to scroll.
  const session = await page.context().newCDPSession(page);
  const finger = async (across: number, down: number) => {
    const { x, y } = (await other.boundingBox())!;
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', share: number) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: x + 0.3 * width + share * across, y: y + 0.6 * height + share * down }] });
    await touch('touchStart', 0);
    for (let part = 1; part <= 12; part++) await touch('touchMove', part / 12);
    await touch('touchEnd', 1);
  };
  await finger(0, -100);
  expect(await sideOf(plot)).toEqual({ azimuth: 0, elevation: 0 });
  // A page that still rolls would move the panel under the next finger.
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(20);
  await expect(async () => {
    const place = await page.evaluate(() => scrollY);
    for (let frame = 0; frame < 5; frame++) await afterFrame(page);
    expect(await page.evaluate(() => scrollY)).toBe(place);
  }).toPass();
  await finger(120, 0);
  await expect.poll(() => sideOf(plot).then((orientation) => orientation!.azimuth)).toBeLessThan(-10);
  expect((await sideOf(plot))!.elevation).toBe(0);
  await other.dblclick({ position: { x: 20, y: 20 } });
  await expect.poll(() => sideOf(plot)).toEqual({ azimuth: 0, elevation: 0 });

  // In the plane there is nothing to turn.
  await menu(page, 'Drawn by').selectOption({ label: 'PCA' });
  await page.getByRole('button', { name: 'Restart with this', exact: true }).click();
  await expect(toolOf(page, 0, 'Turn')).toHaveCount(0);
  await expect.poll(() => sideOf(plot)).toBeNull();
});
