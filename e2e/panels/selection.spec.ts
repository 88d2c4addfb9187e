import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, lentTest } from '../support/fixtures.ts';
import { atRest, drawnOn, lonePoint, plotOf, spotOf, toolOf } from '../support/panel.ts';
import { expectLine, lasso } from '../support/pointing.ts';
import { pressVisible } from '../support/pressVisible.ts';

lentTest.use({ small: true });

const told = (page: Page) => page.evaluate(() => window.playground.features());
type Told = Awaited<ReturnType<typeof told>>;

const card = (page: Page) => page.getByRole('region', { name: 'Selected images' });
const mistakes = (page: Page) => page.getByRole('region', { name: 'Mistakes' });
const imagesIn = (grid: Locator) => grid.getByRole('listitem').getByRole('button').evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset['image'])));
const ascending = (images: readonly number[]) => images.toSorted((a, b) => a - b);
const group = (value: number) => value.toLocaleString('en-US');
const selectedOn = (page: Page, run: number) => drawnOn(plotOf(page, run)).then(({ selected }) => selected && ascending(selected));

/** Trains so far that both runs are right on most images, and wrong on some. */
async function train(page: Page, steps: number): Promise<Told> {
  await page.evaluate(async (count) => {
    await window.playground.configure({ batchSize: 16 });
    await window.playground.step(count);
  }, steps);
  await atRest(plotOf(page, 0), steps);
  return told(page);
}

const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((value, d) => value - b[d]!));

/** Distance of each image of the probe to the mean of its class, for a run. */
function toOwnMean({ labels, runs }: Told, r: number): number[] {
  const { features } = runs[r]!;
  const means = [...new Set(labels)].map((label) => {
    const own = features.filter((_, i) => labels[i] === label);
    return [label, own[0]!.map((_, d) => own.reduce((sum, one) => sum + one[d]!, 0) / own.length)] as const;
  });
  return features.map((one, i) => distance(one, new Map(means).get(labels[i]!)!));
}

/** Begins a sheet of images and cancels it while images are drawn: the button is back, with the focus, and nothing was saved. */
async function expectCancelled(page: Page): Promise<void> {
  const files: string[] = [];
  const note = (file: { suggestedFilename(): string }) => files.push(file.suggestedFilename());
  page.on('download', note);
  // All but ten images are held back until the sheet has been cancelled.
  const held = await page.evaluateHandle(() => {
    const real = window.createImageBitmap.bind(window);
    let goOn = () => {};
    const cancelled = new Promise<void>((resolve) => (goOn = resolve));
    let drawn = 0;
    window.createImageBitmap = (async (image: ImageData) => {
      if (++drawn > 10) await cancelled;
      return real(image);
    }) as typeof createImageBitmap;
    return { goOn, drawn: () => drawn, restore: () => (window.createImageBitmap = real) };
  });
  await pressVisible(card(page).getByRole('button', { name: 'Save images' }));
  await expect.poll(() => held.evaluate(({ drawn }) => drawn())).toBeGreaterThan(10);
  await expect(card(page).getByRole('progressbar', { name: 'Drawing the images' })).toBeVisible();
  await pressVisible(card(page).getByRole('button', { name: 'Cancel the images' }));
  await held.evaluate(({ goOn }) => goOn());
  await expect(card(page).getByRole('button', { name: 'Save images' })).toBeFocused();
  await expect(card(page).getByRole('progressbar', { name: 'Drawing the images' })).toHaveCount(0);
  await held.evaluate(({ restore }) => restore());
  page.off('download', note);
  expect(files).toEqual([]);
}

