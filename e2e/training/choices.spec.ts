import type { Page } from '@playwright/test';
import { expect, lentTest as test } from '../support/fixtures.ts';
import { atRest, drawnOn, flat, plotOf } from '../support/panel.ts';

test.use({ small: true });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const menu = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const nameOf = (page: Page, run: number) => page.getByRole('textbox', { name: `Name of run ${run}` });
const changes = (page: Page) => page.getByRole('list', { name: 'Changes' });

async function restart(page: Page): Promise<void> {
  await button(page, 'Restart with this').click();
  await expect(changes(page)).toBeHidden();
  await expect(button(page, 'Train')).toBeEnabled();
}

/** Trains some steps more and waits until every panel is drawn where the features are told to be. */
async function trainAndCompare(page: Page, count: number) {
  const told = await page.evaluate(async (n) => {
    await window.playground.step(n);
    const { step, dimension, runs } = await window.playground.features();
    return { step, dimension, runs: runs.map(({ name, points, centers, features }) => ({ name, points, centers, width: features[0]!.length })) };
  }, count);
  for (const [run, { points, centers }] of told.runs.entries()) {
    const plot = plotOf(page, run);
    await atRest(plot, told.step);
    const drawn = await drawnOn(plot);
    for (const [is, said] of [[drawn.points, flat(points)], [drawn.centers, flat(centers)]] as const) {
      const size = Math.max(...said.map(Math.abs));
      expect(Math.max(...said.map((value, i) => Math.abs(value - is[i]!))), `run ${run}`).toBeLessThan(1e-3 * size);
    }
  }
  return told;
}

test('features of 3 and of 64 dimensions, chosen in the set-up, are drawn in the plane and said to be', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await expect(page.getByText(/drawn in the plane/)).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Batch size' }).fill('16');
  for (const dimension of [3, 64]) {
    await menu(page, 'Features').selectOption({ label: `${dimension} dimensions` });
    await expect(menu(page, 'Drawn by')).toHaveValue('pca');
    await menu(page, 'Centers move').selectOption({ label: dimension === 3 ? 'Wen et al.' : 'Gradient' });
    await expect(changes(page)).toContainText(`→ ${dimension} dimensions`);
    await expect(changes(page)).toContainText('Centers move:');
    await restart(page);
    const told = await trainAndCompare(page, 15);
    expect([told.dimension, ...told.runs.map(({ width }) => width)]).toEqual([dimension, dimension, dimension]);
    const words = `${dimension} features drawn in the plane by PCA`;
    await expect(page.getByText(words, { exact: true })).toBeInViewport();
    for (const run of await page.getByRole('article').all()) await expect(run).toContainText(words);
  }
});

test('runs are added, named, weighed and taken away by hand, and six train side by side', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.getByRole('textbox', { name: 'Batch size' }).fill('8');
  for (const run of [3, 4, 5, 6]) {
    await button(page, 'Add a run').click();
    await expect(nameOf(page, run)).toBeFocused();
  }
  await expect(button(page, 'Add a run')).toHaveCount(0);
  await expect(page.getByRole('article')).toHaveCount(2);

  await nameOf(page, 6).fill('Softmax');
  await expect(page.getByRole('alert')).toHaveText('Another run has this name.');
  await expect(button(page, 'Restart with this')).toBeDisabled();
  await nameOf(page, 6).fill('Pulled hard');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Center loss in Pulled hard' }).fill('2');
  await page.getByRole('textbox', { name: 'Center loss in Run 5' }).fill('0');
  await expect(changes(page)).toHaveText(/Batch size: 128 → 8.*New run Run 3: λ 0.1.*New run Run 5: softmax.*New run Pulled hard: λ 2/);
  await restart(page);
  const names = ['Softmax', 'Softmax + center', 'Run 3', 'Run 4', 'Run 5', 'Pulled hard'];
  expect((await trainAndCompare(page, 3)).runs.map(({ name }) => name)).toEqual(names);
  for (const name of names) {
    await expect(page.getByRole('article', { name, exact: true })).toBeInViewport();
    await expect(page.getByRole('columnheader', { name, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('article', { name: 'Pulled hard' })).toContainText('λ 2');

  await button(page, 'Remove Run 4').click();
  await expect(changes(page)).toHaveText('Without run Run 4');
  await button(page, 'Discard').click();
  await expect(nameOf(page, 4)).toHaveValue('Run 4');
  await button(page, 'Remove Run 4').click();
  await restart(page);
  await expect(page.getByRole('article')).toHaveCount(5);
  for (const name of names.filter((each) => each !== 'Run 4')) await expect(page.getByRole('article', { name, exact: true })).toBeVisible();
  await page.evaluate(() => window.playground.step(1));
});
