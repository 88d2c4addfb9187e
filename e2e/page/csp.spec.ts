import type { Page } from '@playwright/test';
import { expect, smallAddress, test } from '../support/fixtures.ts';

/** What the page's policy refused so far, in the page's and the worker's words: the directive and what it was about. */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const refused: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => refused.push(`${violatedDirective}: ${blockedURI}`));
    Object.assign(window, { refused });
  });
  return () => page.evaluate(() => (window as Window & { refused?: string[] }).refused ?? []);
}

/** Addresses of other hosts that the page asked for. */
function watchRequests(page: Page, own: string): string[] {
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== own) foreign.push(url.href);
  });
  return foreign;
}

test('keeps to its policy and to its own host: training, Plotly, exports, charts, both themes, a phone', async ({ page, baseURL }) => {
  const refused = await watchPolicy(page);
  const foreign = watchRequests(page, new URL(baseURL!).origin);
  await page.goto(smallAddress);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await expect(train).toBeEnabled();

  // Drawing and training that no script of the test is on the stack of: there the browser would let it evaluate text.
  await page.evaluate(() => setTimeout(() => void window.playground.step(3)));
  await expect(page.getByText('step', { exact: true }).locator('..')).toContainText('3');
  await expect(train).toBeEnabled();
  const panel = page.getByRole('article').first();
  // At rest the panel is Plotly's.
  await expect(panel.locator('.gl-canvas').first()).toBeAttached();
  const box = (await panel.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -200);

  for (const kind of ['PNG', 'SVG']) {
    const download = page.waitForEvent('download');
    await panel.getByRole('button', { name: `Save as ${kind}` }).click();
    expect((await download).suggestedFilename()).toMatch(new RegExp(`\\.${kind}$`, 'i'));
  }
  await page.getByRole('checkbox', { name: 'log' }).check();
  await page.getByRole('button', { name: /^Use the .* theme$/ }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: /data/i }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.evaluate(() => setTimeout(() => void window.playground.step(1)));
  await expect(page.getByText('step', { exact: true }).locator('..')).toContainText('4');
  await expect(train).toBeEnabled();

  expect(await refused()).toEqual([]);
  expect(foreign).toEqual([]);
});

test('refuses text run as script, scripts in the page’s text, and other hosts', async ({ page, faults }) => {
  const refused = await watchPolicy(page);
  await page.goto(smallAddress);
  await page.evaluate(() => {
    setTimeout(() => void Reflect.construct(Function, ['return 1']));
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
    void fetch('https://other.invalid/').catch(() => undefined);
  });
  await expect.poll(refused).toEqual(expect.arrayContaining(['script-src: eval', 'script-src-elem: inline', expect.stringMatching(/^connect-src: https:\/\/other\.invalid/)]));
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  // The browser tells all three in the console too.
  expect(faults.splice(0).length).toBeGreaterThanOrEqual(3);
});
