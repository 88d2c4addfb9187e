import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { channels, classColors, classInks, plotColors } from '../../src/ui/shared/palette.ts';
import { expect, lentTest, test } from '../support/fixtures.ts';
import { classNames, coloursAt, overOn, tableOfClasses } from '../support/manyClasses.ts';
import type { Rectangle } from '../support/manyClasses.ts';
import { dragOn, drawnOn, hoverOn, plotOf, spotOf, toolOf } from '../support/panel.ts';
import type { Drawn } from '../support/panel.ts';
import { pressVisible } from '../support/pressVisible.ts';

test.use({ small: true });

const classButton = (page: Page, name: string) => page.getByRole('group', { name: 'Classes shown' }).getByRole('button', { name, exact: true });
const tool = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const farFrom = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((v, i) => v - b[i]!));

/** Sets the 26 classes up, at step 0. */
async function setUpMany(page: Page): Promise<void> {
  await page.evaluate(async (text) => {
    const { id } = await window.playground.addExamples([{ path: 'letters.csv', file: new Blob([text]) }]);
    await window.playground.configure({ dataset: id, model: 'small-cnn', batchSize: 64 });
  }, tableOfClasses());
  const dialog = page.getByRole('dialog');
  while (await dialog.isVisible()) await page.keyboard.press('Escape');
  for (const run of [0, 1]) await atRest(page, run, 0);
}

const isPair = (c: number) => c === 11 || c === 21;

/** Waits until a panel of many classes stands still at a step. */
async function atRest(page: Page, run: number, step: number): Promise<void> {
  await expect.poll(() => overOn(page, run).then(({ shows, step: at, byCanvas }) => [shows, at, byCanvas])).toEqual(['plot', step, true]);
}

