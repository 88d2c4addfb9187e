import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Download, Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { unzipSync } from 'fflate';
import { findPython } from '../../bench/contenders/pytorch.mjs';
import { decodeSafetensors } from '../../src/safetensors/decode.ts';
import { chooseFolder } from '../support/chooseFolder.ts';
import { expect, lentTest, test } from '../support/fixtures.ts';
import { folderOfPictures } from '../support/pictures.ts';
import { pressVisible } from '../support/pressVisible.ts';

test.use({ small: true });

const backbone = 'mobilenet_v1_0.75_224';
const card = (page: Page) => page.getByRole('region', { name: 'Take it home' });

async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await pressVisible(card(page).getByRole('button', { name: button }));
  const file: Download = await download;
  const bytes = Buffer.concat(await (await file.createReadStream()).toArray());
  await expect(card(page)).toContainText(`Saved ${file.suggestedFilename()}`);
  return { name: file.suggestedFilename(), bytes };
}

lentTest('the model of the run that is chosen is saved, to the bit what was trained', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  await page.evaluate(() => window.playground.configure({ model: 'small-cnn', batchSize: 8 }));
  await page.evaluate(() => window.playground.step(3));
  await card(page).getByRole('combobox', { name: 'Run' }).selectOption('Softmax + center');
  const { name, bytes } = await saved(page, 'Save the model');
  expect(name).toBe('MNIST-10k-Softmax-center-step-3.safetensors');
  const { metadata, tensors } = decodeSafetensors(bytes);
  expect(metadata).toMatchObject({ run: '1', name: 'Softmax + center', step: '3', dataset: 'MNIST-10k' });
  expect([...tensors].reduce((sum, [, { values }]) => sum + values.length, 0)).toBe(24_654 + 20);
  expect(tensors.get('conv2/filter')!.shape).toEqual([3, 3, 8, 16]);
  // A checkpoint holds the same numbers somewhere among its arrays.
  const checkpoint = Buffer.from(await page.evaluate(async () => Array.from(new Uint8Array((await window.playground.checkpoint()).bytes))));
  for (const [tensor, { values }] of tensors) expect(checkpoint.includes(Buffer.from(values.slice().buffer)), tensor).toBe(true);
  const sizes = await page.evaluate(async () => Promise.all([0, 1].map(async (run) => (await window.playground.exportModel(run)).size)));
  expect(sizes[1]).toBe(bytes.length);
  for (const [what, message] of [['exportTable', /is trained on its images themselves; a table is made of photographs/], ['exportHead', /so there is no head on a backbone/]] as const) {
    expect(await page.evaluate((method) => (method === 'exportTable' ? window.playground.exportTable() : window.playground.exportHead(0)).then(() => 'made', (error: Error) => error.message), what)).toMatch(message);
  }
  expect(await page.evaluate(() => window.playground.exportModel(7).catch((error: Error) => error.message))).toBe('There is no run 7.');
  const { violations } = await new AxeBuilder({ page }).include('section[aria-labelledby="take-home"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

/** Class by path, as a program of the zip prints them. */
function said(program: string, file: string, folder: string, paths: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(program, [file, ...paths], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 24 });
  expect(status, stderr).toBe(0);
  return stdout.trimEnd().split(/\r?\n/).map((line) => line.split('\t')[1]!);
}

test('a head trained on photographs names, elsewhere, the same classes as the page', async ({ page, opened }) => {
  console.info(`A head on ${opened}`);
  const hosted = await page.evaluate(async (folder) => ((await (await fetch('data/hosted.json')).json()) as string[]).includes(folder), backbone);
  await expect(card(page).getByRole('button', { name: 'Save the model' })).toBeEnabled();
  await expect(card(page).getByRole('button', { name: 'Save the table' })).toHaveCount(0);
  if (!hosted) return; // Without the weights of the backbone no photograph can be trained on.
  await chooseFolder(page, folderOfPictures(13));
  await pressVisible(page.getByRole('dialog', { name: 'shapes' }).getByRole('button', { name: 'Train on these' }));
  await expect(page.getByRole('banner').getByRole('button', { name: /shapes/ })).toContainText('40 train / 12 test', { timeout: 300_000 });
  await page.evaluate(async () => {
    await window.playground.pause();
    await window.playground.step(10);
  });
  const table = await saved(page, 'Save the table');
  const [head, ...lines] = table.bytes.toString('utf8').trimEnd().split('\r\n').map((line) => line.split(','));
  expect(head!.slice(0, 8)).toEqual(['path', 'split', 'class', 'Softmax prediction', 'Softmax probability', 'Softmax + center prediction', 'Softmax + center probability', 'e0']);
  expect([lines.length, lines[0]!.length, lines.filter((line) => line[1] === 'test').length]).toEqual([52, 7 + 768, 12]);
  const { runs } = await page.evaluate(() => window.playground.metrics());
  runs.forEach(({ testAccuracy }, r) => expect(lines.filter((line) => line[1] === 'test' && line[2] === line[3 + 2 * r]).length / 12).toBeCloseTo(testAccuracy, 6));

  await card(page).getByRole('combobox', { name: 'Run' }).selectOption('1');
  const zip = await saved(page, 'Save the head');
  expect(zip.name).toMatch(/^shapes-Softmax-center-step-\d+-head\.zip$/);
  const folder = mkdtempSync(join(tmpdir(), 'playground-home-'));
  for (const [name, bytes] of Object.entries(unzipSync(zip.bytes))) writeFileSync(join(folder, name), bytes);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  symlinkSync(resolve('dist', 'data', backbone), join(folder, backbone), 'junction');
  const dataset = (await page.evaluate(() => window.playground.info())).dataset;
  const photographs = lines.slice(0, 50);
  for (const [i, [path]] of photographs.entries()) {
    const { width, height, text } = await page.evaluate(
      async ([id, name]) => {
        const { width, height, pixels } = await window.playground.example(id, name);
        // As text: numbers one by one take seconds on their way.
        let text = '';
        for (let k = 0; k < pixels.length; k += 4) text += String.fromCharCode(pixels[k]!, pixels[k + 1]!, pixels[k + 2]!);
        return { width, height, text: btoa(text) };
      },
      [dataset, path!] as const,
    );
    writeFileSync(join(folder, `${i}.ppm`), Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), Buffer.from(text, 'base64')]));
  }
  const paths = photographs.map((_, i) => `${i}.ppm`);
  const page50 = photographs.map((line) => line[5]!);
  expect(new Set(page50).size).toBeGreaterThan(2);
  expect(said(process.execPath, 'predict.mjs', folder, paths)).toEqual(page50);
  const python = findPython();
  if (python) expect(said(python.path, 'predict.py', folder, paths)).toEqual(page50);
  expect(JSON.parse(readFileSync(join(folder, 'preprocessing.json'), 'utf8'))).toMatchObject({ run: 'Softmax + center', testAccuracy: runs[1]!.testAccuracy, testImages: 12 });
});
