import { launchOptions } from '../../scripts/browser.mjs';
import { expect, test } from '../support/fixtures.ts';
import { png } from '../support/pictures.ts';

const { args = [], ...options } = launchOptions();
// A camera that shows a moving test picture, and a person who allows it.
test.use({ small: true, launchOptions: { ...options, args: [...args, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] } });

test('classes are made by hand: recorded while a button is held, and chosen file by file', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  await page.getByRole('banner').getByRole('button', { name: /train \/ / }).click();
  await page.getByRole('button', { name: 'Camera, or class by class …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Classes by hand' });
  const use = dialog.getByRole('button', { name: 'Use these images' });
  await expect(use).toBeDisabled();
  await dialog.getByRole('button', { name: 'Use the camera' }).click();
  await dialog.getByRole('textbox', { name: 'Name of class 1' }).fill('ball');
  const hold = dialog.getByRole('button', { name: 'Hold to record ball' });
  await hold.hover();
  await page.mouse.down();
  await expect.poll(async () => Number.parseInt((await dialog.getByRole('listitem').first().getByRole('status').textContent())!, 10)).toBeGreaterThan(4);
  await page.mouse.up();
  await expect(hold).toHaveAttribute('aria-busy', 'false');
  const recorded = await dialog.getByRole('listitem').first().getByRole('status').textContent();
  const pictures = Array.from({ length: 5 }, (_, i) => ({ name: `${i}.png`, mimeType: 'image/png', buffer: png(40, 40, (x, y) => [(x * y * (i + 1)) % 256, (90 * i) % 256, 6 * y]) }));
  await dialog.getByLabel('Add images to Class 2').setInputFiles(pictures);
  await expect(dialog.getByRole('listitem').nth(1).getByRole('status')).toHaveText('5 images');
  // Closed and opened again, it goes on with what there was.
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('banner').getByRole('button', { name: /train \/ / }).click();
  await page.getByRole('button', { name: 'Camera, or class by class …' }).click();
  await expect(dialog.getByRole('listitem').first().getByRole('status')).toHaveText(recorded!);
  await use.click();
  const summary = page.getByRole('dialog', { name: 'by hand' });
  await expect(summary.getByRole('listitem', { name: 'ball' })).toBeVisible();
  await expect(summary.getByRole('listitem', { name: 'Class 2' })).toBeVisible();
  const total = Number.parseInt(recorded!, 10) + 5;
  const [train, test_] = (await summary.getByText(/training and/).textContent())!.match(/\d+/g)!.map(Number) as [number, number];
  expect(train + test_).toBe(total);
});
