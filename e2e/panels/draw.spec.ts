import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { PlotRoot } from '../../src/ui/panels/FeaturePlot.ts';
import { channels, plotColors } from '../../src/ui/shared/palette.ts';
import { expect, lentTest, ready, test } from '../support/fixtures.ts';
import { coloursAt, overOn } from '../support/manyClasses.ts';
import { atRest, drawnOn, plotOf, toolOf } from '../support/panel.ts';
import { pressVisible } from '../support/pressVisible.ts';
import { bareGround, colouredAsRead } from '../support/regions.ts';

test.use({ small: true });

const step = (page: Page, count: number) => page.evaluate((n) => window.playground.step(n), count);
const padOf = (page: Page) => page.getByRole('button', { name: /^Pad/ });
const verdictOf = (page: Page, run: number) => page.getByRole('region', { name: 'Draw and see' }).getByRole('region').nth(run).getByRole('heading');

/** Draws strokes on the pad by the mouse, in shares of its size. */
async function drawOn(pad: Locator, strokes: readonly (readonly (readonly [number, number])[])[]): Promise<void> {
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await pad.boundingBox())!;
  const { mouse } = pad.page();
  for (const stroke of strokes) {
    for (const [i, [u, v]] of stroke.entries()) {
      await mouse.move(x + u * width, y + v * height, { steps: i === 0 ? 1 : 3 });
      if (i === 0) await mouse.down();
    }
    await mouse.up();
  }
}

const one = [[[0.53, 0.15], [0.47, 0.85]]] as const;
const ellipse = Array.from({ length: 25 }, (_, k) => [0.5 + 0.24 * Math.sin((k * Math.PI) / 12), 0.5 - 0.34 * Math.cos((k * Math.PI) / 12)] as const);

/** The picture beside the pad, as a script gives it. */
const seenPixels = (page: Page) =>
  page.getByRole('img', { name: 'The drawing as the network sees it' }).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: canvas.width * canvas.height }, (_, i) => data[4 * i]!);
  });

/** Where the mark of a panel is: by its numbers, and its middle in pixels of the plot. */
async function markOn(plot: Locator) {
  const place = await plot.evaluate((root) => (root as PlotRoot).drawn.mark);
  const [box, around] = [(await plot.locator('[data-mark]').boundingBox())!, (await plot.boundingBox())!];
  return { place, x: box.x + box.width / 2 - around.x, y: box.y + box.height / 2 - around.y };
}

/** The classes that the runs read, by their verdicts. */
const readAs = (page: Page) => Promise.all([0, 1].map((run) => verdictOf(page, run).locator('b').textContent()));

lentTest('a one and a zero drawn by the mouse are read as such, and lie where the numbers say', async ({ page }) => {
  await step(page, 200);
  await atRest(plotOf(page, 0), 200);
  await pressVisible(page.getByRole('button', { name: 'Draw and see' }));
  await drawOn(padOf(page), one);
  await expect.poll(() => readAs(page)).toContain('1');

  // A script asked about the picture beside the pad says the same, and the ring lies there in each panel.
  const pixels = await seenPixels(page);
  expect(pixels).toHaveLength(784);
  const points = await page.evaluate((given) => window.playground.draw(given), pixels);
  for (const [run, { point, prediction, probabilities, distances, none, threshold }] of points.entries()) {
    const plot = plotOf(page, run);
    await expect.poll(async () => (await markOn(plot)).place).toEqual([expect.closeTo(point[0], 3), expect.closeTo(point[1], 3)]);
    const [{ x, y }, { at }] = [await markOn(plot), await drawnOn(plot)];
    const [px, py] = [at.offsetX + at.scaleX * point[0], at.offsetY + at.scaleY * point[1]];
    const { width, height } = (await plot.boundingBox())!;
    if (px > 20 && py > 20 && px < width - 20 && py < height - 20) expect([x, y]).toEqual([expect.closeTo(px, 0), expect.closeTo(py, 0)]);
    expect(probabilities.indexOf(Math.max(...probabilities))).toBe(prediction);
    expect(none).toBe(Math.min(...distances.filter((distance) => !Number.isNaN(distance))) > threshold);
    const verdict = await verdictOf(page, run).locator('b').textContent();
    expect(verdict).toBe(none ? 'None of these' : String(prediction));
  }
  await expect(page.evaluate(() => window.playground.draw(Array.from({ length: 100 }, () => 0)))).rejects.toThrow('100 values');

  // It follows training.
  const before = (await markOn(plotOf(page, 0))).place!;
  await step(page, 20);
  await expect(page.locator('[data-answered="220"]')).toBeVisible();
  await expect.poll(async () => Math.hypot(...(await markOn(plotOf(page, 0))).place!.map((value, k) => value - before[k]!))).toBeGreaterThan(0.01);

  // Among the features of another step it has no place.
  await page.evaluate(() => window.playground.show(0));
  await expect(plotOf(page, 0).locator('[data-mark]')).toBeHidden();
  await page.evaluate(() => window.playground.show(null));
  await expect(plotOf(page, 0).locator('[data-mark]')).toBeVisible();

  await pressVisible(page.getByRole('button', { name: 'Clear' }));
  await expect(plotOf(page, 0).locator('[data-mark]')).toBeHidden();
  await drawOn(padOf(page), [ellipse]);
  await expect.poll(() => readAs(page)).toContain('0');
  await pressVisible(page.getByRole('button', { name: 'Close the pad' }));
  await expect(plotOf(page, 0).locator('[data-mark]')).toBeHidden();
});

