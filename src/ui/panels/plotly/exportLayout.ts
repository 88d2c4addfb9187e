import type { Layout } from 'plotly.js/lib/core';
import { literal } from '../../plotly/literal.ts';
import { markOf, ofTen, outlinePath } from '../../shared/classMarks.ts';
import type { Corner } from '../../shared/classMarks.ts';
import { count, weightText } from '../../shared/format.ts';
import { fitting, widthOf } from '../../shared/fitting.ts';
import { translucent } from '../../shared/palette.ts';
import { spreadRings } from '../scene/ellipses.ts';
import { fontFamily } from '../scene/look.ts';
import type { Look } from '../scene/look.ts';
import { nameSize } from '../scene/names.ts';
import type { PlacedName } from '../scene/picture.ts';
import { longName } from '../scene/scene.ts';
import type { Scene } from '../scene/scene.ts';
import { sideWords } from '../view/orientation.ts';
import { projection, scaleBar, sizeOf } from '../view/view.ts';
import type { View } from '../view/view.ts';
import { panelLayout } from './layout.ts';

/** What a picture's features come from, beside what its scene says. */
export interface Origin {
  /** Index of the run in the experiment. */
  readonly run: number;
  /** The weights with which its losses act, by their signs; 0 for one that is only watched. */
  readonly weights: readonly (readonly [sign: string, weight: number])[];
  /** The data set by its name. */
  readonly dataset: string;
  readonly seed: number;
}

/** What lies over the points of a picture: names at class means, placed in its view, and whether the spread of each class is drawn. */
export interface Over {
  readonly names: readonly PlacedName[];
  readonly spread: boolean;
}

/** In pixels: the longer side of an exported plot, room for its heading, and for each row of the legend and around it. */
const side = 1000;
const heading = 92;
const rowHeight = 28;
const aroundRows = 20;
const left = 24;
const titleSize = 24;
const textSize = 16;
/** In pixels: of a class's mark in the legend, and of the line of an open one. */
const swatchRadius = 6;
const openLine = 2;

/** The view of an exported picture: the same window on a square of 1,000 pixels. */
export function exportView({ extent, window }: View): View {
  const { width, height } = sizeOf(window);
  const longer = Math.max(width, height);
  return { extent, window, width: (side * width) / longer, height: (side * height) / longer };
}

/** Where the features come from, in one line: "λ 0.1 · MNIST-10k · seed 1 · step 1,400 · 2,000 test images", and how they are drawn. */
export function caption({ step, labels, drawnAs, orientation }: Scene, { weights, dataset, seed }: Origin): string {
  return [...weights.map(([sign, weight]) => `${sign} ${weightText(weight)}`), dataset, `seed ${seed}`, `step ${count(step)}`, `${count(labels.length)} test images`, ...(drawnAs ? [drawnAs] : []), ...sideWords(orientation)].join(' · ');
}

/** A text of the layout, placed in pixels from the plot's upper left corner. */
function textAt(view: View, text: string, [x, y]: readonly [number, number], size: number, color: string) {
  const place = { xref: 'paper', yref: 'paper', x: x / view.width, y: 1 - y / view.height, yanchor: 'middle' } as const;
  return { ...place, xanchor: 'left' as const, showarrow: false, text: literal(text), font: { family: fontFamily, size, color } };
}

/** The mark of class c around a place in pixels from the plot's upper left corner. */
function swatch(c: number, view: View, [x, y]: Corner, look: Look) {
  const mark = markOf(c);
  const color = ofTen(look.colors, c);
  const common = { xref: 'paper' as const, yref: 'paper' as const, fillcolor: mark.open ? 'rgba(0,0,0,0)' : color, line: { width: mark.open ? openLine : 0, color } };
  if (!mark.outline) return { type: 'circle' as const, ...common, x0: (x - swatchRadius) / view.width, x1: (x + swatchRadius) / view.width, y0: 1 - (y - swatchRadius) / view.height, y1: 1 - (y + swatchRadius) / view.height };
  // Sized by pixels: paper units stretch a path that is not as wide as high.
  return { type: 'path' as const, ...common, xsizemode: 'pixel' as const, ysizemode: 'pixel' as const, xanchor: x / view.width, yanchor: 1 - y / view.height, path: outlinePath({ ...mark, outline: upwards(mark.outline) }, swatchRadius) };
}

