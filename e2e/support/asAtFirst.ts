import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** The window of tests that are not about its size. */
export const desktop = { width: 1440, height: 900 };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/**
 * Takes a page that was used back to the default experiment at step 0, looked at as at first: by its own controls, so that
 * nothing of an earlier test is left.
 */
export async function asAtFirst(page: Page): Promise<void> {
  await page.context().unrouteAll();
  await page.unrouteAll();
  await page.setViewportSize(desktop);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.mouse.move(0, 0);
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  while (await dialog.isVisible()) await page.keyboard.press('Escape');
  // At once: a notice may leave by itself between a look and a press.
  await expect(async () => {
    await page.evaluate(() => document.querySelector<HTMLElement>('button[aria-label="Dismiss"]')?.click());
    await expect(button(page, 'Dismiss')).toHaveCount(0, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  if (await button(page, 'Use the light theme').isVisible()) await button(page, 'Use the light theme').click();
  await page.getByRole('checkbox', { name: 'log' }).uncheck();
  for (const tool of await button(page, 'Zoom into a box').all()) {
    if ((await tool.getAttribute('aria-pressed')) !== 'true') await tool.dispatchEvent('click');
  }
  await restoreDefaults(page);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    // The page, and what scrolls in it: a rail that was scrolled hides what a test looks for.
    for (const scrolled of document.querySelectorAll('*')) scrolled.scrollTo(0, 0);
  });
}

async function restoreDefaults(page: Page): Promise<void> {
  const restore = button(page, 'Restore defaults');
  if (await restore.isEnabled()) {
    await restore.click();
    const question = page.getByRole('alertdialog');
    if (await question.isVisible()) await question.getByRole('button').last().click();
  }
  await expect(restore).toBeDisabled();
  await expect(button(page, 'Train')).toBeEnabled();
}
