import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.mjs';
import { expect, lentTest, test } from '../support/fixtures.ts';
import { swipeUp } from '../support/swipe.ts';

lentTest.use({ small: true });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const ready = (page: Page) => expect(button(page, 'Train')).toBeEnabled();
const stepShown = (page: Page) => page.getByText('step', { exact: true }).locator('..').getByRole('definition');
const configure = (page: Page, change: object) => page.evaluate((settings) => window.playground.configure(settings), change);
const steps = (page: Page, count: number) => page.evaluate((n) => window.playground.step(n), count);
const points = (page: Page) => page.evaluate(async () => JSON.stringify([...(await window.playground.features()).runs[0]!.points]));
const box = async (locator: Locator) => (await locator.boundingBox())!;

lentTest('what throws a long training away asks in a dialog that begins on the safe answer', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await configure(page, { batchSize: 1, runs: [{ name: 'Only', centerWeight: 0.1 }] });
  await steps(page, 205);
  await button(page, 'Reset').click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('205 steps');
  await expect(question.getByRole('button').first()).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(button(page, 'Reset')).toBeFocused();
  await expect(stepShown(page)).toHaveText('205');

  // The same dialog for a new set-up; a second press cannot fall on something else.
  await page.getByRole('textbox', { name: 'Seed', exact: true }).fill('7');
  await button(page, 'Restart with this').click();
  await expect(question).toContainText('205 steps');
  await question.getByRole('button').first().click();
  await expect(page.getByRole('list', { name: 'Changes' })).toContainText('Seed: 1 → 7');
  await button(page, 'Reset').click();
  await question.getByRole('button').last().click();
  await expect(button(page, 'Reset')).toBeDisabled();
  await ready(page);
});

lentTest('the set-up card keeps its places, takes a draft over with the first step, and keeps what is typed while preparing', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await configure(page, { batchSize: 8 });
  const seed = page.getByRole('textbox', { name: 'Seed', exact: true });
  const [restart, defaults] = [button(page, 'Restart with this'), button(page, 'Restore defaults')];
  const places = async () => [await box(restart), await box(defaults), await box(seed)];
  // In a lower window, or with other fonts, this brings it into view.
  await seed.focus();
  const before = await places();
  await seed.fill('many');
  await page.getByRole('heading', { level: 1 }).click();
  await expect(page.getByRole('alert')).toContainText('“many”');
  expect(await places()).toEqual(before);

  await seed.fill('7');
  await button(page, 'Step').click();
  await expect(stepShown(page)).toHaveText('1');
  await expect(restart).toBeDisabled();
  expect(await places()).toEqual(before);
  const drafted = await points(page);
  await configure(page, { seed: 7 });
  await steps(page, 1);
  expect(await points(page)).toBe(drafted);

  const preparing = configure(page, { batchSize: 9 });
  await expect(button(page, 'Train')).toBeDisabled();
  await seed.fill('8');
  await preparing;
  await ready(page);
  await expect(page.getByRole('textbox', { name: 'Batch size' })).toHaveValue('9');
  await expect(seed).toHaveValue('8');
  await restart.dblclick();
  await ready(page);
  await expect(seed).toHaveValue('8');
  await expect(page.getByRole('textbox', { name: 'Batch size' })).toHaveValue('9');
});

lentTest('every press of Step is a step', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await configure(page, { batchSize: 16 });
  for (let press = 0; press < 6; press++) await button(page, 'Step').click();
  await expect(stepShown(page)).toHaveText('6');
  await ready(page);
  await expect(page.getByRole('status')).toHaveText('Paused at step 6');
  // By the keyboard as well: it stays at the button.
  for (let press = 0; press < 2; press++) {
    await button(page, 'Step').press('Enter');
    await expect(stepShown(page)).toHaveText(String(7 + press));
    await expect(button(page, 'Step')).toBeFocused();
  }
});

lentTest('the Space key keeps its own meaning with other keys and in controls', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  for (const keys of ['Shift+Space', 'Control+Space', 'Alt+Space', 'Meta+Space']) await page.keyboard.press(keys);
  await page.getByRole('radio', { name: 'Lock' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('textbox', { name: 'Seed', exact: true }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'What is this?' }).focus();
  await page.keyboard.press('Space');
  await page.evaluate(() => window.playground.pause());
  expect((await page.evaluate(() => window.playground.features())).step).toBe(0);
});

lentTest('an experiment of the page’s end brings its view, leaves Space free and has a way back', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await configure(page, { batchSize: 8 });
  await steps(page, 3);
  // Of more than 200 steps the way back asks.
  await page.getByLabel('Speed').selectOption('10');
  await button(page, 'Try λ = 10').click();
  await expect(button(page, 'Pause')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Link' })).toBeChecked();
  await expect(page.getByRole('math').first()).toContainText('10');
  await page.keyboard.press('Space');
  await ready(page);
  await button(page, 'Back to your training at step 3').first().click();
  await expect(stepShown(page)).toHaveText('3');
  await expect(page.getByRole('math').first()).toContainText('0.1');
  await page.getByLabel('Speed').selectOption('fastest');
});

