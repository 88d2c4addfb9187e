import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { channels, classColors, classInks, plotColors } from '../src/ui/shared/palette.ts';
import { expect, lentTest, test } from './support/fixtures.ts';
import { classNames, coloursAt, overOn, tableOfClasses } from './support/manyClasses.ts';
import type { Rectangle } from './support/manyClasses.ts';
import { dragOn, drawnOn, hoverOn, plotOf, spotOf, toolOf } from './support/panel.ts';
import type { Drawn } from './support/panel.ts';
import { pressVisible } from './support/pressVisible.ts';

const classButton = (page: Page, name: string) => page.getByRole('group', { name: 'Classes shown' }).getByRole('button', { name, exact: true });
const tool = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const farFrom = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((v, i) => v - b[i]!));

/** Sets the 26 classes up and trains a little. */
async function trainMany(page: Page, steps: number): Promise<void> {
  await page.evaluate(
    async ([text, count]) => {
      const { id } = await window.playground.addExamples([{ path: 'letters.csv', file: new Blob([text]) }]);
      await window.playground.configure({ dataset: id, batchSize: 64 });
      await window.playground.step(count);
    },
    [tableOfClasses(), steps] as const,
  );
  const dialog = page.getByRole('dialog');
  while (await dialog.isVisible()) await page.keyboard.press('Escape');
  for (const run of [0, 1]) await atRest(page, run, steps);
}

/** Waits until a panel of many classes stands still at a step. */
async function atRest(page: Page, run: number, step: number): Promise<void> {
  await expect.poll(() => overOn(page, run).then(({ shows, step: at, byCanvas }) => [shows, at, byCanvas])).toEqual(['plot', step, true]);
}

/** Of the points of these classes, the one that is farthest from all others and from every mark; and how far, in pixels. */
function loneOf(drawn: Drawn, boxes: readonly Rectangle[], ofClass: (c: number) => boolean, isShown: (c: number) => boolean): { i: number; distance: number } {
  const spots = drawn.labels.map((_, i) => spotOf(drawn, i));
  const shown = drawn.labels.flatMap((c, i) => (isShown(c) ? [i] : []));
  const marks = [drawn.centers, drawn.means].flatMap((points) => classNames.flatMap((_, c) => (isShown(c) ? [spotOf({ ...drawn, points }, c)] : []))).filter(({ x }) => Number.isFinite(x));
  const distance = (i: number) => {
    const { x, y } = spots[i]!;
    if (boxes.some(({ left, top, width, height }) => x > left - 8 && x < left + width + 8 && y > top - 8 && y < top + height + 8)) return -1;
    return Math.min(...shown.filter((j) => j !== i).map((j) => Math.hypot(spots[j]!.x - x, spots[j]!.y - y)), ...marks.map((mark) => Math.hypot(mark.x - x, mark.y - y) - 8));
  };
  return drawn.labels
    .flatMap((c, i) => (ofClass(c) ? [{ i, distance: distance(i) }] : []))
    .reduce((best, next) => (next.distance > best.distance ? next : best));
}