/** Zooms so far into a panel that the points of a class lie apart from its mean, and not so far that images take their place. */
async function zoomOnClass(page: Page, run: number, c: number): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  const [plot, whole] = [plotOf(page, run), await drawnOn(plotOf(page, run))];
  const { width, height } = (await plot.boundingBox())!;
  const middle = spotOf({ ...whole, points: whole.means }, c);
  const farthest = Math.max(...whole.labels.flatMap((label, i) => (label === c ? [Math.hypot(spotOf(whole, i).x - middle.x, spotOf(whole, i).y - middle.y)] : [])));
  const half = farthest / 44;
  const [x, y] = [middle.x / width, middle.y / height].map((share) => Math.min(0.99 - half, Math.max(0.01 + half, share))) as [number, number];
  await dragOn(plot, [x - half, y - half], [x + half, y + half]);
  await expect.poll(async () => [(await overOn(page, run)).shows, (await drawnOn(plot)).at.scaleX > whole.at.scaleX]).toEqual(['plot', true]);
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
  const [light, fills] = [plotColors.light, classColors('light')];
  await setUpMany(page);

  // Two classes alone, in two presses: one with the second mark, one with the third.
  await classButton(page, '11 lima').click({ modifiers: ['Alt'] });
  await expect(page.getByText('1 of 26 shown')).toBeVisible();
  await classButton(page, '21 victor').click();
  await expect(page.getByText('2 of 26 shown')).toBeVisible();
  for (const run of [0, 1]) await expect.poll(() => overOn(page, run).then(({ hidden }) => hidden)).toEqual(classNames.flatMap((_, c) => (isPair(c) ? [] : [c])));

  // Untrained, points are no crosses. The second mark is open in its middle, the third is not; both have the colour of class 1.
  await pressVisible(tool(page, 'Names'));
  await expect.poll(() => overOn(page, 0).then(({ shows, names }) => [shows, names.length])).toEqual(['plot', 0]);
  const { scaleX } = (await drawnOn(plotOf(page, 0))).at;
  for (const [c, open] of [[11, true], [21, false]] as const) {
    await zoomOnClass(page, 0, c);
    expect((await overOn(page, 0)).pictures).toEqual([]);
    const untrained = await drawnOn(plotOf(page, 0));
    const { i, distance } = loneOf(untrained, [], (label) => label === c, isPair);
    expect(distance, `room around a point of class ${c}`).toBeGreaterThan(5);
    const { x, y } = spotOf(untrained, i);
    const [middle, ...around] = await coloursAt(page, 0, [{ x, y }, ...[-2.6, 2.6].flatMap((by) => [{ x: x + by, y }, { x, y: y + by }])]);
    const background = channels(light.background);
    const toColour = (colour: readonly number[]) => farFrom(colour, channels(fills[1]!)) / farFrom(background, channels(fills[1]!));
    expect(toColour(middle!) > 0.6, 'an open middle').toBe(open);
    expect(Math.min(...around.map(toColour)), `the rim of class ${c}`).toBeLessThan(0.6);
    await plotOf(page, 0).dblclick();
    await expect.poll(async () => [(await overOn(page, 0)).shows, (await drawnOn(plotOf(page, 0))).at.scaleX]).toEqual(['plot', scaleX]);
  }
  await pressVisible(tool(page, 'Names'));

  // Where hidden points lie there is nothing, at rest after training too.
  await page.evaluate(() => window.playground.step(40));
  for (const run of [0, 1]) {
    await atRest(page, run, 40);
    const { names } = await overOn(page, run);
    expect(names.every(({ classIndex }) => isPair(classIndex))).toBe(true);
    const drawn = await drawnOn(plotOf(page, run));
    const gone = loneOf(drawn, names.map(({ box }) => box), (c) => !isPair(c), isPair);
    const { x, y } = spotOf(drawn, gone.i);
    const onAxis = Math.abs(x - drawn.at.offsetX) < 2 || Math.abs(y - drawn.at.offsetY) < 2;
    expect(gone.distance, 'room around a hidden point').toBeGreaterThan(8);
    expect((await coloursAt(page, run, [{ x, y }]))[0]).toEqual([...channels(onAxis ? light.axis : light.background)]);
  }

  // A pointer still tells what lies under it.
  const pair = await drawnOn(plotOf(page, 0));
  const { i: victor } = loneOf(pair, [], (c) => c === 21, isPair);
  await plotOf(page, 0).hover({ position: spotOf(pair, victor) });
  await expect.poll(() => hoverOn(plotOf(page, 0))).toMatch(/21 victor/);
  await pressVisible(tool(page, 'All'));
  for (const run of [0, 1]) await expect.poll(() => overOn(page, run).then(({ hidden, shows }) => [shows, hidden])).toEqual(['plot', []]);

  // Names: several, apart, within the panel; the long one without its middle.
  for (const run of [0, 1]) {
    await expect.poll(() => overOn(page, run).then(({ shows, names }) => [shows, names.length > 5])).toEqual(['plot', true]);
    const { names } = await overOn(page, run);
    const { width, height } = (await plotOf(page, run).boundingBox())!;
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

  // Zoomed in so far that most images fit, points at rest show theirs, with the border of their class; training takes them away.
  await page.evaluate(() => scrollTo(0, 0));
  const { width, height } = (await plotOf(page, 0).boundingBox())!;
  const all = await drawnOn(plotOf(page, 0));
  const lone = spotOf(all, loneOf(all, [], () => true, () => true).i);
  const share = [lone.x / width, lone.y / height] as const;
  await dragOn(plotOf(page, 0), [share[0] - 0.05, share[1] - 0.05], [share[0] + 0.05, share[1] + 0.05]);
  await expect.poll(() => overOn(page, 0).then(({ pictures }) => pictures.length > 0 && pictures.every(({ drawn: there }) => there))).toBe(true);
  const { pictures } = await overOn(page, 0);
  const { box, label } = pictures[0]!;
  // A broken border has gaps of three pixels.
  const border = Array.from({ length: 9 }, (_, k) => ({ x: box.left + 2 + k, y: box.top + box.height + 1 }));
  const toInk = async () => Math.min(...(await coloursAt(page, 0, border)).map((colour) => farFrom(colour, channels(classInks('light')[label % 10]!))));
  await expect.poll(toInk).toBeLessThan(60);
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
  await expect.poll(() => overOn(page, 0).then(({ shows, byCanvas, names }) => [shows, byCanvas, names.length > 1 && names.every(({ text, classIndex }) => text === String(classIndex))])).toEqual(['plot', true, true]);
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
