import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** The window of tests that are not about its size. */
export const desktop = { width: 1440, height: 900 };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/**
 * Takes a page that was used back to an experiment at step 0, looked at as at first: by its own controls, so that nothing of an
 * earlier test is left.
 *
 * @param experiment other than the default one, which is then not set up first
 */
export async function asAtFirst(page: Page, experiment?: Parameters<typeof window.playground.configure>[0]): Promise<void> {
  await page.context().unrouteAll();
  await page.unrouteAll();
  await page.setViewportSize(desktop);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.mouse.move(0, 0);
  const dialog = page.locator('dialog[open], [role="dialog"], [role="alertdialog"]').filter({ visible: true });
  while ((await dialog.count()) > 0) await page.keyboard.press('Escape');
  // At once: a notice may leave by itself between a look and a press.
  await expect(async () => {
    await page.evaluate(() => document.querySelector<HTMLElement>('button[aria-label="Dismiss"]')?.click());
    await expect(page.locator('button[aria-label="Dismiss"]')).toHaveCount(0, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  const darkTheme = page.locator('button[aria-label="Use the light theme"]');
  if ((await darkTheme.count()) > 0) await darkTheme.click();
  await page.locator('label', { hasText: /^log$/ }).getByRole('checkbox').uncheck();
  for (const tool of await page.locator('button[aria-label="Zoom into a box"][aria-pressed="false"]').all()) await tool.dispatchEvent('click');
  await restoreDefaults(page, experiment);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    // The page, and what scrolls in it: a rail that was scrolled hides what a test looks for.
    for (const scrolled of document.querySelectorAll('*')) scrolled.scrollTo(0, 0);
  });
}

/** By its button; a set-up of another experiment then ends that of the default one. */
async function restoreDefaults(page: Page, experiment?: Parameters<typeof window.playground.configure>[0]): Promise<void> {
  const restore = button(page, 'Restore defaults');
  if (await restore.isEnabled()) {
    await restore.click();
    const question = page.locator('[role="alertdialog"]');
    if (await question.isVisible()) await question.getByRole('button').last().click();
  }
  if (experiment) await page.evaluate((wanted) => window.playground.configure(wanted), experiment);
  else await expect(restore).toBeDisabled();
  await expect(button(page, 'Train')).toBeEnabled();
}
