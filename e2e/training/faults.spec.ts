import { expect, lentTest, ready, smallAddress, test } from '../support/fixtures.ts';

lentTest.use({ small: true });

lentTest('a value out of range is refused with its name, and the experiment in effect stays', async ({ page, info }) => {
  expect(info.dataset).toBe('mnist-10k');
  await page.evaluate(() => window.playground.step(2));
  const message = await page.evaluate(() => window.playground.configure({ batchSize: 0 }).catch((error: Error) => error.message));
  expect(message).toContain('batchSize is 0; it must be a whole number from 1 to 1024');
  await expect(page.getByRole('alert')).toContainText('batchSize is 0');
  expect((await page.evaluate(() => window.playground.features())).step).toBe(2);
  await page.evaluate(() => window.playground.step(1));
});

lentTest('a diverged training says step, run and rate, keeps the picture, and restarts', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.evaluate(() => window.playground.configure({ batchSize: 16, optimizer: 'sgd', learningRate: 1 }));
  const message = await page.evaluate(async () => {
    await window.playground.setCenterWeight(10);
    return window.playground.step(300).then(() => 'no error', (error: Error) => error.message);
  });
  expect(message).toMatch(/became (NaN|Infinity) in run ".*" at step \d+ \(learning rate 1/);
  await expect(page.getByRole('alert')).toContainText('Lower the learning rate');
  await expect(page.getByRole('alert').getByRole('button', { name: 'Restart' })).toBeVisible();
  // What the notice offers is offered without it.
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  await page.evaluate(() => window.playground.configure({ optimizer: 'adam' }));
  await page.evaluate(() => window.playground.step(2));
});

test('tiles that the adapter does not offer are refused by name, and nothing waits on', async ({ page }) => {
  await page.goto('./?tiles=squares');
  await expect(page.getByRole('alert')).toContainText('Tiles "squares" are not offered by this adapter.');
  await expect(page.getByRole('alert').getByRole('button', { name: 'Restart' })).toBeVisible();
  await expect(page.getByText('Starting the trainer')).toBeHidden();
});

lentTest('files that hold no images are refused by name', async ({ page, info }) => {
  expect(info.dataset).toBe('mnist-10k');
  await page.getByRole('button', { name: /data/i }).first().click();
  await page.getByLabel('Choose files …').setInputFiles({ name: 'train-images-idx3-ubyte.gz', mimeType: 'application/gzip', buffer: Buffer.from('<!doctype html><p>Not found') });
  await expect(page.getByRole('alert')).toContainText(/train-images-idx3-ubyte\.gz.*web page/);
});

test.describe('without WebGPU', () => {
  test('the page falls back to WebGL, says so and how to get WebGPU, and trains', async ({ page, faults }) => {
    await page.goto(`./?backend=webgl${smallAddress.slice(2)}`);
    // Asked for while the page opens: what follows a set-up measures thousands of test images, which takes long here.
    await page.waitForFunction(() => 'playground' in window);
    await page.evaluate(() => Promise.all([window.playground.configure({ model: 'small-cnn', batchSize: 8, runs: [{ name: 'Only', centerWeight: 0.1 }] }), window.playground.step(1)]));
    await expect(page.getByText('step', { exact: true }).locator('..')).toContainText('1');
    expect((await ready(page)).backend).toContain('WebGL');
    await expect(page.getByText(/For WebGPU use a current/)).toBeVisible();
    expect(faults).toEqual([]);
  });
});