lentTest('keys start from a test image and move it; without centring that changes what the network sees', async ({ page }) => {
  await step(page, 20);
  await pressVisible(page.getByRole('button', { name: 'Draw and see' }));
  await page.getByRole('button', { name: 'Start from a test image of 3' }).focus();
  await page.keyboard.press('Enter');
  await expect(verdictOf(page, 0)).toBeVisible();
  const centred = await seenPixels(page);
  await padOf(page).focus();
  await page.keyboard.press('ArrowRight');
  // Centred it stays what it is, but for rounding.
  const moved = await seenPixels(page);
  expect(Math.max(...moved.map((value, i) => Math.abs(value - centred[i]!)))).toBeLessThan(60);
  await pressVisible(page.getByText('Centred as MNIST was'));
  const lying = await seenPixels(page);
  await padOf(page).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await seenPixels(page)).every((value, i) => i % 28 < 4 || Math.abs(value - lying[i - 4]!) < 3)).toBe(true);
  await pressVisible(page.getByRole('button', { name: 'Close the pad' }));
});

test('kept drawings are counted for each run, outlast a reload, and can be deleted and brought back', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  await step(page, 20);
  await pressVisible(page.getByRole('button', { name: 'Draw and see' }));
  await drawOn(padOf(page), one);
  await expect(verdictOf(page, 0)).toBeVisible();
  await page.getByLabel('Keep as').selectOption('1');
  await pressVisible(page.getByRole('button', { name: 'Keep', exact: true }));
  await expect(page.getByText(/Of those kept, at step 20: Softmax [01] of 1 right, Softmax \+ center [01] of 1 right/)).toBeVisible();
  await step(page, 5);
  await expect(page.getByText(/Of those kept, at step 25/)).toBeVisible();
  await page.reload();
  await ready(page);
  await pressVisible(page.getByRole('button', { name: 'Draw and see' }));
  const kept = page.getByRole('list', { name: 'Kept drawings' }).getByRole('listitem');
  await expect(kept).toHaveCount(1);
  await pressVisible(page.getByRole('button', { name: /^Delete kept drawing 1/ }));
  await expect(kept).toHaveCount(0);
  await pressVisible(page.getByRole('button', { name: 'Undo', exact: true }).last());
  await expect(kept).toHaveCount(1);
});

lentTest('the regions of the head lie under the points that it reads so, and leave nothing behind', async ({ page }) => {
  for (const reached of [60, 100]) {
    await step(page, reached === 60 ? 60 : 40);
    await atRest(plotOf(page, 0), reached);
  }
  const regions = page.getByRole('switch', { name: 'Decision regions' });
  await pressVisible(page.getByText('Decision regions'));
  await expect(regions).toBeChecked();
  for (const run of [0, 1]) {
    const plot = plotOf(page, run);
    await expect(plot.locator('canvas[data-beneath]')).toBeVisible();
    await expect.poll(() => colouredAsRead(plot).then(({ right, all }) => all > 1900 && right / all)).toBeGreaterThan(0.95);
  }
  // They are there of the steps before they were wished for as well.
  await page.evaluate(() => window.playground.show(60));
  // A past that is looked through is drawn as movement is, until a pointer asks.
  await plotOf(page, 0).hover();
  await atRest(plotOf(page, 0), 60);
  await expect.poll(() => colouredAsRead(plotOf(page, 0)).then(({ right, all }) => right / all)).toBeGreaterThan(0.95);
  await page.evaluate(() => window.playground.show(null));
  await atRest(plotOf(page, 0), 100);
  // They follow training.
  await step(page, 30);
  await atRest(plotOf(page, 0), 130);
  await expect.poll(() => colouredAsRead(plotOf(page, 0)).then(({ right, all }) => right / all)).toBeGreaterThan(0.95);
  await pressVisible(page.getByText('Decision regions'));
  await expect(plotOf(page, 0).locator('canvas[data-beneath]')).toBeHidden();
});

