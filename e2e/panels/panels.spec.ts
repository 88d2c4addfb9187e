import type { Page } from '@playwright/test';
import { expect, lentTest, test } from '../support/fixtures.ts';
import { atRest, dragOn, drawnOn, flat, hoverOn, lonePoint, plotOf, spotOf, toolOf } from '../support/panel.ts';
import type { Drawn } from '../support/panel.ts';
import { pressVisible, sightOf } from '../support/pressVisible.ts';
import { swipeUp } from '../support/swipe.ts';

test.use({ small: true });

const step = (page: Page, count: number) => page.evaluate((n) => window.playground.step(n), count);
const configure = (page: Page, change: Parameters<typeof window.playground.configure>[0]) => page.evaluate((wanted) => window.playground.configure(wanted), change);

/** The features of the runs now, as flat arrays. */
async function features(page: Page) {
  const told = await page.evaluate(async () => {
    const { step: at, runs } = await window.playground.features();
    return { step: at, runs: runs.map(({ points, centers }) => ({ points: Array.from(points), centers: Array.from(centers) })) };
  });
  return { step: told.step, runs: told.runs.map(({ points, centers }) => ({ points: flat(points), centers: flat(centers) })) };
}

const farthest = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((v, i) => Math.abs(v - b[i]!)));

/** Least distance of a place to the line through the others, in order. */
function fromLine([x, y]: readonly [number, number], line: readonly (readonly [number, number])[]): number {
  return Math.min(
    ...line.slice(1).map((end, i) => {
      const start = line[i]!;
      const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
      const length = dx * dx + dy * dy;
      const t = length > 0 ? Math.min(1, Math.max(0, ((x - start[0]) * dx + (y - start[1]) * dy) / length)) : 0;
      return Math.hypot(x - start[0] - t * dx, y - start[1] - t * dy);
    }),
  );
}

lentTest('centers and their paths are drawn where they were, through pauses and changes of the sample', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  // Slow centers: their way from pause to pause is nearly straight, and features of test images lie far from it.
  await configure(page, { model: 'small-cnn', batchSize: 16, centerRate: 0.05 });
  // On a GPU a pause comes hundreds of steps after the start.
  await page.getByLabel('Speed').selectOption('10');
  const known: number[][][] = [[], []];
  const sizes = new Set<number>();
  for (let pause = 0; pause < 3; pause++) {
    await step(page, 10);
    const { runs, step: at } = await features(page);
    for (const run of [0, 1]) {
      const plot = plotOf(page, run);
      await expect.poll(() => drawnOn(plot).then((drawn) => [drawn.step, farthest(drawn.centers, runs[run]!.centers) < 1e-4])).toEqual([at, true]);
      known[run]!.push(runs[run]!.centers);
      sizes.add((await drawnOn(plot)).images.length);
    }
    await page.evaluate(() => window.playground.start());
    await expect.poll(() => drawnOn(plotOf(page, 0)).then((drawn) => drawn.step)).toBeGreaterThan(at);
    sizes.add((await drawnOn(plotOf(page, 0))).images.length);
    await page.evaluate(() => window.playground.pause());
    const paused = await features(page);
    for (const run of [0, 1]) known[run]!.push(paused.runs[run]!.centers);
  }
  console.info(`Samples of ${[...sizes].join(' and ')} images`);
  await step(page, 1);
  const last = await features(page);
  for (const run of [0, 1]) {
    const drawn = await drawnOn(plotOf(page, run));
    known[run]!.push(last.runs[run]!.centers);
    expect(drawn.trail.length).toBeGreaterThan(3);
    const span = Math.max(...known[run]!.flat().map(Math.abs));
    for (let c = 0; c < 10; c++) {
      const line = known[run]!.map((centers) => [centers[2 * c]!, centers[2 * c + 1]!] as const);
      for (const centers of drawn.trail) expect(fromLine([centers[2 * c]!, centers[2 * c + 1]!], line) / span, `the path of center ${c}`).toBeLessThan(0.1);
    }
  }
  await page.getByLabel('Speed').selectOption('fastest');
});

