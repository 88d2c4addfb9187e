import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { channels, classColors, classInks, plotColors, translucent } from './palette.ts';

type Vector = readonly [number, number, number];
const themes = ['light', 'dark'] as const;

/** Linear light of a hexadecimal sRGB colour, 0 to 1. */
function linear(hex: string): Vector {
  return channels(hex).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Vector;
}

const product = (matrix: readonly Vector[], v: Vector) => matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Vector;

/** WCAG 2 contrast ratio, 1 to 21. */
function contrast(a: string, b: string): number {
  const [light, dark] = [a, b].map((hex) => product([[0.2126, 0.7152, 0.0722]], linear(hex))[0] + 0.05).sort((x, y) => y - x) as [number, number];
  return light / dark;
}

/** OKLab (Ottosson 2020) of a linear colour; distances are times 100. */
function oklab(rgb: Vector): Vector {
  const toCone: Vector[] = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ];
  const toLab: Vector[] = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ];
  return product(toLab, product(toCone, rgb).map(Math.cbrt) as unknown as Vector);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
const vision: Record<'normal' | 'protanopia' | 'deuteranopia', Vector[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** The least distance between two of the colours as someone with that vision sees them. */
function leastDistance(colors: readonly string[], matrix: readonly Vector[]): number {
  const seen = colors.map((hex) => oklab(product(matrix, linear(hex)).map((v) => Math.min(1, Math.max(0, v))) as unknown as Vector));
  const distances = seen.flatMap((a, i) => seen.slice(0, i).map((b) => 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])));
  return Math.min(...distances);
}

describe('class colours', () => {
  it('have a contrast of 4 on the dark panel', () => {
    for (const color of classColors('dark')) expect(contrast(color, plotColors.dark.background), color).toBeGreaterThanOrEqual(4);
  });

  it.each(themes)('have inks with a contrast of 3 on the %s panel', (theme) => {
    for (const ink of classInks(theme)) expect(contrast(ink, plotColors[theme].background), ink).toBeGreaterThanOrEqual(3);
  });

  it.each(themes)('stay 8 OKLab units apart for normal sight and 5 under protanopia and deuteranopia (%s)', (theme) => {
    expect(leastDistance(classColors(theme), vision.normal)).toBeGreaterThan(8);
    expect(leastDistance(classColors(theme), vision.protanopia)).toBeGreaterThan(5);
    expect(leastDistance(classColors(theme), vision.deuteranopia)).toBeGreaterThan(5);
  });

  it('are ten in each theme', () => {
    for (const theme of themes) expect([classColors(theme).length, classInks(theme).length]).toEqual([10, 10]);
  });
});

describe('plotColors', () => {
  it('are the values of the style sheet', () => {
    const css = readFileSync(new URL('../theme.css', import.meta.url), 'utf8');
    const names = { background: 'plot', ink: 'ink', muted: 'muted', axis: 'line', accent: 'accent' } as const;
    for (const [key, property] of Object.entries(names) as [keyof typeof names, string][]) {
      expect(css).toContain(`--${property}: light-dark(${plotColors.light[key]}, ${plotColors.dark[key]});`);
    }
  });
});

describe('translucent', () => {
  it('adds an opacity to a hexadecimal colour', () => {
    expect(translucent('#ffa90e', 0.5)).toBe('rgba(255,169,14,0.5)');
  });
});