lentTest('with names at the means the regions lie under the points as before, and a file has both', async ({ page }) => {
  await step(page, 100);
  await pressVisible(page.getByText('Decision regions'));
  await atRest(plotOf(page, 0), 100);
  await expect.poll(() => colouredAsRead(plotOf(page, 0)).then(({ right, all }) => all > 1900 && right / all)).toBeGreaterThan(0.95);
  const names = page.getByRole('button', { name: 'Names', exact: true });
  await pressVisible(names);
  await expect.poll(() => overOn(page, 0).then(({ shows, byCanvas, names: shown }) => [shows, byCanvas, shown.length > 1])).toEqual(['plot', true, true]);
  const places = await bareGround(page, 0);
  expect(places.length).toBeGreaterThan(20);
  const [above, beneath] = [await coloursAt(page, 0, places), await coloursAt(page, 0, places, 'regions')];
  const background = channels(plotColors.light.background);
  const apart = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((value, i) => value - b[i]!));
  // Colours between two cells are mixed.
  expect(above.filter((color, i) => apart(color, beneath[i]!) < 12).length / places.length).toBeGreaterThan(0.9);
  expect(above.filter((color) => apart(color, background) > 12).length / places.length).toBeGreaterThan(0.5);

  await plotOf(page, 0).hover();
  const [download] = await Promise.all([page.waitForEvent('download'), pressVisible(toolOf(page, 0, 'Save as SVG'))]);
  const [images, texts] = await page.evaluate(
    (svg) => {
      const picture = new DOMParser().parseFromString(svg, 'image/svg+xml');
      return [picture.querySelectorAll('image').length, picture.querySelectorAll('.annotation-text').length];
    },
    await readFile(await download.path(), 'utf8'),
  );
  // Title, origin and scale, and ten names in the legend; the others are at the means.
  expect([images, texts! > 13]).toEqual([1, true]);

  // Without names the plot is in sight again, over the same ground; without regions nothing is left.
  await pressVisible(names);
  await expect.poll(() => overOn(page, 0).then(({ shows, byCanvas }) => [shows, byCanvas])).toEqual(['plot', false]);
  await expect.poll(() => colouredAsRead(plotOf(page, 0)).then(({ right, all }) => right / all)).toBeGreaterThan(0.95);
  await pressVisible(page.getByText('Decision regions'));
  await expect(plotOf(page, 0).locator('canvas[data-beneath]')).toBeHidden();
});

lentTest('the tug of war shows where the pulls cancel, which follows λ, and its place goes with keys and mouse', async ({ page }) => {
  await step(page, 100);
  await atRest(plotOf(page, 1), 100);
  await pressVisible(page.getByText('Tug of war'));
  const words = page.getByRole('region', { name: 'Look closer' }).getByRole('status');
  await expect(words).toContainText(/Softmax:.*no center loss holds against it/);
  await expect(words).toContainText(/Softmax \+ center:.*the two pulls cancel at radius [\d.]+\./);
  const plot = plotOf(page, 1);
  const diamond = plot.locator('[data-balance]');
  const where = () => diamond.getAttribute('d');
  const cancels = async () => Number(/cancel at radius ([\d.]+\d)/.exec((await words.textContent())!)![1]);
  const [weak, at] = [await cancels(), await where()];
  await page.evaluate(() => window.playground.setCenterWeight(10));
  await expect.poll(where).not.toBe(at);
  await expect.poll(cancels).not.toBe(weak);
  // In the past the pulls are those of the step that is shown.
  await step(page, 5);
  await page.evaluate(() => window.playground.show(100));
  await expect.poll(cancels).toBe(weak);
  await page.evaluate(() => window.playground.show(null));
  await atRest(plotOf(page, 1), 105);
  const handle = page.getByRole('button', { name: /^Place of the pulls in Softmax \+ center/ });
  const place = () => handle.boundingBox().then((box) => [box!.x, box!.y]);
  const [x, y] = await place();
  await handle.focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(place).toEqual([expect.closeTo(x!, 0), expect.closeTo(y! - 30, 0)]);
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move(x! + 60, y!, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await place())[0]! - x!)).toBeGreaterThan(20);
  await pressVisible(page.getByText('Over the whole plane'));
  await expect.poll(async () => ((await plot.locator('[data-pull="field"]').getAttribute('d')) ?? '').split('M').length).toBeGreaterThan(100);
  await pressVisible(page.getByText('Over the whole plane'));
  await pressVisible(page.getByText('Tug of war'));
  await expect(handle).toBeHidden();
  await expect.poll(where).toBe('');
});
