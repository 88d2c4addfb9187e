import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { findPython } from '../../bench/contenders/pytorch.mjs';
import { isWithin, trainedAgain } from '../../scripts/verify/verifyFigure.mjs';
import { deviations } from '../../src/app/proof/compare.ts';
import { proofIn } from '../../src/app/proof/proof.ts';
import { expect, lentTest } from '../support/fixtures.ts';
import { pressVisible } from '../support/pressVisible.ts';

lentTest.use({ small: true });

const figures = (page: Page) => page.getByRole('region', { name: 'Figure and film' });
const home = (page: Page) => page.getByRole('region', { name: 'Take it home' });

async function saved(page: Page, card: ReturnType<typeof figures>, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await pressVisible(card.getByRole('button', { name: button }));
  const file = await download;
  const bytes = Buffer.concat(await (await file.createReadStream()).toArray());
  await expect(card).toContainText(`Saved ${file.suggestedFilename()}`);
  return { name: file.suggestedFilename(), bytes };
}

/** A short training with a live change in it, and pictures of several steps. */
async function trained(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { playground } = window;
    await playground.configure({ batchSize: 8 });
    for (const weight of [0.05, 0.5]) {
      await playground.step(4);
      await playground.setCenterWeight(weight);
    }
    await playground.step(4);
  });
}

lentTest('a figure holds its proof: trained again from the file alone, it comes to the same numbers', async ({ page, info }) => {
  await trained(page);
  const png = await saved(page, figures(page), 'Figure as PNG');
  const svg = await saved(page, figures(page), 'Figure as SVG');
  expect([png.name, svg.name]).toEqual(['MNIST-10k-figure-step-12.png', 'MNIST-10k-figure-step-12.svg']);
  const text = svg.bytes.toString('utf8');
  for (const said of ['Softmax + center', 'λ 0.5', 'batch 8 · seed 1 · step 12', 'One dense layer']) expect(text).toContain(said);
  expect(text.match(/<use /g)!.length).toBeGreaterThan(3000);
  const proof = proofIn(png.bytes);
  expect(proofIn(svg.bytes)).toEqual(proof);
  expect(proof).toMatchObject({ step: 12, adapter: info.adapter, dataset: { id: 'mnist-10k', trainCount: info.trainCount } });
  expect(proof.runs.map(({ losses }) => losses.length)).toEqual([6, 6]);

  await page.evaluate(() => window.playground.configure({ batchSize: 16, seed: 5 }));
  const again = await trainedAgain(page, proof);
  const found = deviations(proof, again);
  expect(isWithin(found, 1e-6), JSON.stringify(found)).toBe(true);
  expect(again.dataset.sha256).toBe(proof.dataset.sha256);
  // A branch of another weight is proven too.
  const branched = await page.evaluate(async () => {
    await window.playground.fork(9, { run: 1, centerWeight: 2 });
    await window.playground.step(5);
    return window.playground.proof({ steps: [5, 12, 14] });
  });
  expect(branched.runs.map(({ name }) => name)).toEqual(['Softmax', 'Softmax + center', 'λ 2 from 9']);
  await page.evaluate(() => window.playground.configure({ seed: 6 }));
  expect(isWithin(deviations(branched, await trainedAgain(page, branched)), 1e-6)).toBe(true);
  // Another rate, and the proof does not hold.
  await page.evaluate((link) => window.playground.open(`#x=${link}`), proof.link);
  await page.evaluate(() => window.playground.configure({ learningRate: 0.004 }));
  await page.evaluate(() => window.playground.step(12));
  const other = await page.evaluate(() => window.playground.proof({ steps: [12] }));
  expect(isWithin(deviations(proof, other), 1e-3)).toBe(false);
});

