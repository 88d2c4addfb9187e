import type { Page } from '@playwright/test';
import type { PlotRoot } from '../../src/ui/panels/FeaturePlot.ts';
import { afterFrame, plotOf } from './panel.ts';

/** Names of 26 classes in natural order; one is too long for its place. */
export const classNames = 'alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november-of-a-long-name oscar papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu'.split(' ');

/** Side of an image in pixels, and images of each class. */
const side = 16;
const perClass = 30;

/** A repeatable number from 0 to 255. */
const noise = (seed: number) => (Math.imul(seed + 1, 2654435761) >>> 16) & 255;

/** Image i of class c: a square of light at a place of its own, on noise. */
function image(c: number, i: number): number[] {
  const [left, top] = [1 + 2.6 * (c % 6), 1 + 2.8 * Math.floor(c / 6)];
  return Array.from({ length: side * side }, (_, k) => {
    const [x, y] = [k % side, Math.floor(k / side)];
    const inside = x >= left && x < left + 3 && y >= top && y < top + 3;
    return inside ? 255 - (noise(k + 977 * i) >> 2) : noise(k + 499 * (i + perClass * c)) >> 2;
  });
}

/** A table of small images of 26 classes. */
export function tableOfClasses(): string {
  const header = ['label', ...Array.from({ length: side * side }, (_, k) => `pixel${k}`)].join(',');
  const rows = Array.from({ length: perClass }, (_, i) => classNames.map((name, c) => [name, ...image(c, i)].join(','))).flat();
  return `${header}\n${rows.join('\n')}\n`;
}

/** What lies over a panel's points, in CSS pixels, and which classes are hidden. */
export interface Over {
  readonly step: number;
  readonly shows: string;
  readonly byCanvas: boolean;
  readonly hidden: number[];
  readonly names: { readonly classIndex: number; readonly text: string; readonly box: Rectangle }[];
  readonly pictures: { readonly image: number; readonly label: number; readonly box: Rectangle; readonly drawn: boolean }[];
}

/** A rectangle on a panel. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What lies over the points of a run's panel now, with all that was asked of it before. */
export async function overOn(page: Page, run: number): Promise<Over> {
  await afterFrame(page);
  return plotOf(page, run).evaluate((root) => {
    const { step, hidden, names, pictures } = (root as PlotRoot).drawn;
    return {
      step,
      shows: root.dataset['shows']!,
      byCanvas: root.hasAttribute('data-by-canvas'),
      hidden: [...hidden].sort((a, b) => a - b),
      names: names.map(({ classIndex, text, box }) => ({ classIndex, text, box })),
      pictures: pictures.map(({ image: number, label, box, drawing }) => ({ image: number, label, box, drawn: drawing !== null })),
    };
  });
}

/** The colours on a panel's canvas, or on that of its regions, at places in CSS pixels: red, green, blue. */
export function coloursAt(page: Page, run: number, places: readonly { readonly x: number; readonly y: number }[], canvas: 'points' | 'regions' = 'points'): Promise<number[][]> {
  return plotOf(page, run)
    .locator(canvas === 'points' ? 'canvas:not([data-beneath])' : 'canvas[data-beneath]')
    .first()
    .evaluate((element, wanted) => {
      const { width, height, clientWidth, clientHeight } = element as HTMLCanvasElement;
      const context = (element as HTMLCanvasElement).getContext('2d')!;
      return wanted.map(({ x, y }) => [...context.getImageData(Math.floor((x * width) / clientWidth), Math.floor((y * height) / clientHeight), 1, 1).data.subarray(0, 3)]);
    }, places);
}