/** A shape sized by pixels counts them upwards. */
const upwards = (outline: readonly Corner[]) => outline.map(([x, y]): Corner => [x, -y]);

/** Names at class means, in their boxes. */
function nameTexts(names: readonly PlacedName[], view: View, look: Look) {
  return names.map(({ text, box: { left: from, top, width, height } }) => ({
    ...textAt(view, text, [from + width / 2, top + height / 2], nameSize, look.ink),
    xanchor: 'center' as const,
    bgcolor: translucent(look.background, 0.7),
    borderpad: 0,
  }));
}

/** The ellipses of one and two standard deviations of each class shown, in the plot's normalised units. */
function spreadShapes(scene: Scene, { extent }: View, look: Look) {
  return spreadRings(scene, (x, y) => [x / extent, y / extent]).map(({ classIndex, path, width, opacity }) => ({ type: 'path' as const, xref: 'x' as const, yref: 'y' as const, path, opacity, fillcolor: 'rgba(0,0,0,0)', line: { width, color: ofTen(look.inks, classIndex) } }));
}

/** The classes shown, each with its colour and mark, in rows under the plot. */
function legend(scene: Scene, view: View, look: Look) {
  const classes = scene.classNames.map((_, c) => c).filter((c) => !scene.hidden.has(c));
  const names = classes.map((c) => longName(scene.classNames, c));
  const room = view.width - 2 * left;
  const widest = 40 + textSize * Math.max(0, ...names.map(widthOf));
  const columns = Math.max(1, Math.min(Math.floor(room / widest), classes.length));
  const spots = classes.map((_, i): [number, number] => [
    left + ((i % columns) * room) / columns,
    view.height + aroundRows / 2 + rowHeight * (Math.floor(i / columns) + 0.5),
  ]);
  const size = Math.min(textSize, ...names.map((name) => fitting(name, textSize, room / columns - 30)));
  return {
    height: aroundRows + rowHeight * Math.ceil(classes.length / columns),
    annotations: spots.map(([x, y], i) => textAt(view, names[i]!, [x + 18, y], size, look.ink)),
    shapes: spots.map(([x, y], i) => swatch(classes[i]!, view, [x + 6, y], look)),
  };
}

/** Layout of an exported picture: the panel's, with the run's name, where it comes from, a scale bar where lengths have a unit, the classes' colours and marks, and what lies over the points. */
export function exportLayout(scene: Scene, origin: Origin, view: View, look: Look, { names, spread }: Over): Partial<Layout> & { width: number; height: number } {
  const bar = scaleBar(projection(view).scaleX, 0.2 * view.width);
  const classes = legend(scene, view, look);
  const room = view.width - 2 * left;
  const from = caption(scene, origin);
  const barY = 24 / view.height;
  return {
    ...panelLayout(view, look, scene),
    width: view.width,
    height: heading + view.height + classes.height,
    margin: { l: 0, r: 0, t: heading, b: classes.height, pad: 0 },
    annotations: [
      textAt(view, scene.title, [left, 34 - heading], fitting(scene.title, titleSize, room), look.ink),
      textAt(view, from, [left, 66 - heading], fitting(from, textSize, room), look.muted),
      ...(scene.hasUnit ? [{ ...textAt(view, bar.text, [left + bar.pixels / 2, view.height - 36], textSize, look.muted), xanchor: 'center' as const }] : []),
      ...classes.annotations,
      ...nameTexts(names, view, look),
    ],
    shapes: [
      ...(scene.hasUnit ? [{ type: 'line' as const, xref: 'paper' as const, yref: 'paper' as const, x0: left / view.width, x1: (left + bar.pixels) / view.width, y0: barY, y1: barY, line: { color: look.muted, width: 2 } }] : []),
      ...classes.shapes,
      ...(spread ? spreadShapes(scene, view, look) : []),
    ],
  };
}
