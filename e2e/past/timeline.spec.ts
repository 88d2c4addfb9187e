import type { Page } from '@playwright/test';
import type { PlotRoot } from '../../src/ui/panels/FeaturePlot.ts';
import { expect, lentTest } from '../support/fixtures.ts';
import { pressVisible } from '../support/pressVisible.ts';

lentTest.use({ small: true });

/** Positions that each panel draws, and of which step, once everything has arrived. */
const drawn = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<PlotRoot>('[data-shows]')].map(({ drawn: { step, points } }) => ({ step, points: Array.from(points.subarray(0, 20), (value) => Number(value.toPrecision(4))) })),
  );

/** What each panel draws of a step, once it is at rest there. */
async function arrived(page: Page, step: number) {
  let before = '';
  await expect
    .poll(async () => {
      const now = await drawn(page);
      const text = JSON.stringify(now);
      const still = text === before && now.every((panel) => panel.step === step);
      before = text;
      return still;
    })
    .toBe(true);
  return drawn(page);
}

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });
const track = (page: Page) => timeline(page).getByRole('slider', { name: 'Step that is shown' });

lentTest('the past is dragged to, stepped through by keys and left again, and figures and curves follow', async ({ page }) => {
  for (const steps of [10, 10, 10]) await page.evaluate((count) => window.playground.step(count), steps);
  const { features } = await page.evaluate(async () => ({ features: (await window.playground.features()).step }));
  expect(features).toBe(30);
  const { steps } = await page.evaluate(() => window.playground.timeline());
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(30);
  const now = await arrived(page, 30);

  await track(page).focus();
  await page.keyboard.press('Home');
  await expect(track(page)).toHaveAttribute('aria-valuetext', 'Step 0 of 30');
  const first = await arrived(page, 0);
  expect(first[0]!.points).not.toEqual(now[0]!.points);
  await page.keyboard.press('ArrowRight');
  const second = steps[1]!;
  await expect(track(page)).toHaveAttribute('aria-valuetext', `Step ${second} of 30`);
  await arrived(page, second);
  await expect(page.getByRole('region', { name: 'Training' }).locator('dl')).toContainText(`step${second}`);

  // The path of the centers is that up to the step shown, and is there again where it is left.
  const places = (step: number) => steps.filter((other) => other > 0 && other < step).length;
  const trails = () => page.evaluate(() => [...document.querySelectorAll<PlotRoot>('[data-shows]')].map((root) => root.drawn.trail.length));
  await page.keyboard.press('End');
  await arrived(page, 30);
  await expect.poll(trails).toEqual([places(30), places(30)]);
  const halfway = steps[Math.floor(steps.length / 2)]!;
  await page.evaluate((step) => window.playground.show(step), halfway);
  await arrived(page, halfway);
  await expect.poll(trails).toEqual([places(halfway), places(halfway)]);
  await page.evaluate((step) => window.playground.show(step), second);
  await arrived(page, second);

  // Training goes on meanwhile; the picture stays.
  await page.evaluate(() => window.playground.step(2));
  expect((await drawn(page))[0]!.step).toBe(second);
  const back = timeline(page).getByRole('button', { name: /now/i });
  await expect(back).toBeEnabled();
  await back.click();
  await arrived(page, 32);
  await expect(track(page)).toHaveAttribute('aria-valuetext', 'Now, step 32');

  await timeline(page).getByRole('button', { name: 'Play the past' }).click();
  await expect(track(page)).toHaveAttribute('aria-valuetext', 'Now, step 32');
  await expect(timeline(page).getByRole('button', { name: 'Play the past' })).toHaveAttribute('aria-pressed', 'false');
});

lentTest('a fork goes on from a step with another weight beside the original, which can be gone back to', async ({ page }) => {
  await page.evaluate(() => window.playground.step(20));
  await page.evaluate(() => window.playground.setCenterWeight(0.3));
  await page.evaluate(() => window.playground.step(10));
  const before = await page.evaluate(async () => (await window.playground.metrics()).runs);
  await expect(timeline(page).getByRole('listitem')).toHaveText(/After step 20: λ 0.3/);

  await page.evaluate(() => window.playground.show(20));
  await expect(page.getByRole('region', { name: 'Objective' })).toContainText(/The panels show step \d+, where λ was 0.1\. What is set here is of now\./);
  const at = await page.evaluate(async () => (await window.playground.timeline()).shown!);
  await timeline(page).getByRole('button', { name: 'Fork' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`Fork at step ${at}`);
  await dialog.getByRole('textbox', { name: 'λ of the center loss', exact: true }).fill('2');
  await dialog.getByRole('button', { name: 'Fork and train' }).press('Enter');
  await expect(page.getByRole('article')).toHaveCount(3);
  await expect(dialog).toBeHidden();
  await expect(page.locator('body')).not.toBeFocused();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  const { step, names } = await page.evaluate(async () => {
    const { runs } = await window.playground.metrics();
    return { step: runs[0]!.step, names: runs.map(({ name }) => name) };
  });
  expect(step).toBeGreaterThan(at);
  expect(names[2]).toBe(`λ 2 from ${at}`);

  const lines = page.getByRole('list', { name: 'Trainings' });
  await expect(lines.getByRole('button', { pressed: true })).toContainText(names[2]!);
  // A training is called otherwise by its pencil.
  await pressVisible(lines.getByRole('button', { name: `Rename “${names[2]!}”` }));
  await page.keyboard.type('pulled hard');
  await page.keyboard.press('Enter');
  await expect(lines.getByRole('button', { pressed: true })).toContainText('pulled hard');
  const pencil = lines.getByRole('button', { name: 'Rename “pulled hard”' });
  await expect(pencil).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('another');
  await page.keyboard.press('Escape');
  await expect(pencil).toBeFocused();
  await expect(lines).not.toContainText('another');
  await lines.getByRole('button', { name: /^Original/ }).click();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  expect(await page.evaluate(async () => (await window.playground.metrics()).runs)).toEqual(before);

  // A fork without a change repeats the original to the bit.
  const name = await page.evaluate((from) => window.playground.fork(from, { run: 1 }), at);
  await page.evaluate((count) => window.playground.step(count), 30 - at);
  const runs = await page.evaluate(async () => (await window.playground.metrics()).runs);
  expect(runs.map((run) => run.name)).toEqual([before[0]!.name, before[1]!.name, name]);
  expect({ ...runs[2]!, name: '' }).toEqual({ ...before[1]!, name: '' });
});

lentTest('Reset can be undone', async ({ page }) => {
  await page.evaluate(() => window.playground.step(12));
  const before = await page.evaluate(async () => (await window.playground.metrics()).runs);
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await timeline(page).getByRole('button', { name: 'Undo: Reset' }).click();
  await expect(track(page)).toHaveAttribute('aria-valuetext', 'Now, step 12');
  expect(await page.evaluate(async () => (await window.playground.metrics()).runs)).toEqual(before);
});
