import type { Locator } from '@playwright/test';
import { expect } from './fixtures.ts';

/** What a person sees of an element: its opacity with that of all around it, its size, and whether it lies on top at its middle. */
interface Sight {
  readonly opacity: number;
  readonly width: number;
  readonly height: number;
  readonly onTop: boolean;
}

/** How an element is seen now. */
export function sightOf(locator: Locator): Promise<Sight> {
  return locator.evaluate((element) => {
    let opacity = 1;
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { opacity: own, visibility, display } = getComputedStyle(at);
      opacity *= display === 'none' || (at === element && visibility !== 'visible') ? 0 : Number(own);
    }
    const { left, top, width, height } = element.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    return { opacity, width, height, onTop: above !== null && element.contains(above) };
  });
}

/**
 * Presses a control as a person does, who must see it: opaque with all around it, not covered, at least `least` pixels wide and
 * high. By a finger where nothing hovers.
 */
export async function pressVisible(locator: Locator, { least = 24 }: { readonly least?: number } = {}): Promise<void> {
  await expect(async () => {
    // Each time: what lies above may have grown since.
    await locator.scrollIntoViewIfNeeded();
    // As a person scrolls on where the bar at a phone's edge lies over it.
    if (!(await sightOf(locator)).onTop) await locator.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const { opacity, width, height, onTop } = await sightOf(locator);
    expect({ opacity: opacity > 0.95, width: width >= least, height: height >= least, onTop }, `${width} x ${height} pixels, opacity ${opacity}`).toEqual({ opacity: true, width: true, height: true, onTop: true });
  }).toPass({ timeout: 60_000 });
  const touch = await locator.evaluate(() => matchMedia('(hover: none)').matches);
  await (touch ? locator.tap() : locator.click());
}
