import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { chooseFolder } from '../support/chooseFolder.ts';
import { expect, test } from '../support/fixtures.ts';
import { folderOf, smallPicture } from '../support/pictures.ts';
import { pressVisible } from '../support/pressVisible.ts';

test.use({ small: true });

/** Files of a class that is called `folder` and drawn as `pattern`, from number `first` on. */
const files = (folder: string, pattern: Parameters<typeof smallPicture>[0], count: number, first = 0) =>
  Array.from({ length: count }, (_, i) => [`${folder}/${first + i}.png`, smallPicture(pattern, first + i)] as const);

/** 40 bars in two folders, three rings among them, 20 rings, and 10 of another kind. */
const folder = () => folderOf('small', Object.fromEntries([...files('bars', 'bars', 20), ...files('stripes', 'bars', 20, 20), ...files('circles', 'rings', 20), ...files('bars', 'rings', 3, 40), ...files('junk', 'slope', 10)]));

/** The one canvas of this name has been drawn. */
const drawn = (page: Page, name: string | RegExp) => expect(page.getByRole('dialog').getByRole('img', { name }).first()).toHaveAttribute('data-drawn', 'true');

const violations = async (page: Page) => (await new AxeBuilder({ page }).include('dialog[open]').analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);

const step = async (page: Page) => (await page.evaluate(() => window.playground.metrics())).runs[0]!.step;

test('classes are renamed, merged and left out, a wrong label is found, put right and trained without', async ({ page, opened }) => {
  console.info(`Edited images on ${opened}`);
  await chooseFolder(page, folder());
  const summary = page.getByRole('dialog', { name: /^small/ });
  await expect(summary).toContainText('of 4 classes.');
  await drawn(page, /^circles, image 1/);
  await summary.getByRole('textbox', { name: 'Name of circles' }).fill('rings');
  await summary.getByRole('textbox', { name: 'Name of stripes' }).fill('bars');
  await expect(summary).toContainText('Becomes one class with bars.');
  await summary.getByRole('switch', { name: 'Use junk' }).press('Space');
  await pressVisible(summary.getByRole('button', { name: 'Apply' }));
  await expect(summary.getByRole('heading', { name: 'small, edited' })).toBeVisible();
  await expect(summary).toContainText('of 2 classes.');
  await expect(summary.getByRole('listitem', { name: 'rings' })).toContainText('16 train, 4 test');
  await pressVisible(summary.getByRole('button', { name: 'Undo the edit' }));
  await expect(summary).toContainText('of 4 classes.');
  await summary.getByRole('textbox', { name: 'Name of stripes' }).fill('bars');
  await summary.getByRole('switch', { name: 'Use circles' }).press('Space');
  await summary.getByRole('switch', { name: 'Use junk' }).press('Space');
  await expect(summary).toContainText('Only one class is left');
  await expect(summary.getByRole('button', { name: 'Train on these' })).toBeDisabled();
  await summary.getByRole('switch', { name: 'Use circles' }).press('Space');
  await summary.getByRole('textbox', { name: 'Share that trains, %' }).fill('70');
  await summary.getByRole('textbox', { name: 'Share that trains, %' }).press('Enter');
  expect(await violations(page)).toEqual([]);
  await pressVisible(summary.getByRole('button', { name: 'Train on these' }));
  const badge = page.getByRole('banner').getByRole('button', { name: /small, edited/ });
  await expect(badge).toContainText('44 train / 19 test', { timeout: 120_000 });
  await expect.poll(() => step(page), { timeout: 120_000 }).toBeGreaterThan(40);

  await page.getByRole('button', { name: 'Look for wrong labels' }).click();
  const dialog = page.getByRole('dialog', { name: 'Labels that look wrong' });
  await expect(dialog.getByRole('combobox')).toHaveText(/Softmax/);
  await expect(dialog).toContainText('Center loss learns wrong labels by heart; this run has none.');
  await expect(dialog.getByRole('listitem').first()).toContainText('bars → circles', { timeout: 60_000 });
  await expect(dialog).toContainText(/images? lies? nearer to the mean of another class than to (its|their) own/);
  await expect(dialog).toContainText(/bars, (or rather circles\?|next circles\.)/);
  await drawn(page, /^(Suspect 1|1 of \d+): image \d+, labelled bars/);
  await drawn(page, 'Typical of circles, 1');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('x');
  await expect(dialog).toContainText('0 to change, 1 to leave out, 0 to keep.');
  await page.keyboard.press('u');
  await page.keyboard.press('c');
  await page.keyboard.press('ArrowLeft');
  await expect(dialog).toContainText(/bars, (or rather circles\?|next circles\.) Score/);
  await expect(dialog).toContainText('1 to change, 0 to leave out, 0 to keep.');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the list as CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^small-edited-suspects-step-\d+\.csv$/);
  const before = await page.evaluate(() => window.playground.info());
  await pressVisible(dialog.getByRole('button', { name: 'Retrain without these mistakes' }));
  await expect(page.getByRole('banner').getByRole('button', { name: /small, edited 2/ })).toBeVisible({ timeout: 120_000 });
  await expect(dialog).toHaveCount(0);
  const after = await page.evaluate(() => window.playground.info());
  expect([after.trainCount, after.dataset === before.dataset]).toEqual([before.trainCount, false]);
  await expect.poll(() => step(page), { timeout: 120_000 }).toBeGreaterThan(0);
});

