import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, lentTest } from '../support/fixtures.ts';

lentTest.use({ small: true });

const sizes = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;

/** How many parts of the page are on their way to other colours. */
const coloursChanging = (page: Page) =>
  page.evaluate(async () => {
    await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    return document.getAnimations().filter((animation) => animation instanceof CSSTransition).length;
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

lentTest('the keyboard trains: space starts and pauses, and the tools of a plot are one stop on the way to the Train button', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  const [tools] = await page.getByRole('toolbar').all();
  await tools!.getByRole('button', { name: 'Show everything, nothing selected' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(tools!.getByRole('button', { name: 'Save as PNG' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeFocused();
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
});
