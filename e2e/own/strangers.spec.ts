import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, lentTest } from '../support/fixtures.ts';
import { pressVisible } from '../support/pressVisible.ts';

lentTest.use({ small: true });

const card = (page: Page) => page.getByRole('region', { name: 'Would it know a stranger?' });
const form = (page: Page) => ({
  repeats: card(page).getByRole('textbox', { name: 'Repeats' }),
  steps: card(page).getByRole('textbox', { name: 'Steps of each' }),
  find: card(page).getByRole('button', { name: 'Find out' }),
});

/** All that a training has come to: its measures, and a digest of every number that it holds. */
const trained = (page: Page) =>
  page.evaluate(async () => {
    const { step, bytes } = await window.playground.checkpoint();
    const digest = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    return { step, digest, ...(await window.playground.metrics()) };
  });

/** Leaves out the classes of these names and no others. */
async function choose(page: Page, names: readonly string[]): Promise<void> {
  const list = card(page).getByRole('list', { name: 'Classes left out' });
  if (!(await list.isVisible())) await pressVisible(card(page).getByText(/^Left out of training/));
  for (const one of await list.getByRole('switch').all()) {
    const wanted = names.includes((await one.evaluate((input: HTMLInputElement) => input.labels![0]!.textContent)).trim());
    if ((await one.isChecked()) !== wanted) await one.press('Space');
  }
}

lentTest('digits that were left out are told as strangers: areas as a training without them measures, and the training is back', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await page.evaluate(() => window.playground.step(5));
  const before = await trained(page);
  await expect(card(page).getByText(/^Left out of training: \d and \d, drawn by the seed$/)).toBeVisible();
  await choose(page, ['7', '9']);
  await expect(card(page).getByText('Left out of training: 7 and 9')).toBeVisible();
  const { repeats, steps, find } = form(page);
  await repeats.fill('2');
  await steps.fill('12');
  await pressVisible(find);
  await expect(card(page).getByText('2 repeats of 12 steps without 7 and 9')).toBeVisible({ timeout: 300_000 });
  await expect(card(page).getByRole('progressbar')).toBeHidden();
  await expect(repeats).toHaveValue('2');
  await expect(steps).toHaveValue('12');
  await expect(page.getByText('step', { exact: true }).locator('..')).toContainText('5');
  expect(await trained(page)).toEqual(before);
  await expect(card(page).getByText(/^To Softmax, a stranger lies farther from every class than a known image in \d+ of 100 pairs\.$/)).toBeVisible();
  await expect(card(page).getByText(/against Softmax, better in \d of 2 repeats$/)).toBeVisible();
  const plot = card(page).getByRole('img', { name: /^ROC curves, areas: Softmax 0\.\d{3}, Softmax \+ center 0\.\d{3}$/ });
  await expect(plot.locator('polyline')).toHaveCount(2);
  const byDistance = await plot.getAttribute('aria-label');
  expect((await new AxeBuilder({ page }).include('section[aria-labelledby="strangers"]').analyze()).violations).toEqual([]);

  const byHand = await page.evaluate(async () => {
    const areas: { distance: number; probability: number }[][] = [];
    for (const seed of [1, 2]) {
      await window.playground.configure({ seed, heldOut: [7, 9] });
      await window.playground.step(12);
      areas.push((await window.playground.novelty()).runs.map(({ distance, probability }) => ({ distance, probability })));
    }
    return areas;
  });
  const mean = (run: number, score: 'distance' | 'probability') => ((byHand[0]![run]![score] + byHand[1]![run]![score]) / 2).toFixed(3);
  expect(byDistance).toBe(`ROC curves, areas: Softmax ${mean(0, 'distance')}, Softmax + center ${mean(1, 'distance')}`);
  await card(page).getByRole('combobox', { name: 'Told by' }).selectOption('probability');
  await expect(card(page).getByRole('img')).toHaveAccessibleName(`ROC curves, areas: Softmax ${mean(0, 'probability')}, Softmax + center ${mean(1, 'probability')}`);
});

lentTest('classes are left out of the training in effect: drawn, named in the legend, counted nowhere, and learned again', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await choose(page, ['3']);
  await pressVisible(card(page).getByRole('button', { name: 'Train mine without them' }));
  await expect(card(page).getByText('Your training leaves out 3: their test images are drawn, and count in no figure.')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Classes shown' }).getByRole('button', { name: '3' })).toContainText('not trained');
  await page.evaluate(() => window.playground.step(60));
  const { labels, runs } = await page.evaluate(() => window.playground.features());
  expect(labels).toContain(3);
  expect(runs.flatMap(({ predictions }) => predictions)).not.toContain(3);
  const counted = await page.evaluate(async () => (await window.playground.metrics()).runs[0]!.testAccuracy);
  expect(counted).toBeGreaterThan(0.1);
  await pressVisible(card(page).getByRole('button', { name: 'Train all classes' }));
  await expect(card(page).getByText(/Your training leaves out/)).toBeHidden();
  expect((await page.evaluate(() => window.playground.checkpoint())).experiment.heldOut).toEqual([]);
});

lentTest('the search for strangers is cancelled, on a phone as well', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await page.evaluate(() => window.playground.step(3));
  const before = await trained(page);
  const { repeats, steps, find } = form(page);
  await choose(page, []);
  await expect(card(page).getByText('Leave out one class at least.')).toBeVisible();
  await expect(find).toBeDisabled();
  await choose(page, ['1']);
  await repeats.fill('3');
  await steps.fill('100000');
  await pressVisible(find);
  await expect(card(page).getByText(/Seed 1 of 3/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await pressVisible(card(page).getByRole('button', { name: 'Cancel' }));
  await expect(card(page).getByText('0 of 3 repeats of 100,000 steps without 1')).toBeVisible();
  await expect(find).toBeEnabled();
  expect(await trained(page)).toEqual(before);
});
