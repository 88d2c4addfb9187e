import AxeBuilder from '@axe-core/playwright';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, lentTest, ready, test } from '../support/fixtures.ts';
import { toolOf } from '../support/panel.ts';
import { pressVisible } from '../support/pressVisible.ts';

lentTest.use({ small: true });

const stepShown = (page: Page) => page.getByText('step', { exact: true }).locator('..');

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"], dialog[open]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

lentTest('? shows the keys, and Ctrl+K finds what is on the page: buttons, fields, lessons, data sets, windows', async ({ page }) => {
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys.getByRole('term').filter({ hasText: /^Space$/ })).toBeVisible();
  await expect(keys.getByText('Find an action or a setting')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  const find = page.getByRole('combobox', { name: 'Action or setting' });
  const options = page.getByRole('listbox', { name: 'Actions and settings' }).getByRole('option');
  const selected = page.getByRole('listbox', { name: 'Actions and settings' }).getByRole('option', { selected: true });
  const choose = async (words: string, name: RegExp) => {
    await page.keyboard.press('Control+k');
    await find.fill(words);
    await expect(selected).toHaveText(name);
    await page.keyboard.press('Enter');
    await expect(find).toBeHidden();
  };
  await pressVisible(page.getByRole('button', { name: 'Find', exact: true }));
  await expect(find).toBeFocused();
  await expectAccessible(page);
  await find.fill('no such thing');
  await expect(page.getByText('Nothing here has these words.')).toBeVisible();
  await find.fill('tr');
  await page.keyboard.press('ArrowDown');
  await expect(selected).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Find', exact: true })).toBeFocused();

  await choose('batch', /Batch size/);
  await expect(page.getByRole('textbox', { name: 'Batch size' })).toBeFocused();
  await choose('step', /^Step/);
  await expect(stepShown(page)).toContainText('1');
  await choose('spread', /^Spread/);
  await expect(page.getByRole('switch', { name: 'Spread' })).toBeChecked();
  await choose('spread', /^Spread/);
  await expect(page.getByRole('switch', { name: 'Spread' })).not.toBeChecked();
  await choose('keyboard', /Keyboard shortcuts/);
  await expect(keys).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  for (const [words, name] of [['lessons', /rays/i], ['data', /Train on|Get/], ['theme', /Use the dark theme/], ['try', /Try λ = 10/], ['save as png', /Save as PNG/]] as const) {
    await find.fill(words);
    await expect(options.filter({ hasText: name }).first()).toBeVisible();
  }
  await page.keyboard.press('Escape');
});

