import { lookFor } from '../panels/scene/look.ts';
import { marksOf } from '../panels/scene/marks.ts';
import { longName } from '../panels/scene/scene.ts';
import type { Scene } from '../panels/scene/scene.ts';
import { fullWindow } from '../panels/view/view.ts';
import { fitting, widthOf } from '../shared/fitting.ts';
import type { Theme } from '../shared/theme.ts';
import { definitions, escaped, font, markSvg, panelSvg, textSvg } from './panelSvg.ts';

/** One run of a figure, and what is said of it in a line: its weights and measures. */
export interface FigurePanel {
  readonly scene: Scene;
  /** Feature units from the middle to its edge. */
  readonly extent: number;
  readonly measures: string;
}

/** What a figure shows. */
export interface FigureContents {
  readonly panels: readonly FigurePanel[];
  readonly title: string;
  /** Lines under the legend: configuration, seed, step, and how it can be verified. */
  readonly lines: readonly string[];
  readonly theme: Theme;
  /** Whether all panels have one scale. */
  readonly linked: boolean;
  /** Whether the spread of each class is drawn. */
  readonly spread: boolean;
}

/** Sizes in units of the picture, pixels of an SVG shown as it is. */
const side = 480;
const gap = 24;
const heading = 56;
const top = 60;
const row = 24;
const lineHeight = 22;

/** Panels beside one another: two of four, else up to three. */
export const columnsOf = (panels: number): number => (panels === 4 ? 2 : Math.min(3, panels));

/** The classes shown, each with its mark, in rows; `height` of them all. */
function legend({ classNames, hidden }: Scene, width: number, theme: Theme) {
  const look = lookFor(theme, side);
  const classes = classNames.map((_, c) => c).filter((c) => !hidden.has(c));
  const names = classes.map((c) => longName(classNames, c));
  const widest = 40 + 14 * Math.max(0, ...names.map(widthOf));
  const columns = Math.max(1, Math.min(Math.floor(width / widest), classes.length));
  const spots = classes.map((c, i) => {
    const [x, y] = [((i % columns) * width) / columns, row * (Math.floor(i / columns) + 0.5)];
    const name = names[i]!;
    return `<g transform="translate(${(x + 7).toFixed(1)},${y.toFixed(1)})">${markSvg(c, look, 11, 1)}</g>${textSvg(name, [x + 18, y], { size: fitting(name, 14, width / columns - 24), color: look.ink })}`;
  });
  return { svg: spots.join(''), height: row * Math.ceil(classes.length / columns) };
}

/**
 * A figure of all runs side by side, each with its name and measures, over one legend and lines that say what it is, as SVG of
 * true vectors. One point is one `<use>` of its class's mark.
 */
export function figureSvg({ panels, title, lines, theme, linked, spread }: FigureContents): { readonly svg: string; readonly width: number; readonly height: number } {
  const look = lookFor(theme, side);
  const columns = columnsOf(panels.length);
  const rows = Math.ceil(panels.length / columns);
  const inner = columns * side + (columns - 1) * gap;
  const extents = panels.map(({ extent }) => extent);
  const classes = legend(panels[0]!.scene, inner, theme);
  const drawn = panels.map(({ scene, measures }, i) => {
    const view = { extent: linked ? Math.max(...extents) : extents[i]!, window: fullWindow(side, side), width: side, height: side };
    const [x, y] = [gap + (i % columns) * (side + gap), top + Math.floor(i / columns) * (heading + side + gap)];
    const words = [textSvg(scene.title, [0, 14], { size: fitting(scene.title, 18, side), color: look.ink, bold: true }), textSvg(measures, [0, 38], { size: fitting(measures, 14, side), color: look.muted })];
    return `<g transform="translate(${x},${y})">${words.join('')}<g transform="translate(0,${heading})">${panelSvg(scene, view, marksOf(scene, view, look), { clip: 'panel', spread })}</g></g>`;
  });
  const below = top + rows * (heading + side + gap);
  const said = lines.map((line, i) => textSvg(line, [0, classes.height + 10 + lineHeight * (i + 0.5)], { size: fitting(line, 13, inner), color: look.muted }));
  const [width, height] = [inner + 2 * gap, below + classes.height + 10 + lineHeight * lines.length + gap];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${font}>
<title>${escaped(title)}</title>
<defs><clipPath id="panel"><rect width="${side}" height="${side}"/></clipPath>${definitions(panels[0]!.scene, look)}</defs>
<rect width="${width}" height="${height}" fill="${look.background}"/>
${textSvg(title, [gap, 30], { size: fitting(title, 22, inner), color: look.ink, bold: true })}
${drawn.join('\n')}
<g transform="translate(${gap},${below})">${classes.svg}${said.join('')}</g>
</svg>
`;
  return { svg, width, height };
}