lentTest('the tools of a plot are in sight under a pointer and in focus; each does what it says, at rest, while training and after a zoom', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await configure(page, { batchSize: 16 });
  await step(page, 30);
  const plot = plotOf(page, 1);
  const other = plotOf(page, 0);
  await atRest(plot, 30);
  await page.mouse.move(5, 5);
  await expect.poll(() => sightOf(toolOf(page, 1, 'Move the view')).then(({ opacity }) => opacity)).toBe(0);
  await toolOf(page, 1, 'Save as PNG').focus();
  await expect.poll(() => sightOf(toolOf(page, 1, 'Save as PNG')).then(({ opacity }) => opacity)).toBe(1);
  await plot.hover();

  // Moving, at rest: everything goes with the pointer, and stays there.
  const { at: before } = await drawnOn(plot);
  const { width, height } = (await plot.boundingBox())!;
  await pressVisible(toolOf(page, 1, 'Move the view'));
  await dragOn(plot, [0.3, 0.3], [0.5, 0.4]);
  const { at: moved } = await drawnOn(plot);
  expect([moved.offsetX - before.offsetX, moved.offsetY - before.offsetY]).toEqual([expect.closeTo(0.2 * width, 0), expect.closeTo(0.1 * height, 0)]);
  expect(moved.scaleX).toBeCloseTo(before.scaleX, 6);
  await expect(page.getByRole('article').nth(1)).toContainText('Moved: double-click shows all');

  // Zooming, moved; then moving, zoomed.
  await plot.hover();
  await pressVisible(toolOf(page, 1, 'Zoom into a box'));
  await dragOn(plot, [0.3, 0.3], [0.6, 0.6]);
  const { at: zoomed } = await drawnOn(plot);
  expect(zoomed.scaleX / moved.scaleX).toBeCloseTo(1 / 0.3, 1);
  await plot.hover();
  await pressVisible(toolOf(page, 1, 'Move the view'));
  await dragOn(plot, [0.5, 0.5], [0.4, 0.5]);
  expect((await drawnOn(plot)).at.offsetX - zoomed.offsetX).toBeCloseTo(-0.1 * width, 0);

  // All of it stays while training goes on, and the tools go on working.
  const { at: kept } = await drawnOn(plot);
  const stepBefore = (await drawnOn(plot)).step;
  await page.evaluate(() => window.playground.start());
  await expect.poll(() => drawnOn(plot).then((drawn) => drawn.step)).toBeGreaterThan(stepBefore);
  const shareOf = ({ scaleX, offsetX }: Drawn['at'], extent: Drawn['at']) => [scaleX / extent.scaleX, offsetX];
  await dragOn(plot, [0.5, 0.5], [0.6, 0.5]);
  expect(shareOf((await drawnOn(plot)).at, kept)[1]).toBeCloseTo(kept.offsetX + 0.1 * width, 0);
  await plot.dblclick();
  await expect.poll(() => drawnOn(plot).then(({ at }) => [at.offsetX, at.offsetY])).toEqual([expect.closeTo(width / 2, 3), expect.closeTo(height / 2, 3)]);
  await pressVisible(toolOf(page, 1, 'Select with a box'));
  await dragOn(plot, [0.02, 0.02], [0.98, 0.98]);
  await expect.poll(() => drawnOn(plot).then(({ selected }) => selected?.length ?? 0)).toBeGreaterThan(50);
  await page.evaluate(() => window.playground.pause());

  // A box right after choosing the tool selects what lies in it, in this panel and in the other.
  const { step: paused } = await features(page);
  await atRest(plot, paused);
  await plot.hover();
  await pressVisible(toolOf(page, 1, 'Select with a lasso'));
  await pressVisible(toolOf(page, 1, 'Select with a box'));
  await dragOn(plot, [0.2, 0.2], [0.5, 0.7]);
  const drawn = await drawnOn(plot);
  const inside = drawn.images.filter((_, i) => {
    const { x, y } = spotOf(drawn, i);
    return x > 0.2 * width && x < 0.5 * width && y > 0.2 * height && y < 0.7 * height;
  });
  await expect.poll(() => drawnOn(plot).then(({ selected }) => selected?.toSorted((a, b) => a - b))).toEqual(inside.toSorted((a, b) => a - b));
  expect(inside.length).toBeGreaterThan(20);
  expect((await drawnOn(other)).selected).toEqual((await drawnOn(plot)).selected);
  for (const run of [0, 1]) await expect(page.getByRole('article').nth(run)).toContainText(`${inside.length.toLocaleString('en-US')} selected`);

  await plot.hover();
  await pressVisible(toolOf(page, 1, 'Show everything, nothing selected'));
  await expect.poll(() => drawnOn(other).then(({ selected }) => selected)).toBeNull();

  // A hover tells the image's own number, not its place in the sample.
  await atRest(plot, paused);
  const shown = await drawnOn(plot);
  const i = lonePoint(shown, { width, height });
  expect(shown.images[i]).not.toBe(i);
  await plot.hover({ position: spotOf(shown, i) });
  await expect.poll(() => hoverOn(plot)).toMatch(new RegExp(`^${shown.labels[i]}\\b.*test image ${shown.images[i]!.toLocaleString('en-US')}$`));
});