test('26 classes train: marks beyond ten, names at the means, a legend that finds and isolates, and images where there is room', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  await trainMany(page, 40);
  const [light, fills] = [plotColors.light, classColors('light')];

  // Names: several, apart, within the panel; the long one without its middle.
  for (const run of [0, 1]) {
    const { names } = await overOn(page, run);
    const { width, height } = (await plotOf(page, run).boundingBox())!;
    expect(names.length).toBeGreaterThan(5);
    for (const [i, { text, classIndex, box }] of names.entries()) {
      expect(text).toBe(classNames[classIndex] === 'november-of-a-long-name' ? 'november-…ong-name' : classNames[classIndex]);
      expect(box.left >= 0 && box.top >= 0 && box.left + box.width <= width && box.top + box.height <= height, text).toBe(true);
      for (const { box: other } of names.slice(i + 1)) expect(box.left + box.width <= other.left || other.left + other.width <= box.left || box.top + box.height <= other.top || other.top + other.height <= box.top, text).toBe(true);
    }
  }

  // A class pointed at in the legend is named in full in every panel.
  await pressVisible(page.getByRole('searchbox', { name: 'Find a class' }));
  await page.keyboard.type('NOVEM');
  await expect(page.getByRole('group', { name: 'Classes shown' }).getByRole('button')).toHaveCount(1);
  await classButton(page, '13 november-of-a-long-name').hover();
  for (const run of [0, 1]) await expect.poll(() => overOn(page, run).then(({ names }) => names[0]!.text)).toBe('november-of-a-long-name');
  await page.getByRole('searchbox').fill('no such class');
  await expect(page.getByText('No class is called so.')).toBeVisible();
  await page.getByRole('searchbox').fill('');

  // Two classes alone, in two presses: one with the second mark, one with the third.
  await classButton(page, '11 lima').click({ modifiers: ['Alt'] });
  await expect(page.getByRole('status').filter({ hasText: '1 of 26 shown' })).toBeVisible();
  await classButton(page, '21 victor').click();
  await expect(page.getByRole('status').filter({ hasText: '2 of 26 shown' })).toBeVisible();
  const isShown = (c: number) => c === 11 || c === 21;
  for (const run of [0, 1]) {
    await atRest(page, run, 40);
    const { hidden, names } = await overOn(page, run);
    expect(hidden).toEqual(classNames.flatMap((_, c) => (isShown(c) ? [] : [c])));
    expect(names.every(({ classIndex }) => isShown(classIndex))).toBe(true);
    const drawn = await drawnOn(plotOf(page, run));
    const boxes = names.map(({ box }) => box);
    // Where hidden points lay there is nothing.
    const gone = loneOf(drawn, boxes, (c) => !isShown(c), isShown);
    const { x, y } = spotOf(drawn, gone.i);
    const onAxis = Math.abs(x - drawn.at.offsetX) < 2 || Math.abs(y - drawn.at.offsetY) < 2;
    expect(gone.distance, 'room around a hidden point').toBeGreaterThan(8);
    expect((await coloursAt(page, run, [{ x, y }]))[0]).toEqual([...channels(onAxis ? light.axis : light.background)]);
  }

  // The second mark is open in its middle, the third is not; both have the colour of class 1.
  await expect(async () => {
    const drawn = await drawnOn(plotOf(page, 0));
    const boxes = (await overOn(page, 0)).names.map(({ box }) => box);
    const background = channels(light.background);
    for (const [c, open] of [[11, true], [21, false]] as const) {
      const { i, distance } = loneOf(drawn, boxes, (label) => label === c, isShown);
      expect(distance, `room around a point of class ${c}`).toBeGreaterThan(7);
      const { x, y } = spotOf(drawn, i);
      const [middle, ...around] = await coloursAt(page, 0, [{ x, y }, ...[-2.6, 2.6].flatMap((by) => [{ x: x + by, y }, { x, y: y + by }])]);
      const toColour = (colour: readonly number[]) => farFrom(colour, channels(fills[1]!)) / farFrom(background, channels(fills[1]!));
      if (open) expect(toColour(middle!), 'the middle of a ring').toBeGreaterThan(0.6);
      else expect(toColour(middle!), 'the middle of a square').toBeLessThan(0.5);
      expect(Math.min(...around.map(toColour)), `the rim of class ${c}`).toBeLessThan(0.6);
    }
  }).toPass({ timeout: 10_000 });

  // A pointer still tells what lies under it.
  const drawn = await drawnOn(plotOf(page, 0));
  const { i } = loneOf(drawn, [], (c) => c === 21, isShown);
  await plotOf(page, 0).hover({ position: spotOf(drawn, i) });
  await expect.poll(() => hoverOn(plotOf(page, 0))).toMatch(/^21 victor/);
  await pressVisible(tool(page, 'All'));
  for (const run of [0, 1]) await expect.poll(() => overOn(page, run).then(({ hidden }) => hidden)).toEqual([]);

  // Zoomed in so far that most images fit, points at rest show theirs, with the border of their class; training takes them away.
  const { width, height } = (await plotOf(page, 0).boundingBox())!;
  const all = await drawnOn(plotOf(page, 0));
  const lone = spotOf(all, loneOf(all, [], () => true, () => true).i);
  const share = [lone.x / width, lone.y / height] as const;
  await dragOn(plotOf(page, 0), [share[0] - 0.05, share[1] - 0.05], [share[0] + 0.05, share[1] + 0.05]);
  await expect.poll(() => overOn(page, 0).then(({ pictures }) => pictures.length > 0 && pictures.every(({ drawn: there }) => there))).toBe(true);
  const { pictures } = await overOn(page, 0);
  await expect(async () => {
    const { box, label } = pictures[0]!;
    const [border] = await coloursAt(page, 0, [{ x: box.left + box.width / 2, y: box.top + box.height + 1 }, { x: box.left - 1, y: box.top + box.height / 2 }]);
    expect(farFrom(border!, channels(classInks('light')[label % 10]!))).toBeLessThan(60);
  }).toPass({ timeout: 10_000 });
  await page.evaluate(() => window.playground.start());
  await expect.poll(() => overOn(page, 0).then(({ step, pictures: shown }) => [step > 40, shown.length])).toEqual([true, 0]);
  await page.evaluate(() => window.playground.pause());
  await plotOf(page, 0).dblclick();
  await expect.poll(() => overOn(page, 0).then(({ shows, pictures: shown }) => [shows, shown.length])).toEqual(['plot', 0]);
  await pressVisible(toolOf(page, 0, 'Images in place of points'));
  await expect.poll(() => overOn(page, 0).then(({ pictures: shown }) => shown.length > 5 && shown.every(({ drawn: there }) => there))).toBe(true);
  expect((await overOn(page, 1)).pictures).toEqual([]);

  // What is saved has the marks and the names too.
  const [download] = await Promise.all([page.waitForEvent('download'), pressVisible(toolOf(page, 0, 'Save as SVG'))]);
  const path = await download.path();
  const texts = await page.evaluate((svg) => Array.from(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('text'), (text) => text.textContent), await readFile(path, 'utf8'));
  expect(texts.filter((text) => text === '25 zulu')).toHaveLength(1);
  expect(texts.filter((text) => classNames.includes(text!)).length).toBeGreaterThan(5);
});

