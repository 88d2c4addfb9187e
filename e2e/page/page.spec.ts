import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, lentTest } from '../support/fixtures.ts';
import { sightOf } from '../support/pressVisible.ts';

lentTest.use({ small: true });

const sizes = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;

/** How many parts of the page are on their way to other colours; the browser may keep some on its list that have arrived. */
const coloursChanging = (page: Page) =>
  page.evaluate(async () => {
    await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    return document.getAnimations().filter((animation) => animation instanceof CSSTransition && animation.playState !== 'finished').length;
  });

for (const { name, width, height } of sizes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    lentTest(`has no accessibility violation on a ${name}, ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await expect.poll(() => coloursChanging(page)).toBe(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    });
  }
}

lentTest('on a phone both panels and the weight slider are in one sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeInViewport();
  await expect(page.getByRole('slider', { name: /weight/i })).toBeInViewport({ ratio: 1 });
  for (const run of await page.getByRole('article').all()) await expect(run).toBeInViewport({ ratio: 0.99 });
});

lentTest('the keyboard trains: space starts and pauses, and points and tools of a plot are a stop each on the way to the Train button', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  const [tools] = await page.getByRole('toolbar').all();
  await tools!.getByRole('button', { name: 'Show everything, nothing selected' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(tools!.getByRole('button', { name: 'Save as PNG' })).toBeFocused();
  for (let stop = 0; stop < 3; stop++) await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeFocused();
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  // A slider has no use for it, nor for the key that shows the keys.
  const slider = page.getByRole('slider', { name: /weight/i });
  await slider.focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
  await slider.focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(slider).toBeFocused();
});

lentTest('the keyboard goes from point to point: each shows its image and facts, says what it is, and can be selected', async ({ page }) => {
  await page.evaluate(() => window.playground.step(3));
  const panel = page.getByRole('article').nth(1);
  const tools = panel.getByRole('toolbar');
  await tools.getByRole('button', { name: 'Show everything, nothing selected' }).focus();
  await page.keyboard.press('Shift+Tab');
  const points = tools.getByRole('button', { name: /^Ask the points/ });
  await expect(points).toBeFocused();
  expect((await sightOf(points)).width).toBeGreaterThanOrEqual(24);
  const said = tools.locator('[aria-live]');
  const heard: string[] = [];
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowLeft']) {
    await page.keyboard.press(key);
    await expect(said).not.toHaveText(heard.at(-1) ?? '');
    heard.push((await said.textContent())!);
  }
  expect(new Set(heard).size).toBeGreaterThan(2);
  const image = Number(/test image ([\d,]+)/.exec(heard.at(-1)!)![1]!.replaceAll(',', ''));
  await expect(panel.locator('.hoverlayer .hovertext')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const card = page.getByRole('region', { name: 'Selected images' });
  await expect(card.getByText(/^1 image: /)).toBeVisible();
  await expect(card.locator(`[data-image="${image}"]`)).toBeVisible();
  // As the run sees it in whose panel it was chosen.
  await expect(card.getByRole('combobox', { name: 'As seen by' })).toHaveValue('1');
  await page.keyboard.press('Tab');
  await expect(panel.locator('.hoverlayer .hovertext')).toHaveCount(0);
});
