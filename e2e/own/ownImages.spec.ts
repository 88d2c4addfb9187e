import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { chooseFolder } from '../support/chooseFolder.ts';
import { folderOfPictures } from '../support/pictures.ts';
import { pressVisible } from '../support/pressVisible.ts';

test.use({ small: true });

const isHosted = async (page: Page) => page.evaluate(async () => ((await (await fetch('data/hosted.json')).json()) as string[]).includes('mobilenet_v1_0.75_224'));

test('a folder of photographs is read, shown, trained on through the backbone, and back after a reload', async ({ page, opened }) => {
  console.info(`Own images on ${opened}`);
  const hosted = await isHosted(page);
  await page.context().route('https://storage.googleapis.com/**', (route) => route.abort());
  const folder = folderOfPictures(8, { 'dots/notes.txt': 'not a picture', 'bars/cut.jpg': 'no picture either', 'lone/1.png': '', '.DS_Store': 'x' });
  await chooseFolder(page, folder);
  const summary = page.getByRole('dialog', { name: 'shapes' });
  await expect(summary).toContainText('24 training and 8 test images of 4 classes.');
  await expect(summary.getByRole('listitem', { name: 'rings' })).toContainText('6 train, 2 test');
  await summary.getByText(/files were skipped/).click();
  await expect(summary).toContainText('shapes/bars/cut.jpg');
  await expect(summary).toContainText('shapes/lone/1.png');
  await pressVisible(summary.getByRole('button', { name: 'Train on these' }));
  if (!hosted) {
    await expect(page.getByRole('alert')).toContainText('None of 1 mirrors gave', { timeout: 120_000 });
    expect((await page.evaluate(() => window.playground.info())).dataset).toBe('mnist-10k');
    return;
  }
  const badge = page.getByRole('banner').getByRole('button', { name: /shapes/ });
  await expect(badge).toContainText('24 train / 8 test', { timeout: 300_000 });
  await expect(page.getByText('64 features drawn in the plane by t-SNE', { exact: true })).toBeVisible();
  // After thirty epochs of one batch it stops by itself, as the field says, and goes on when asked to.
  const stop = page.getByRole('textbox', { name: 'Stop at step' });
  await expect(stop).toHaveValue('30');
  await expect(page.getByText('Stopped at step 30, after 30 epochs.')).toBeVisible({ timeout: 120_000 });
  await pressVisible(page.getByRole('button', { name: 'Dismiss' }));
  await pressVisible(page.getByRole('button', { name: 'Train', exact: true }));
  await expect.poll(async () => (await page.evaluate(() => window.playground.metrics())).runs[0]!.step, { timeout: 120_000 }).toBeGreaterThan(40);
  await pressVisible(page.getByRole('button', { name: 'Pause', exact: true }));
  const { runs } = await page.evaluate(() => window.playground.metrics());
  for (const { testAccuracy } of runs) expect(testAccuracy).toBeGreaterThan(0.8);
  const drawn = await page.evaluate(() => window.playground.features());
  expect([drawn.dimension, drawn.labels.length, drawn.runs[1]!.features[0]!.length, drawn.runs[1]!.points[0]!.length]).toEqual([64, 8, 64, 2]);
  await expect(page.getByText(`Saved at step ${runs[0]!.step}`, { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText(`Back at step ${runs[0]!.step}`)).toBeVisible({ timeout: 120_000 });
  await expect(badge).toContainText('24 train / 8 test');
  expect((await page.evaluate(() => window.playground.metrics())).runs.map(({ losses, testAccuracy }) => ({ losses, testAccuracy }))).toEqual(runs.map(({ losses, testAccuracy }) => ({ losses, testAccuracy })));
  await badge.click();
  const dialog = page.getByRole('dialog', { name: 'Data' });
  await dialog.getByRole('article', { name: 'MNIST-10k' }).getByRole('button', { name: 'Use it and restart' }).click();
  await expect(dialog).toBeHidden({ timeout: 120_000 });
  expect((await page.evaluate(() => window.playground.info())).dataset).toBe('mnist-10k');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeFocused();
  await page.getByRole('banner').getByRole('button', { name: /MNIST-10k/ }).click();
  await dialog.getByRole('article', { name: 'shapes' }).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('article', { name: 'shapes' })).toHaveCount(0);
});

test('what cannot be learned from is refused in words, scripts get the same, and the training stays', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  await page.evaluate(() => window.playground.step(3));
  const add = (files: readonly { path: string; text: string }[]) =>
    page.evaluate(
      async (given) =>
        window.playground.addExamples(given.map(({ path, text }) => ({ path, file: new Blob([text]) }))).then(
          () => 'added',
          (error: Error) => error.message,
        ),
      files,
    );
  for (const [files, message] of [
    [[], /There are no files in it/],
    [[{ path: 'notes.txt', text: 'hello' }], /notes\.txt/],
    [[{ path: 'cats/1.jpg', text: 'no' }, { path: 'dogs/1.jpg', text: 'no' }], /Of 2 images only 0 can be used/],
  ] as const) {
    expect(await add(files)).toMatch(message);
    await expect(page.getByRole('alert')).toContainText(message);
  }
  expect((await page.evaluate(() => window.playground.metrics())).runs[0]!.step).toBe(3);
});
