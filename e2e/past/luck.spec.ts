import type { Page } from '@playwright/test';
import { expect, lentTest } from '../support/fixtures.ts';
import { pressVisible } from '../support/pressVisible.ts';

lentTest.use({ small: true });

const card = (page: Page) => page.getByRole('region', { name: 'Is it luck?' });
const strip = (page: Page, run: string) => card(page).getByRole('img', { name: new RegExp(`of ${run.replace('+', '\\+')}:`) });

async function asked(page: Page, seeds: number, steps: number): Promise<void> {
  await card(page).getByRole('textbox', { name: 'Seeds' }).fill(String(seeds));
  await card(page).getByRole('textbox', { name: 'Steps each' }).fill(String(steps));
  await pressVisible(card(page).getByRole('button', { name: 'Is it luck?' }));
}

/** All that a training has come to: its measures, and a digest of every number that it holds. */
const trained = (page: Page) =>
  page.evaluate(async () => {
    const { step, bytes } = await window.playground.checkpoint();
    const digest = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    return { step, digest, ...(await window.playground.metrics()) };
  });

lentTest('three seeds are dots that equal the same seeds trained by hand, and the training is back', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await page.evaluate(() => window.playground.step(5));
  const before = await trained(page);
  await asked(page, 3, 4);
  await expect(card(page).getByText('3 seeds of 4 steps')).toBeVisible();
  await expect(card(page).getByRole('progressbar')).toBeHidden();
  await expect(card(page).getByRole('textbox', { name: 'Seeds' })).toHaveValue('3');
  await expect(card(page).getByRole('textbox', { name: 'Steps each' })).toHaveValue('4');
  await expect(page.getByText('step', { exact: true }).locator('..')).toContainText('5');
  expect(await trained(page)).toEqual(before);
  await expect(card(page).getByText(/against Softmax, better in \d of 3 seeds: (more than|may be) luck/)).toBeVisible();

  const byHand = await page.evaluate(async () => {
    await window.playground.configure({ seed: 2 });
    await window.playground.step(4);
    return (await window.playground.metrics()).runs;
  });
  // Of another seed of the same experiment they stay.
  for (const { name, testAccuracy } of byHand) {
    await expect(strip(page, name)).toHaveAccessibleName(new RegExp(`seed 2: ${(100 * testAccuracy).toFixed(2).replace('.', '\\.')} %`));
    await expect(strip(page, name).locator('title')).toHaveCount(3);
  }
  await card(page).getByRole('combobox', { name: 'Measure' }).selectOption('compactness');
  await expect(strip(page, byHand[1]!.name)).toHaveAccessibleName(/^Compactness of/);
  const download = page.waitForEvent('download');
  await card(page).getByRole('button', { name: 'Save CSV' }).click();
  const lines = (await (await download).createReadStream().then(async (stream) => (await stream.toArray()).join(''))).split('\r\n');
  expect(lines[0]).toBe('seed,run,test_accuracy,compactness');
  expect(lines[4]).toBe(`2,${byHand[1]!.name},${byHand[1]!.testAccuracy},${byHand[1]!.compactness}`);
  await page.evaluate(() => window.playground.configure({ runs: [{ name: 'only' }] }));
  await expect(card(page).getByText('3 seeds of 4 steps')).toBeHidden();
});

lentTest('seeds are cancelled, and a script hears of it', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await page.evaluate(() => window.playground.step(3));
  const before = await trained(page);
  const asking = page.evaluate(() => window.playground.luck({ seeds: 3, steps: 100_000 }).then(() => 'measured', (error: Error) => error.message));
  const transport = page.getByRole('region', { name: 'Training', exact: true });
  await expect(transport.getByText(/Seed 1 of 3/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await pressVisible(transport.getByRole('button', { name: 'Cancel' }));
  expect(await asking).toContain('Training other seeds was ended.');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  expect(await trained(page)).toEqual(before);
  await expect(card(page).getByText('0 of 3 seeds')).toBeVisible();
});
