import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, ready, smallAddress, test } from '../support/fixtures.ts';
import { pressVisible } from '../support/pressVisible.ts';

test.use({ small: true });

const measured = (page: Page) => page.evaluate(() => window.playground.metrics().then(({ runs }) => runs.map(({ name, step, losses, testAccuracy }) => ({ name, step, losses, testAccuracy }))));
/** The way back that is told above the panels. */
const wayBack = (page: Page, step: number) => page.getByRole('complementary', { name: 'Shared training' }).getByRole('button', { name: `Back to your training at step ${step}` });
const stepShown = (page: Page) => page.getByText('step', { exact: true }).locator('..');

/** A training of 12 steps whose weight was changed after 4 of them, linked, its link in the share dialog. */
async function sharedByHand(page: Page): Promise<string> {
  await page.evaluate(async () => {
    await window.playground.configure({ batchSize: 16, seed: 5, runs: [{ name: 'plain' }, { name: 'pulled', centerWeight: 0.5 }] });
    await window.playground.step(4);
    await window.playground.setCenterWeight(0.05);
    await window.playground.step(8);
  });
  await page.getByRole('radio', { name: 'Link' }).check();
  await page.getByRole('button', { name: '3', exact: true }).click();
  await pressVisible(page.getByRole('button', { name: 'Share', exact: true }));
  const dialog = page.getByRole('dialog', { name: 'Share this experiment' });
  await expect(dialog.getByText(/one live change at its step.*trained to step 12/)).toBeVisible();
  await expect(dialog.getByText(/The trained weights, which are trained again, and images/)).toBeVisible();
  const address = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  return address;
}