lentTest('a set-up begins anew: no path, no selection, no hidden class after Restore defaults, and words that stay true', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await configure(page, { batchSize: 16 });
  const plot = plotOf(page, 0);
  // A path has two places that were drawn.
  for (const reached of [6, 12]) {
    await step(page, 6);
    await atRest(plot, reached);
  }
  const card = page.getByRole('article').nth(0);
  await expect(card.getByText(/^Features of Softmax at step 12: 2,000 test images of 10 classes, \d+\.\d % read right\.$/)).toBeAttached();
  await expect(page.getByRole('img').locator('[data-shows]')).toHaveCount(0);
  const classes = page.getByRole('group', { name: 'Classes shown' }).getByRole('button');
  await classes.nth(3).click();
  await expect(card.getByText(/Hidden: 3\.$/)).toBeAttached();
  expect((await drawnOn(plot)).trail.length).toBeGreaterThan(0);

  await configure(page, { batchSize: 16, seed: 2 });
  const { runs } = await features(page);
  await expect.poll(() => drawnOn(plot).then((drawn) => [drawn.step, farthest(drawn.points, runs[0]!.points) < 1e-4])).toEqual([0, true]);
  expect((await drawnOn(plot)).trail).toEqual([]);
  await expect(card.getByText(/^Features of Softmax before training/)).toBeAttached();

  await page.getByRole('button', { name: 'Restore defaults' }).click();
  for (const shown of await classes.all()) await expect(shown).toHaveAttribute('aria-pressed', 'true');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('tools are in sight and wide enough for a finger, a tap tells what a hover does, and a finger scrolls', async ({ page, opened }) => {
    expect(opened).not.toBe('');
    await configure(page, { batchSize: 16 });
    await step(page, 20);
    const plot = plotOf(page, 1);
    for (const run of [0, 1]) {
      // That of the keyboard is in sight while it has the focus.
      const tools = await page.getByRole('toolbar').nth(run).getByRole('button', { name: /^(?!Ask the points)/ }).all();
      expect(tools.length).toBeGreaterThanOrEqual(3);
      for (const [k, tool] of tools.entries()) {
        const { width, height, opacity, onTop } = await sightOf(tool);
        expect({ onTop, opacity, wide: width >= 36, high: height >= 36 }, `tool ${k} of run ${run}`).toEqual({ onTop: true, opacity: 1, wide: true, high: true });
      }
    }
    const zoom = toolOf(page, 0, 'Zoom into a box');
    for (const pressed of ['true', 'false']) {
      await pressVisible(zoom, { least: 36 });
      await expect(zoom).toHaveAttribute('aria-pressed', pressed);
    }

    await atRest(plot, 20);
    const drawn = await drawnOn(plot);
    const { x, y, width, height } = (await plot.boundingBox())!;
    const i = lonePoint(drawn, { width: width - 50, height });
    const spot = spotOf(drawn, i);
    // A tap that comes while the plot is drawn anew is one too early: a person taps again.
    await expect(async () => {
      await page.touchscreen.tap(x + spot.x, y + spot.y);
      await expect.poll(() => hoverOn(plot), { timeout: 10_000 }).toContain(`test image ${drawn.images[i]!.toLocaleString('en-US')}`);
    }).toPass();
    await page.touchscreen.tap(195, 20);
    await expect.poll(() => hoverOn(plot)).toBeNull();

    await swipeUp(page, { x: x + width / 3, y: y + height / 2 });
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    // The images of a selection are far below: a button goes there.
    await page.evaluate(() => scrollTo(0, 0));
    await page.evaluate((images) => window.playground.select(images), drawn.images.slice(0, 3));
    await pressVisible(page.getByRole('button', { name: 'Show the 3 selected images' }));
    await expect(page.getByRole('heading', { name: 'Selected images' })).toBeInViewport();
  });
});

for (const deviceScaleFactor of [0.5, 8]) {
  test.describe(`at ${deviceScaleFactor} device pixels per pixel`, () => {
    test.use({ viewport: { width: 2880 / Math.max(1, deviceScaleFactor), height: 1800 / Math.max(1, deviceScaleFactor) }, deviceScaleFactor });

    test('panels are drawn', async ({ page, opened }) => {
      expect(opened).not.toBe('');
      for (const run of [0, 1]) {
        await plotOf(page, run).scrollIntoViewIfNeeded();
        await atRest(plotOf(page, run), 0);
      }
    });
  });
}
