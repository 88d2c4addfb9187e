import type { Page } from '@playwright/test';

/** Chooses a folder in the page's data window. */
export async function chooseFolder(page: Page, folder: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: /train \/ / }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByText('Choose a folder …').click();
  await (await chooser).setFiles(folder);
}