lentTest('a download that fails moves nothing under the pointer', async ({ page, info, faults }) => {
  expect(info.backend).toBe('webgpu');
  await page.context().route(/^https:/, (route) => route.abort());
  await page.getByRole('button', { name: /^Data/ }).click();
  const get = page.getByRole('article', { name: 'Fashion-MNIST' }).getByRole('button');
  const before = await box(get);
  await get.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(get).toBeEnabled();
  expect(await box(get)).toEqual(before);
  faults.length = 0;
});

lentTest('charts stay while log and theme change, and write names as they are', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await configure(page, { model: 'small-cnn', batchSize: 8, runs: [{ name: '<b>bold</b>', centerWeight: 0 }, { name: '中心 & co', centerWeight: 0.1 }] });
  await steps(page, 5);
  const chart = page.getByRole('group', { name: /Cross-entropy/ });
  await chart.scrollIntoViewIfNeeded();
  const lines = chart.locator('.scatterlayer .trace');
  await expect(chart).toHaveAttribute('data-step', '5');
  await expect(lines).toHaveCount(2);
  await chart.evaluate((element) => {
    const watch = new MutationObserver(() => {
      if (element.querySelectorAll('.scatterlayer .trace').length < 2) element.dataset['blank'] = 'true';
    });
    watch.observe(element, { childList: true, subtree: true });
  });
  const log = page.getByRole('checkbox', { name: 'log' });
  const ticks = () => chart.locator('.ytick').allTextContents();
  const linear = await ticks();
  await log.check();
  await expect.poll(ticks).not.toEqual(linear);
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await expect(page.getByRole('button', { name: 'Use the light theme' })).toBeVisible();
  await log.uncheck();
  await expect.poll(ticks).toEqual(linear);
  expect(await chart.getAttribute('data-blank')).toBeNull();

  await chart.hover();
  await expect(chart.locator('.hoverlayer')).toContainText('<b>bold</b>');
  await expect(chart.locator('.hoverlayer')).toContainText('中心 & co');
});

/** Pairs of controls and words that cover each other or leave the window sideways. */
function collisions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = [...document.querySelectorAll('header > *, [aria-label="Training"] button, [aria-label="Training"] dd, [aria-label="Training"] dt, [aria-label="Training"] select, [aria-label="Training"] label, [aria-label="Training"] progress')];
    const seen = parts.map((element) => ({ element, text: element.textContent || element.tagName, area: element.getBoundingClientRect() })).filter(({ area }) => area.width > 2 && area.height > 2);
    const found: string[] = [];
    for (const [i, a] of seen.entries()) {
      if (a.area.right > innerWidth + 1) found.push(`${a.text} ends at ${a.area.right}`);
      for (const b of seen.slice(i + 1)) {
        if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
        const across = Math.min(a.area.right, b.area.right) - Math.max(a.area.left, b.area.left);
        const down = Math.min(a.area.bottom, b.area.bottom) - Math.max(a.area.top, b.area.top);
        if (across > 1 && down > 1) found.push(`${a.text} and ${b.text}`);
      }
    }
    return found;
  });
}

lentTest('nothing overlaps in the bar, for one run or four, on small screens and at 200 %', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  for (const count of [2, 4]) {
    await configure(page, { batchSize: 2, runs: Array.from({ length: count }, (_, i) => ({ name: `Run ${i}`, centerWeight: 0.1 * i })) });
    await steps(page, 3);
    for (const size of [{ width: 1440, height: 900 }, { width: 1280, height: 720 }, { width: 1024, height: 768 }, { width: 720, height: 450 }, { width: 390, height: 844 }]) {
      await page.setViewportSize(size);
      await expect.poll(() => collisions(page), `${count} runs at ${size.width}`).toEqual([]);
    }
  }
});

test('nothing overlaps in the bar where a person asked the browser for large type', async ({ playwright, baseURL }) => {
  const options = launchOptions();
  const browser = await playwright.chromium.launch({ ...options, args: [...(options.args ?? []), '--blink-settings=defaultFontSize=24'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(baseURL!);
  await ready(page);
  expect(await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))).toBe(21);
  await configure(page, { batchSize: 2 });
  await steps(page, 1);
  for (const size of [{ width: 1440, height: 900 }, { width: 1024, height: 768 }]) {
    await page.setViewportSize(size);
    await expect.poll(() => collisions(page), `at ${size.width}`).toEqual([]);
  }
  await browser.close();
});

lentTest('at 1024 x 768 both panels and the weight are in one sight', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect(page.getByRole('slider', { name: /weight/i })).toBeInViewport({ ratio: 1 });
  await expect(button(page, 'Train')).toBeInViewport({ ratio: 1 });
  for (const run of await page.getByRole('article').all()) await expect(run).toBeInViewport({ ratio: 0.99 });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a finger on a curve scrolls the page, and the view chosen is explained', async ({ page, opened }) => {
    expect(opened).not.toBe('');
    await configure(page, { batchSize: 8 });
    await steps(page, 3);
    await expect(page.getByText('Follow: each panel')).toBeVisible();
    const chart = page.getByRole('group', { name: /Cross-entropy/ });
    // Not under the docked bar.
    await chart.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await expect(chart.locator('.scatterlayer .trace')).toHaveCount(2);
    const { x, y, width, height } = await box(chart);
    const from = await page.evaluate(() => scrollY);
    await swipeUp(page, { x: x + width / 2, y: y + height / 2 });
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(from + 100);
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });
});
