import { classColors, classInks, plotColors } from '../../shared/palette.ts';
import type { PlotColors } from '../../shared/palette.ts';
import type { Theme } from '../../shared/theme.ts';

/** Colours and sizes of one panel, for the canvas and for Plotly. Sizes are diameters or widths in CSS pixels. */
export interface Look extends PlotColors {
  readonly colors: readonly string[];
  readonly inks: readonly string[];
  readonly dot: number;
  /** Of the discs that marks beyond the first are as large as: shapes are told apart from a larger size on. */
  readonly shape: number;
  readonly cross: number;
  readonly disc: number;
  readonly ring: number;
  readonly mean: number;
  /** Of the centers' numbers; 0 where there is no room for them. */
  readonly digit: number;
  readonly line: number;
  /** Opacity of points, of open ones, of crosses, of either outside a selection, of trails, and of lines from mean to center. */
  readonly dotOpacity: number;
  readonly openOpacity: number;
  readonly crossOpacity: number;
  readonly dimOpacity: number;
  readonly lineOpacity: number;
  readonly lagOpacity: number;
}

/** The page's type, for texts that Plotly and the canvas draw. */
export const fontFamily = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** The nearest size that scattergl can draw: it stores sizes as bytes of 100/255 pixels. On that grid, canvas and Plotly are equal. */
export function onGrid(pixels: number): number {
  return (Math.round(pixels * 2.55) * 100) / 255;
}

/** How a panel with a shorter side of `side` CSS pixels looks: full size from 480 pixels on, a little smaller below. */
export function lookFor(theme: Theme, side: number): Look {
  const size = Math.min(1, Math.max(0, (side - 160) / 320));
  const between = (small: number, large: number) => onGrid(small + (large - small) * size);
  return {
    ...plotColors[theme],
    colors: classColors(theme),
    inks: classInks(theme),
    dot: between(3.2, 5.2),
    shape: between(4.6, 6.6),
    cross: between(4.4, 7),
    disc: between(13, 20),
    ring: between(1.6, 2.4),
    mean: between(6.5, 9),
    digit: Math.round(8.5 + 3 * size),
    line: between(1.2, 1.6),
    dotOpacity: theme === 'light' ? 0.66 : 0.7,
    openOpacity: 0.9,
    crossOpacity: 0.95,
    dimOpacity: 0.12,
    lineOpacity: 0.55,
    lagOpacity: 0.7,
  };
}
