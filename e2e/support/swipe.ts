import type { Page } from '@playwright/test';

/** A finger put down at a place and moved up by 240 pixels. Not the browser's own scroll gesture, which headless Chromium may ignore. */
export async function swipeUp(page: Page, { x, y }: { readonly x: number; readonly y: number }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', up: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: y - up }] });
  await finger('touchStart', 0);
  for (let up = 20; up <= 240; up += 20) await finger('touchMove', up);
  await finger('touchEnd', 0);
}