test('a script edits a set and asks for suspects, and gets the same refusals in words', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  const row = (label: string, value: number) => `${label},${Array.from({ length: 64 }, (_, k) => (k + value) % 256).join(',')}\n`;
  const table = ['label', ...Array.from({ length: 64 }, (_, k) => `pixel${k}`)].join(',') + '\n' + Array.from({ length: 20 }, (_, i) => row('ab'[i % 2]!, i + 100 * (i % 2))).join('');
  const id = await page.evaluate(async (text) => (await window.playground.addExamples([{ path: 'tiny.csv', file: new Blob([text]) }])).id, table);
  const edited = await page.evaluate((of) => window.playground.editExamples(of, { classes: ['x', 'y'], labels: [{ path: '0', className: 'y' }, { path: '1', className: null }] }), id);
  expect(edited.classes.map(({ name, train, test: tested }) => [name, train + tested])).toEqual([['x', 9], ['y', 10]]);
  expect(await page.evaluate((of) => window.playground.editExamples(of, { classes: ['x'] }).catch((error: Error) => error.message), edited.id)).toBe('The edit names 1 classes, and tiny, edited has 2.');
  expect(await page.evaluate((of) => window.playground.editExamples(of, {}).catch((error: Error) => error.message), id)).toBe(`The images of ${id} are not in this browser.`);
  expect(await page.evaluate(() => window.playground.suspects().catch((error: Error) => error.message))).toContain('Nothing has been trained yet');
  await page.evaluate(() => window.playground.step(2));
  const { run, suspects } = await page.evaluate(() => window.playground.suspects());
  expect([run, suspects.length, suspects[0]!.path]).toEqual(['Softmax', 7996, null]);

  // A set is used from the window of data, which closes with it; where the page's end speaks of digits, it says so and brings them back.
  await pressVisible(page.getByRole('banner').getByRole('button', { name: /^Data/ }));
  const dialog = page.getByRole('dialog', { name: 'Data' });
  await pressVisible(dialog.getByRole('article', { name: 'tiny, edited' }).getByRole('button', { name: 'Use it and restart' }));
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeFocused();
  const said = page.getByText('each of the three brings them back in place of tiny, edited.');
  await expect(said).toBeVisible();
  await expect.poll(() => step(page)).toBeGreaterThan(0);
  await page.evaluate(() => window.playground.pause());
  const left = await step(page);
  // Of more than 200 steps the way back asks.
  await page.getByLabel('Speed').selectOption('5');
  await pressVisible(page.getByRole('button', { name: 'Train afresh, then switch it here' }));
  await expect(page.getByRole('banner').getByRole('button', { name: /MNIST-10k/ })).toBeVisible();
  await expect(said).toHaveCount(0);
  expect((await page.evaluate(() => window.playground.checkpoint())).experiment).toMatchObject({ dataset: 'mnist-10k', model: 'small-cnn', batchSize: 128 });
  await pressVisible(page.getByRole('button', { name: `Back to your training at step ${left.toLocaleString('en')}` }).first());
  await expect(page.getByRole('banner').getByRole('button', { name: /tiny, edited/ })).toBeVisible();
  expect(await step(page)).toBe(left);
});
