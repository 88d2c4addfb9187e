import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import { expect, lentTest } from '../support/fixtures.ts';
import { atRest, plotOf, toolOf } from '../support/panel.ts';
import { pressVisible } from '../support/pressVisible.ts';

lentTest.use({ small: true });

/** A file that the page saved: its name and its text. */
async function saved(download: Download): Promise<{ name: string; text: string }> {
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

lentTest('names are literal in heads, hovers, pictures and files; pictures say where they come from', async ({ page, info }) => {
  expect(info.backend).toBe('webgpu');
  const names = ['<b>x</b>', '中心', '<none> & a name of forty letters, 0.01 !'];
  await page.evaluate(async (wanted) => {
    await window.playground.configure({ batchSize: 16, seed: 7, runs: wanted.map((name, i) => ({ name, centerWeight: [0, 0.25, 0.01][i]! })) });
    await window.playground.step(5);
  }, names);
  const files = new Set<string>();
  for (const [run, name] of names.entries()) {
    const card = page.getByRole('article').nth(run);
    await expect(card.getByRole('heading', { level: 2 })).toHaveText(name);
    await expect(page.getByRole('article', { name, exact: true })).toHaveCount(1);
    await atRest(plotOf(page, run), 5);
    await plotOf(page, run).hover();
    const [download] = await Promise.all([page.waitForEvent('download'), pressVisible(toolOf(page, run, 'Save as SVG'))]);
    const file = await saved(download);
    files.add(file.name);
    // The texts of a picture as a reader sees them.
    const { title, texts } = await page.evaluate((svg) => {
      const picture = new DOMParser().parseFromString(svg, 'image/svg+xml');
      return { title: picture.querySelector('svg > title')?.textContent, texts: Array.from(picture.querySelectorAll('text'), (text) => text.textContent) };
    }, file.text);
    expect(title).toBe(name);
    expect(texts).toContain(name);
    expect(texts).toContain(`λ ${[0, 0.25, 0.01][run]} · MNIST-10k · seed 7 · step 5 · 2,000 test images`);
    expect(texts).toEqual(expect.arrayContaining(['0', '9']));
    expect(file.text).toContain('rgb(63, 144, 218)');
  }
  expect(files.size).toBe(names.length);
  expect([...files].join(' ')).toContain('中心');
  await plotOf(page, 1).hover();
  const [png] = await Promise.all([page.waitForEvent('download'), pressVisible(toolOf(page, 1, 'Save as PNG'))]);
  expect(png.suggestedFilename()).toMatch(/中心.*\.png$/);
});