lentTest('the past becomes a film', async ({ page }) => {
  await trained(page);
  // The last picture comes at rest.
  const steps = () => page.evaluate(async () => (await window.playground.timeline()).steps);
  await expect.poll(async () => (await steps()).at(-1)).toBe(12);
  const pictures = (await steps()).length;
  await figures(page).getByRole('combobox', { name: 'Film’s size' }).selectOption('Small');
  await figures(page).getByRole('combobox', { name: 'Pictures in a second' }).selectOption('5');
  const gif = await saved(page, figures(page), 'Film as GIF');
  expect(gif.bytes.subarray(0, 6).toString('latin1')).toBe('GIF89a');
  expect([gif.bytes.readUInt16LE(6), gif.bytes.readUInt16LE(8)]).toEqual([504, 284]);
  await expect(figures(page)).toContainText(`${pictures} pictures`);
  // What a browser makes of it: all pictures, each for a fifth of a second, the last one longer.
  const held = await page.evaluate(async (bytes) => {
    const decoder = new ImageDecoder({ data: Uint8Array.from(bytes), type: 'image/gif' });
    await decoder.tracks.ready;
    const count = decoder.tracks.selectedTrack!.frameCount;
    const durations = [];
    for (let frameIndex = 0; frameIndex < count; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      durations.push(image.duration);
      image.close();
    }
    decoder.close();
    return durations;
  }, Array.from(gif.bytes));
  expect(held).toEqual([...Array.from({ length: pictures - 1 }, () => 200_000), 2_000_000]);

  const video = await saved(page, figures(page), 'Film as video');
  // The page's own policy lets no media in.
  const blank = await page.context().newPage();
  const seconds = await blank.evaluate(async ([bytes, type]) => {
    const element = document.createElement('video');
    element.src = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type }));
    await new Promise((resolve, reject) => Object.assign(element, { onloadedmetadata: resolve, onerror: () => reject(new Error(element.error?.message)) }));
    return { duration: element.duration, size: [element.videoWidth, element.videoHeight] };
  }, [Array.from(video.bytes), `video/${video.name.split('.').at(-1)!}`] as const);
  await blank.close();
  expect(seconds.duration).toBeCloseTo((pictures - 1) / 5 + 2, 1);
  expect(seconds.size).toEqual([504, 284]);
});

lentTest('a run and its experiment go to PyTorch, TensorFlow.js and the Embedding Projector', async ({ page }) => {
  await trained(page);
  const losses = (await page.evaluate(() => window.playground.proof({ steps: [1, 2, 3] }))).runs;
  await home(page).getByRole('combobox', { name: 'Run' }).selectOption('Softmax + center');

  const layers = unzipSync((await saved(page, home(page), 'Save for TensorFlow.js')).bytes);
  const model = JSON.parse(strFromU8(layers['model.json']!)) as { weightsManifest: [{ weights: { name: string; shape: number[] }[] }]; userDefinedMetadata: object };
  expect(model.weightsManifest[0].weights.map(({ name, shape }) => `${name} ${shape.join('x')}`)).toEqual(['features/kernel 784x2', 'features/bias 2', 'logits/kernel 2x10']);
  expect(model.userDefinedMetadata).toMatchObject({ name: 'Softmax + center', step: 12, dataset: 'MNIST-10k' });

  const projector = unzipSync((await saved(page, home(page), 'Save for the Projector')).bytes);
  const features = await page.evaluate(() => window.playground.features());
  const rows = strFromU8(projector['tensors.tsv']!).trimEnd().split('\n').map((row) => row.split('\t').map(Number));
  expect(rows.length).toBe(2000);
  rows.slice(0, 50).forEach((row, i) => row.forEach((value, d) => expect(value).toBeCloseTo(features.runs[1]!.features[i]![d]!, 5)));
  expect(strFromU8(projector['metadata.tsv']!).split('\n')[1]!.split('\t')).toEqual([String(features.labels[0]), String(features.runs[1]!.predictions[0]), String(features.indices[0])]);

  const torch = unzipSync((await saved(page, home(page), 'Save for PyTorch')).bytes);
  expect(strFromU8(torch['train.py']!)).toContain('class Network(nn.Module)');
  const python = findPython();
  if (!python) return console.info('No PyTorch here: the program was saved, not run.');
  const folder = mkdtempSync(join(tmpdir(), 'playground-torch-'));
  try {
    for (const [name, bytes] of Object.entries(torch)) writeFileSync(join(folder, name), bytes);
    const { status, stdout, stderr } = spawnSync(python.path, [join(folder, 'train.py'), '12'], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const lines = stdout.trimEnd().split('\n').map((line) => line.split('\t'));
    for (const [r, run] of losses.entries()) {
      for (const { step, values } of run.losses) {
        const line = lines.find(([at, name]) => at === String(step) && name === run.name)!;
        const found = Object.fromEntries(line.slice(2).map((cell) => cell.split(' ')));
        for (const [loss, value] of Object.entries(values)) expect(Math.abs(Number(found[loss]) - value) / Math.max(1, value), `${loss} at step ${step}, run ${r}`).toBeLessThan(1e-4);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