async function saved(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await pressVisible(card(page).getByRole('button', { name }));
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

lentTest('a lasso shows the images of its points: how many of which class, sorted, each ringed in the panels with a line between its places, with what the runs make of it, as files, and at a step of the past', async ({ page }) => {
  const now = await train(page, 40);
  const plot = plotOf(page, 0);
  await plot.hover();
  await pressVisible(toolOf(page, 0, 'Select with a lasso'));
  await lasso(plot);
  await expect(card(page)).toBeVisible();
  const held = (await selectedOn(page, 0))!;
  expect(held.length).toBeGreaterThan(50);
  expect(await selectedOn(page, 1)).toEqual(held);

  // How many it holds, and of which classes.
  const at = new Map(now.indices.map((image, i) => [image, i]));
  const labelOf = (image: number) => now.labels[at.get(image)!]!;
  const perClass = now.runs[0]!.means.map((_, label) => held.filter((image) => labelOf(image) === label).length);
  await expect(card(page)).toContainText(`${group(held.length)} images: ${group(Math.max(...perClass))} of ${perClass.indexOf(Math.max(...perClass))}`);

  // By number, then by distance in the other run; only what is in sight is there.
  const grid = card(page).getByRole('list', { name: 'Images of the selection' });
  await expect.poll(async () => (await imagesIn(grid)).length).toBeGreaterThan(3);
  const first = await imagesIn(grid);
  expect(first).toEqual(held.slice(0, first.length));
  expect(first.length).toBeLessThan(Math.min(50, held.length));
  await card(page).getByLabel('Order').selectOption('farthest from its mean first');
  await card(page).getByLabel('As seen by').selectOption({ index: 1 });
  const far = toOwnMean(now, 1);
  const farOf = (images: readonly number[]) => images.map((image) => far[at.get(image)!]!);
  const byDistance = held.toSorted((a, b) => far[at.get(b)!]! - far[at.get(a)!]!);
  // Two that are equally far, but for rounding, may come in either order.
  const inOrder = farOf(byDistance).map((distanceToMean) => expect.closeTo(distanceToMean, 4));
  await expect.poll(async () => farOf((await imagesIn(grid)).slice(0, first.length))).toEqual(inOrder.slice(0, first.length));

  // The one with the focus is ringed in all panels; keys go on from there, also to the end.
  const [one, next] = await imagesIn(grid);
  await grid.locator(`[data-image="${one}"]`).focus();
  for (const run of [0, 1]) await expect(plotOf(page, run).locator(`[data-lit="${one}"]`)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  for (const run of [0, 1]) await expect(plotOf(page, run).locator(`[data-lit="${next}"]`)).toBeVisible();
  const ring = (await plotOf(page, 1).locator('[data-lit]').boundingBox())!;
  const box = (await plotOf(page, 1).boundingBox())!;
  const spot = spotOf(await drawnOn(plotOf(page, 1)), at.get(next!)!);
  expect(Math.hypot(ring.x + ring.width / 2 - box.x - spot.x, ring.y + ring.height / 2 - box.y - spot.y)).toBeLessThan(2);
  await expectLine(page, next!);

  // What each run makes of it: the probability of each class, and the nearest images.
  for (const [r, { name, features, predictions, confidences }] of now.runs.entries()) {
    const facts = card(page).getByRole('region', { name: `Image as ${name} sees it`, exact: true });
    const i = at.get(next!)!;
    await expect(facts).toContainText(`${predictions[i]}, ${(100 * confidences[i]!).toFixed(1)} %`);
    const bars = await facts.getByRole('list', { name: 'Probability of each class' }).getByRole('listitem').allTextContents();
    const shares = bars.map((text) => Number(/: ([\d.]+) %/.exec(text)![1]));
    expect(shares).toHaveLength(10);
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(100, 0);
    expect(shares.indexOf(Math.max(...shares)), `run ${r}`).toBe(predictions[i]);
    const near = now.indices.map((image, j) => ({ image, far: distance(features[i]!, features[j]!) })).filter(({ image }) => image !== next).sort((a, b) => a.far - b.far);
    await expect(facts.getByRole('img', { name: `Neighbour ${group(near[0]!.image)}`, exact: true })).toBeVisible();
    await expect(facts.getByRole('img')).toHaveCount(5);
  }
  await page.keyboard.press('End');
  await expect(grid.locator(`[data-image="${byDistance.at(-1)}"]`)).toBeFocused();

  // As files, in the order that is shown.
  const table = await saved(page, 'Save table');
  const lines = table.bytes.toString('utf8').trimEnd().split('\r\n').map((line) => line.split(','));
  const listed = lines.slice(1).map(([image]) => Number(image));
  expect(farOf(listed)).toEqual(inOrder);
  expect(listed.toSorted((a, b) => a - b)).toEqual(held.toSorted((a, b) => a - b));
  const last = at.get(byDistance.at(-1)!)!;
  expect([lines.at(-1)![1], lines.at(-1)![2], Number(lines.at(-1)!.at(-1))]).toEqual([String(now.labels[last]), String(now.runs[0]!.predictions[last]), expect.closeTo(far[last]!, 3)]);
  await expectCancelled(page);
  const sheet = await saved(page, 'Save images');
  expect(sheet.name).toMatch(/selection-step-40\.png$/);
  expect(sheet.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(sheet.bytes.readUInt32BE(16)).toBeGreaterThan(28 * Math.sqrt(held.length));

  // It outlasts training, and follows the step that is shown.
  await page.evaluate(() => window.playground.step(10));
  await atRest(plot, 50);
  expect(await selectedOn(page, 0)).toEqual(held);
  await page.evaluate(() => window.playground.show(40));
  await expect.poll(() => imagesIn(grid).then((shown) => shown.includes(byDistance[0]!) || shown.includes(byDistance.at(-1)!))).toBe(true);
  await expect.poll(async () => (await saved(page, 'Save table')).bytes.equals(table.bytes)).toBe(true);
  await page.evaluate(() => window.playground.show(null));
  await pressVisible(card(page).getByRole('button', { name: 'Select nothing' }));
  await expect(card(page)).toHaveCount(0);
  expect(await selectedOn(page, 1)).toBeNull();

  // A point under the pointer is ringed in the other panel, and tells what its own run makes of it.
  const after = await told(page);
  await atRest(plot, 50);
  const drawn = await drawnOn(plot);
  const i = lonePoint(drawn, (await plot.boundingBox())!);
  await plot.hover({ position: spotOf(drawn, i) });
  await expect(plotOf(page, 1).locator(`[data-lit="${drawn.images[i]}"]`)).toBeVisible();
  const { predictions, confidences } = after.runs[0]!;
  await expect(page.getByRole('article').first()).toContainText(`${predictions[i]}, ${(100 * confidences[i]!).toFixed(1)} %`);
  await page.mouse.move(5, 5);
  await expect(plotOf(page, 1).locator('[data-lit]')).toBeHidden();
});

lentTest('mistakes of a run, and those that the other one does not make, are shown and selected; the difference of two confusion matrices; scripts say and select the same', async ({ page }) => {
  const { labels, indices, runs } = await train(page, 40);
  const imagesWhere = (holds: (i: number) => boolean) => ascending(indices.filter((_, i) => holds(i)));
  const reads = (r: number, i: number) => runs[r]!.predictions[i] === labels[i];
  const missed = imagesWhere((i) => !reads(1, i));
  await page.getByRole('region', { name: 'Which classes overlap' }).scrollIntoViewIfNeeded();
  await mistakes(page).getByLabel('Wrong by').selectOption({ index: 1 });
  await expect(mistakes(page)).toContainText(`${group(missed.length)} of 2,000 test images at step 40.`);
  const [surest] = await imagesIn(mistakes(page).getByRole('list'));
  const sure = (i: number) => runs[1]!.confidences[i]!;
  expect(sure(indices.indexOf(surest!))).toBe(Math.max(...missed.map((image) => sure(indices.indexOf(image)))));

  const onlyOne = imagesWhere((i) => !reads(1, i) && reads(0, i));
  expect(onlyOne.length).toBeGreaterThan(0);
  await mistakes(page).getByLabel('Right by').selectOption({ index: 1 });
  await expect(mistakes(page)).toContainText(`${group(onlyOne.length)} of 2,000`);
  await pressVisible(mistakes(page).getByRole('button', { name: 'Select these' }));
  for (const run of [0, 1]) await expect.poll(() => selectedOn(page, run)).toEqual(onlyOne);
  await expect(card(page)).toContainText(`${group(onlyOne.length)} image`);

  // Scripts count the same, and select the same.
  const counted = runs.map(({ name, predictions }) => {
    const matrix = Array.from({ length: 10 }, () => Array.from({ length: 10 }, () => 0));
    labels.forEach((label, i) => (matrix[label]![predictions[i]!]! += 1));
    return { name, matrix };
  });
  expect(await page.evaluate(() => window.playground.confusion())).toEqual(counted);
  expect(await page.evaluate((images) => window.playground.select(images), missed)).toBe(missed.length);
  await expect.poll(() => selectedOn(page, 0)).toEqual(missed);
  const stranger = Math.max(...indices) + 1;
  await expect(page.evaluate((image) => window.playground.select([image]), stranger)).rejects.toThrow(`1 of 1 is no image that the panels draw: ${stranger}.`);
  expect(await selectedOn(page, 0)).toEqual(missed);

  // Where two runs differ, cell by cell.
  const difference = counted[0]!.matrix.map((row, a) => row.map((value, b) => value - counted[1]!.matrix[a]![b]!));
  const [a, b] = difference.flatMap((row, from) => row.map((value, to) => [from, to, Math.abs(value)] as const)).reduce((best, cell) => (cell[0] !== cell[1] && cell[2] > best[2] ? cell : best), [0, 0, 0]);
  await page.getByLabel('Matrix less that of').selectOption({ index: 1 });
  const value = difference[a]![b]!;
  await pressVisible(page.getByRole('button', { name: `${a} taken for ${b}: ${value > 0 ? '+' : '−'}${Math.abs(value)} by ${runs[0]!.name}`, exact: true }), { least: 12 });
  const takes = (r: number, i: number) => runs[r]!.predictions[i] === b;
  await expect.poll(() => selectedOn(page, 1)).toEqual(imagesWhere((i) => labels[i] === a && takes(0, i) !== takes(1, i)));
  expect(await page.evaluate(() => window.playground.select([]))).toBe(0);
  await expect(card(page)).toHaveCount(0);
});
