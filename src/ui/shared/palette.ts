import type { Theme } from './theme.ts';

/** Colours of a feature panel beside those of the classes; `background` is the style sheets' `--plot`. Hexadecimal sRGB. */
export interface PlotColors {
  readonly background: string;
  readonly ink: string;
  readonly muted: string;
  readonly axis: string;
  readonly accent: string;
}

/** Panel colours per theme, the same values as the custom properties in theme.css: a canvas cannot read those. */
export const plotColors: Readonly<Record<Theme, PlotColors>> = {
  light: { background: '#fdfdfb', ink: '#15171c', muted: '#5a606c', axis: '#e3e3dc', accent: '#3451d1' },
  dark: { background: '#13161b', ink: '#eceef2', muted: '#a0a7b4', axis: '#2a2e37', accent: '#93aaff' },
};

/** Petroff, Accessible Color Sequences for Data Visualization, 2021 (arXiv 2107.02270): the sequence of ten. */
const petroff = ['#3f90da', '#ffa90e', '#bd1f01', '#94a4a2', '#832db6', '#a96b59', '#e76300', '#b9ac70', '#717581', '#92dadd'] as const;

/** The same hues with red, purple, brown and dark grey lightened until each has a contrast of 4 or more on the dark panel. */
const petroffOnDark = ['#3f90da', '#ffa90e', '#dc3d36', '#94a4a2', '#c86ef4', '#b98070', '#e76300', '#b9ac70', '#787f93', '#92dadd'] as const;

/** The same hues with the light ones darkened until a thin line of each has a contrast of 3 or more on the light panel. */
const inksOnLight = ['#3f90da', '#d07d00', '#bd1f01', '#849492', '#832db6', '#a96b59', '#e76300', '#9e9156', '#717581', '#559c9f'] as const;

/** Fill colours of ten classes, hexadecimal sRGB: for points, legends and bars. Take class c's at `c % 10`. */
export function classColors(theme: Theme): readonly string[] {
  return theme === 'light' ? petroff : petroffOnDark;
}

/** Colours of the same classes for rings, crosses and text, where a thin line must stand out: contrast at least 3 on the panel. */
export function classInks(theme: Theme): readonly string[] {
  return theme === 'light' ? inksOnLight : petroffOnDark;
}

/** Red, green and blue of `#rrggbb`, 0 to 255 each. */
export function channels(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** `#rrggbb` at an opacity of 0 to 1, as CSS `rgba(...)`. */
export function translucent(hex: string, opacity: number): string {
  return `rgba(${channels(hex).join(',')},${opacity})`;
}