lentTest('ten digits: one stop of the Tab key, arrow keys, classes alone by button and by double press, names on demand', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.evaluate(() => window.playground.step(5));
  const stops = page.locator('[data-stop][tabindex="0"]');
  await expect(stops).toHaveCount(1);
  await classButton(page, '0').focus();
  for (const [key, name] of [['ArrowRight', '1'], ['End', 'Names'], ['ArrowRight', '0'], ['ArrowLeft', 'Names'], ['ArrowLeft', 'Only']] as const) {
    await page.keyboard.press(key);
    await expect(tool(page, name).and(page.locator('[data-stop]'))).toBeFocused();
    await expect(stops).toHaveCount(1);
  }
  // By the keyboard: only 4, then 9 beside it.
  await page.keyboard.press('Enter');
  await expect(tool(page, 'Only')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Home');
  for (let k = 0; k < 4; k++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 of 10 shown')).toBeVisible();
  await expect(tool(page, 'Only')).toHaveAttribute('aria-pressed', 'false');
  for (let k = 0; k < 5; k++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  for (const run of [0, 1]) await expect.poll(() => overOn(page, run).then(({ hidden }) => hidden)).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
  // A double press on another class leaves it alone; once more brings all back.
  await classButton(page, '7').dblclick();
  for (const run of [0, 1]) await expect.poll(() => overOn(page, run).then(({ hidden }) => hidden)).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9]);
  await classButton(page, '7').dblclick();
  await expect.poll(() => overOn(page, 0).then(({ hidden }) => hidden)).toEqual([]);
  await expect(page.getByText('of 10 shown')).toHaveCount(0);

  // Names on demand: none at first, Plotly in sight; then the canvas has them.
  await expect.poll(() => overOn(page, 0).then(({ shows, byCanvas, names }) => [shows, byCanvas, names.length])).toEqual(['plot', false, 0]);
  await pressVisible(tool(page, 'Names'));
  await expect.poll(() => overOn(page, 0).then(({ shows, byCanvas, names }) => [shows, byCanvas, names.length > 3 && names.every(({ text, classIndex }) => text === String(classIndex))])).toEqual(['plot', true, true]);
  await pressVisible(tool(page, 'Names'));
  await expect.poll(() => overOn(page, 0).then(({ shows, byCanvas }) => [shows, byCanvas])).toEqual(['plot', false]);

  // Digits show their images too.
  const zoomed = await drawnOn(plotOf(page, 1));
  const { width, height } = (await plotOf(page, 1).boundingBox())!;
  const spots = zoomed.labels.map((_, i) => spotOf(zoomed, i)).filter(({ x, y }) => x > 60 && y > 60 && x < width - 60 && y < height - 60);
  const around = ({ x, y }: { x: number; y: number }) => spots.filter((spot) => Math.abs(spot.x - x) < 12 && Math.abs(spot.y - y) < 12).length;
  const sparse = spots.reduce((best, next) => (around(next) < around(best) ? next : best));
  await dragOn(plotOf(page, 1), [(sparse.x - 12) / width, (sparse.y - 12) / height], [(sparse.x + 12) / width, (sparse.y + 12) / height]);
  await expect.poll(() => overOn(page, 1).then(({ pictures }) => pictures.length > 0 && pictures.every(({ drawn }) => drawn))).toBe(true);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('a finger isolates classes by the button and brings all back', async ({ page, opened }) => {
    expect(opened).not.toBe('');
    await pressVisible(tool(page, 'Only'), { least: 40 });
    await pressVisible(classButton(page, '4'), { least: 40 });
    await pressVisible(classButton(page, '9'), { least: 40 });
    await expect(page.getByText('2 of 10 shown')).toBeVisible();
    for (const run of [0, 1]) await expect.poll(() => overOn(page, run).then(({ hidden }) => hidden)).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    await pressVisible(tool(page, 'All'), { least: 40 });
    await expect.poll(() => overOn(page, 0).then(({ hidden }) => hidden)).toEqual([]);
  });
});