lentTest('the spread of each class is drawn as ellipses about its mean, follows training and the timeline, leaves hidden classes out, and is in what is saved', async ({ page }) => {
  await page.evaluate(async () => {
    await window.playground.configure({ batchSize: 8 });
    await window.playground.step(5);
  });
  const panel = page.getByRole('article').first();
  const ellipses = panel.locator('[data-spread] circle[data-deviations="2"]').filter({ visible: true });
  await expect(ellipses).toHaveCount(0);
  const spread = page.locator('label').filter({ hasText: 'Spread' });
  await pressVisible(spread);
  await expect(ellipses).toHaveCount(10);
  const places = () => ellipses.evaluateAll((circles) => circles.map((circle) => circle.getAttribute('transform')));
  const atFive = await places();
  await page.evaluate(() => window.playground.step(20));
  await expect.poll(places).not.toEqual(atFive);
  const atEnd = await places();
  await page.evaluate(() => window.playground.show(0));
  await expect.poll(places).not.toEqual(atEnd);
  await page.evaluate(() => window.playground.show(null));
  await pressVisible(page.getByRole('button', { name: '3', exact: true }));
  await expect(ellipses).toHaveCount(9);
  // Two rings a class in what is saved too: in the picture of a panel, and in that of both.
  const curves = async (save: () => Promise<void>) => {
    const [download] = await Promise.all([page.waitForEvent('download'), save()]);
    return (await readFile(await download.path(), 'utf8')).match(/ d="M[^"C]+(?:C[^"C]+){4}Z"/g)?.length ?? 0;
  };
  const ofPanel = async () => {
    await panel.locator('[data-shows]').hover();
    return curves(() => pressVisible(toolOf(page, 0, 'Save as SVG')));
  };
  const ofFigure = () => curves(() => pressVisible(page.getByRole('button', { name: 'Figure as SVG' })));
  expect(await ofPanel()).toBe(18);
  expect(await ofFigure()).toBe(36);
  await pressVisible(spread);
  await expect(ellipses).toHaveCount(0);
  expect(await ofPanel()).toBe(0);
});

for (const { name, width, height } of [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const) {
  lentTest(`the tour is offered without a fuss, covers nothing that it speaks of, ends with Escape and is not offered again: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => localStorage.removeItem('tour'));
    await page.reload();
    await ready(page);
    const offer = page.getByRole('button', { name: 'A one-minute tour' });
    await expect(offer).not.toBeFocused();
    await pressVisible(offer);
    const tour = page.getByRole('dialog');
    const ring = page.locator('[data-tour-ring]');
    const disjoint = async () => {
      const [card, target] = [(await tour.boundingBox())!, (await ring.boundingBox())!];
      return card.x + card.width <= target.x + 1 || target.x + target.width <= card.x + 1 || card.y + card.height <= target.y + 1 || target.y + target.height <= card.y + 1;
    };
    for (const title of ['One network, trained side by side', 'What makes the difference', 'Train', 'Nothing is lost']) {
      await expect(tour.getByRole('heading', { name: title })).toBeVisible();
      await expect(tour).toBeInViewport({ ratio: 1 });
      await expect.poll(disjoint, title).toBe(true);
      if (title === 'Train') await expectAccessible(page);
      await pressVisible(tour.getByRole('button', { name: 'Next' }));
    }
    await expect(tour.getByRole('button', { name: 'Done' })).toBeVisible();
    await expect.poll(disjoint).toBe(true);
    await page.keyboard.press('Escape');
    await expect(tour).toBeHidden();
    await expect(page.locator('body')).not.toBeFocused();
    await expect(offer).toBeHidden();
    await page.reload();
    await ready(page);
    await expect(offer).toHaveCount(0);
  });
}

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the page opens and trains after a first visit; another build is offered in words and taken into use by a press alone', async ({ page, context }) => {
    await page.goto('./');
    await ready(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.reload();
    await ready(page);
    await page.evaluate(async () => {
      await window.playground.configure({ model: 'direct', batchSize: 8 });
      await window.playground.step(3);
    });
    await expect(stepShown(page)).toContainText('3');
    // What was never looked at is here too.
    await pressVisible(page.getByRole('button', { name: 'Lessons', exact: true }));
    await expect(page.getByRole('dialog', { name: 'Lessons' })).toBeVisible();
    await page.keyboard.press('Escape');
    await context.setOffline(false);

    const offer = page.getByRole('complementary', { name: 'Update' });
    await expect(offer).toBeHidden();
    const worker = new URL('../../dist/offline.js', import.meta.url);
    const text = readFileSync(worker, 'utf8');
    try {
      writeFileSync(worker, text.replace(/"version":"\w+"/, '"version":"another"'));
      await page.evaluate(() => {
        Object.assign(window, { stays: true });
        return navigator.serviceWorker.getRegistration().then((registration) => registration!.update());
      });
      await expect(offer).toBeVisible();
      await pressVisible(page.getByRole('button', { name: 'Train', exact: true }));
      await expect(offer).toBeHidden();
      await pressVisible(page.getByRole('button', { name: 'Pause', exact: true }));
      await expect(offer).toBeVisible();
      expect(await page.evaluate(() => 'stays' in window)).toBe(true);
      await expect(page.getByText(/^Saved at step/)).toBeVisible();
      const step = await stepShown(page).textContent();
      await pressVisible(offer.getByRole('button', { name: 'Reload with it' }));
      await page.waitForFunction(() => !('stays' in window));
      await ready(page);
      await expect(stepShown(page)).toHaveText(step!);
      expect(await page.evaluate(() => caches.keys().then((names) => names.filter((name) => name.includes('-page-'))))).toEqual(['center-loss-playground-page-another']);
      await expect(offer).toBeHidden();
    } finally {
      writeFileSync(worker, text);
    }
  });
});
