import AxeBuilder from '@axe-core/playwright';
import { strToU8, zipSync } from 'fflate';
import { chooseFolder } from '../support/chooseFolder.ts';
import { expect, test } from '../support/fixtures.ts';
import { folderOf, png } from '../support/pictures.ts';
import { pressVisible } from '../support/pressVisible.ts';

test.use({ small: true });

/** Names as CUB-200-2011 has them: 21 sparrows, and two others. */
const sparrows = Array.from({ length: 21 }, (_, i) => `${113 + i}.${i === 20 ? 'White_throated' : `Kind${i}`}_Sparrow`);
const birds = ['001.Black_footed_Albatross', ...sparrows, '200.Common_Yellowthroat'];

/** Four pictures of 64 x 48 of each class, no two alike. */
const picture = (c: number, i: number) => png(64, 48, (x, y) => [(Math.imul((c * 4 + i) * 48 + (y >> 3) * 8 + (x >> 3) + 1, 2654435761) >>> 16) % 256, 10 * c, 60 * i]);
const pictures = () => Object.fromEntries(birds.flatMap((name, c) => [0, 1, 2, 3].map((i) => [`${name}/${i}.png`, picture(c, i)])));

test('of a set with a well-known choice of classes these are read at one press; the summary offers it again of what was read whole', async ({ page, opened }) => {
  console.info(`Classes chosen on ${opened}`);
  const folder = folderOf('birds', pictures());
  await chooseFolder(page, folder);
  const dialog = page.getByRole('dialog', { name: 'Which classes of birds?' });
  await expect(dialog).toContainText('23 classes with 92 photographs were found.');
  const read = dialog.getByRole('button', { name: /^Read / });
  await expect(read).toHaveText('Read 92 images of 23 classes');
  await pressVisible(dialog.getByRole('button', { name: 'Sparrows (classes 113 to 133)' }));
  await expect(read).toHaveText('Read 84 images of 21 classes');
  await expect(dialog.getByRole('switch', { name: '001.Black_footed_Albatross' })).not.toBeChecked();
  await pressVisible(dialog.getByRole('button', { name: 'All classes' }));
  await expect(read).toHaveText('Read 92 images of 23 classes');
  await dialog.getByRole('switch', { name: '113.Kind0_Sparrow' }).press('Space');
  await expect(read).toHaveText('Read 88 images of 22 classes');
  await pressVisible(dialog.getByRole('button', { name: 'Sparrows (classes 113 to 133)' }));
  expect((await new AxeBuilder({ page }).include('dialog[open]').analyze()).violations).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await pressVisible(read);
  const summary = page.getByRole('dialog', { name: /^birds/ });
  await expect(summary).toContainText('of 21 classes.');
  await expect(summary).toContainText('21 of the 23 classes were read, as chosen; to have others, add the files again.');
  await pressVisible(summary.getByRole('button', { name: 'Close' }));

  await chooseFolder(page, folder);
  await pressVisible(read);
  await expect(summary).toContainText('of 23 classes.');
  await pressVisible(summary.getByRole('button', { name: 'Sparrows (classes 113 to 133)' }));
  await expect(summary.getByRole('switch', { name: 'Use 001.Black_footed_Albatross' })).not.toBeChecked();
  await pressVisible(summary.getByRole('button', { name: 'All classes' }));
  await expect(summary.getByRole('switch', { name: 'Use 001.Black_footed_Albatross' })).toBeChecked();
  await pressVisible(summary.getByRole('button', { name: 'Sparrows (classes 113 to 133)' }));
  await pressVisible(summary.getByRole('button', { name: 'Apply' }));
  await expect(summary).toContainText('of 21 classes.');
  await pressVisible(summary.getByRole('button', { name: 'Undo the edit' }));
  await expect(summary).toContainText('of 23 classes.');
  await pressVisible(summary.getByRole('button', { name: 'Close' }));

  await chooseFolder(page, folder);
  await expect(read).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^Reading was cancelled before any image\./)).toBeVisible();
  await pressVisible(page.getByRole('button', { name: 'Dismiss' }));
  const picked = await page.evaluate(async () => {
    const file = (red: number, i: number) => new Promise<Blob>((resolve) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
      const context = canvas.getContext('2d')!;
      context.fillStyle = `rgb(${red} ${20 * i} ${90 - 20 * i})`;
      context.fillRect(3 * i, 5 * i, 30, 30);
      canvas.toBlob((blob) => resolve(blob!));
    });
    const files = await Promise.all(['a', 'b', 'c'].flatMap((name, c) => [1, 2, 3].map(async (i) => ({ path: `${name}/${i}.png`, file: await file(80 * c, i) }))));
    return (await window.playground.addExamples(files, { classes: ['a', 'c'] })).classes.map(({ name }) => name);
  });
  expect(picked).toEqual(['a', 'c']);
});

test('photographs that lie beside the page are offered and read from there', async ({ page }) => {
  await page.route('**/data/hosted.json', (route) => route.fulfill({ json: ['mnist-10k', 'cub-sparrows'] }));
  const listed = [1, 2].flatMap((c) => [0, 1, 2].map((i) => ({ id: 3 * c + i, path: `${birds[c]}/${i}.png`, class: c, isTraining: i < 2 ? 1 : 0, bytes: picture(c, i) })));
  const table = (value: (image: (typeof listed)[number]) => unknown) => strToU8(listed.map((image) => `${image.id} ${String(value(image))}\n`).join(''));
  const zip = zipSync({
    'CUB_200_2011/images.txt': table(({ path }) => path),
    'CUB_200_2011/image_class_labels.txt': table((image) => image.class),
    'CUB_200_2011/train_test_split.txt': table(({ isTraining }) => isTraining),
    'CUB_200_2011/classes.txt': strToU8(`1 ${birds[1]}\n2 ${birds[2]}\n`),
    ...Object.fromEntries(listed.map(({ path, bytes }) => [`CUB_200_2011/images/${path}`, new Uint8Array(bytes)])),
  });
  await page.route('**/data/cub-sparrows/cub-sparrows.zip', (route) => route.fulfill({ contentType: 'application/zip', body: Buffer.from(zip) }));
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled({ timeout: 120_000 });
  await page.getByRole('banner').getByRole('button', { name: /train \/ / }).click();
  const offered = page.getByRole('dialog', { name: 'Data' }).getByRole('article', { name: 'CUB-200-2011, sparrows' });
  await expect(offered).toContainText('Photographs of 21 sparrows');
  await pressVisible(offered.getByRole('button', { name: 'Read it' }));
  const summary = page.getByRole('dialog', { name: 'CUB-200-2011, sparrows' });
  await expect(summary).toContainText('4 training and 2 test images of 2 classes.');
  await expect(summary).toContainText('The split into training and test images came with them.');
});