test('a link opens in another browser to the same experiment and, trained to its step, the same losses to the bit; the own training is there still', async ({ page, opened, browser, baseURL }) => {
  expect(opened).not.toBe('');
  const address = await sharedByHand(page);
  expect(address).toMatch(/#x=1-[A-Za-z0-9_-]+$/);
  expect(address.length).toBeLessThan(2000);
  expect(await page.evaluate(() => window.playground.link())).toBe(address);
  const expected = await measured(page);

  const context = await browser.newContext({ baseURL: baseURL!, viewport: { width: 1440, height: 900 } });
  const visitor = await context.newPage();
  await visitor.goto(smallAddress);
  await ready(visitor);
  await visitor.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await visitor.evaluate(() => window.playground.step(7));
  await expect(visitor.getByText('Saved at step 7')).toBeVisible();
  const own = await measured(visitor);

  // The address opened anew, as from a message.
  await visitor.goto('about:blank');
  await visitor.goto(address);
  await ready(visitor);
  await expect(visitor).not.toHaveURL(/#x=/);
  await expect(visitor.getByText('One live change is made as it was before, after step 4.')).toBeVisible();
  await expect(visitor.getByRole('radio', { name: 'Link' })).toBeChecked();
  await expect(visitor.getByRole('button', { name: '3', exact: true })).toHaveAttribute('aria-pressed', 'false');
  await pressVisible(visitor.getByRole('button', { name: 'Train to step 12' }));
  await expect(stepShown(visitor)).toContainText('12');
  await expect(visitor.getByRole('button', { name: 'Train to step 12' })).toBeHidden();
  expect(await measured(visitor)).toEqual(expected);
  // What it came to is linked alike.
  expect(await visitor.evaluate(() => window.playground.link())).toBe(address);

  // A reload comes back to it, and the way back is there still.
  await expect(visitor.getByText('Saved at step 12')).toBeVisible();
  await visitor.reload();
  await ready(visitor);
  await expect(stepShown(visitor)).toContainText('12');
  await pressVisible(wayBack(visitor, 7));
  await expect(stepShown(visitor)).toContainText('7');
  await expect(wayBack(visitor, 7)).toBeHidden();
  expect(await measured(visitor)).toEqual(own);
  await visitor.reload();
  await ready(visitor);
  expect(await measured(visitor)).toEqual(own);
  await context.close();
});

test('a link opened in a page takes its place there, and can be kept instead of the own training', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  const address = await page.evaluate(async () => {
    await window.playground.configure({ batchSize: 16, seed: 9 });
    return window.playground.link();
  });
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await page.evaluate(() => window.playground.step(3));
  await page.goto(address);
  await expect(wayBack(page, 3)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Seed', exact: true })).toHaveValue('9');
  await page.evaluate(() => window.playground.step(2));
  await pressVisible(page.getByRole('button', { name: 'Keep this one instead' }));
  await pressVisible(page.getByRole('alertdialog').getByRole('button', { name: 'Give it up' }));
  await expect(page.getByRole('button', { name: /Back to your training/ })).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(page.getByText('Back at step 2')).toBeVisible();
  await expect(page.getByRole('button', { name: /Back to your training/ })).toHaveCount(0);
});

test('a link that is damaged, unknown in parts or without its data is told in words, and nothing is lost', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await page.evaluate(() => window.playground.step(3));
  await expect(page.getByText('Saved at step 3')).toBeVisible();
  const own = await measured(page);
  const address = await page.evaluate(() => window.playground.link());
  const damaged = `${address.slice(0, -3)}AAA`;
  expect(await page.evaluate((link) => window.playground.open(link).then(() => 'opened', (error: Error) => error.message), damaged)).toMatch(/The link cannot be read: .*(cut short or was changed|inflates)/);
  expect(await measured(page)).toEqual(own);
  await page.goto('about:blank');
  await page.goto(damaged);
  await ready(page);
  await expect(page.getByRole('alert')).toContainText('The link cannot be read');
  await expect(stepShown(page)).toContainText('3');
  expect(await measured(page)).toEqual(own);

  // Images of one's own never travel.
  const { ownImages, unknown } = await page.evaluate(async () => {
    const packed = async (value: unknown) => {
      const json = new TextEncoder().encode(JSON.stringify(value));
      const deflated = new Uint8Array(await new Response(new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());
      const sum = json.reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261) >>> 0;
      const bytes = [sum >>> 24, (sum >> 16) & 255, (sum >> 8) & 255, sum & 255, ...deflated];
      return `#x=1-${btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
    };
    return { ownImages: await packed({ experiment: { dataset: 'pixels-0123456789ab' } }), unknown: await packed({ experiment: { seed: 4, batchSize: 99_999, colour: 'red' } }) };
  });
  expect(await page.evaluate((link) => window.playground.open(link).then(() => 'opened', (error: Error) => error.message), ownImages)).toContain('No link carries images');
  await expect(page.getByRole('alert')).toContainText('these are not in this browser');
  expect(await measured(page)).toEqual(own);

  await page.evaluate((link) => window.playground.open(link), unknown);
  await expect(page.getByText(/colour is not known here.*batchSize is 99999; it must be a whole number from 1 to 1024/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Seed', exact: true })).toHaveValue('4');
  // Also while the notice is there.
  await pressVisible(wayBack(page, 3));
  await expect(stepShown(page)).toContainText('3');
  expect(await measured(page)).toEqual(own);
});

test('training stops at the step that it is set to, says so, and goes on', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  const stop = page.getByRole('textbox', { name: 'Stop at step' });
  await stop.fill('9');
  await stop.press('Enter');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const notice = page.getByText('Stopped at step 9, as it was set.');
  await expect(notice).toBeVisible();
  expect((await measured(page)).map(({ step }) => step)).toEqual([9, 9]);
  // It is told for a while; under a pointer it stays, and what was under it is free again once that has gone.
  await notice.hover();
  await page.mouse.move(0, 0);
  await expect(notice).toBeHidden();
  const address = await page.evaluate(() => window.playground.link());
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(stepShown(page)).toContainText(/[1-9]\d/);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await stop.fill('');
  await stop.press('Enter');
  await page.evaluate((link) => window.playground.open(link), address);
  await expect(stop).toHaveValue('9');
});

test('a saved file comes back with its weights in another browser, by its button and dropped; a damaged one is named', async ({ page, opened, browser, baseURL }) => {
  expect(opened).not.toBe('');
  await page.evaluate(() => window.playground.configure({ batchSize: 8, seed: 3 }));
  await page.evaluate(() => window.playground.step(5));
  const expected = await measured(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const saving = page.waitForEvent('download');
  await pressVisible(page.getByRole('button', { name: 'Save as a file' }));
  const download = await saving;
  expect(download.suggestedFilename()).toBe('center-loss-mnist-10k-step-5.clp');
  const file = readFileSync(await download.path());
  await page.keyboard.press('Escape');

  const context = await browser.newContext({ baseURL: baseURL!, viewport: { width: 1440, height: 900 } });
  const other = await context.newPage();
  await other.goto(smallAddress);
  await ready(other);
  await other.evaluate(() => window.playground.step(2));
  await other.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = other.getByRole('dialog', { name: 'Share this experiment' });
  const changed = Buffer.from(file);
  changed[60]! ^= 1;
  await dialog.getByLabel('Open a file', { exact: true }).setInputFiles({ name: 'a.clp', mimeType: '', buffer: changed });
  await expect(dialog.getByRole('alert')).toContainText('The file cannot be opened: the checksum of its header does not fit');
  await dialog.getByLabel('Open a file', { exact: true }).setInputFiles({ name: 'a.clp', mimeType: '', buffer: file });
  await expect(dialog).toBeHidden();
  await expect(stepShown(other)).toContainText('5');
  expect(await measured(other)).toEqual(expected);
  await pressVisible(wayBack(other, 2));
  await expect(stepShown(other)).toContainText('2');
  const dropped = await other.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(bytes)], 'a.clp'));
    return transfer;
  }, [...file]);
  await other.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(stepShown(other)).toContainText('5');
  await context.close();
});
