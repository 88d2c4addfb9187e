import type { Data } from 'plotly.js/lib/core';
import { literal } from '../../plotly/literal.ts';
import { count, figure } from '../../shared/format.ts';
import { translucent } from '../../shared/palette.ts';
import { fontFamily, onGrid } from '../scene/look.ts';
import type { Look } from '../scene/look.ts';
import { errorsStandOut, isLit, isPlaced, longName, placedCenters, placedClasses, shortName } from '../scene/scene.ts';
import type { Scene } from '../scene/scene.ts';

/** Plotly's two ways to draw a scatter: WebGL on the page, SVG for vectors and where there is no WebGL. */
export type TraceType = 'scattergl' | 'scatter';

const roomAround = onGrid(1);

const place = (positions: Float32Array, i: number) => `(${figure(positions[2 * i])}, ${figure(positions[2 * i + 1])})`;

/** A hover's class name, literal and strong. */
const strong = (classNames: readonly string[], c: number) => `<b>${literal(longName(classNames, c))}</b>`;

function pointText({ labels, predictions, points, images, classNames }: Scene, i: number): string {
  const [label, prediction] = [labels[i]!, predictions[i]!];
  const reading = prediction === label ? '' : `, read as ${strong(classNames, prediction)}`;
  return `${strong(classNames, label)}${reading}<br>${place(points, i)}<br>test image ${count(images[i]!)}`;
}

/** The points of the scene's order that are shown and read right, or wrong. */
function pointIndices(scene: Scene, wrong: boolean): number[] {
  const { order, labels, predictions, hidden, points } = scene;
  const marksErrors = errorsStandOut(scene);
  const indices: number[] = [];
  for (const i of order) {
    const label = labels[i]!;
    if ((marksErrors && predictions[i] !== label) === wrong && !hidden.has(label) && isPlaced(points, i)) indices.push(i);
  }
  return indices;
}

/** scattergl cuts circles at the square around them, which shows on small ones: there a border without colour makes room. */
function dot(look: Look, type: TraceType) {
  const room = type === 'scattergl' ? roomAround : 0;
  return { symbol: 'circle', size: look.dot + room, line: { width: room, color: 'rgba(0,0,0,0)' } } as const;
}

function pointTrace(scene: Scene, extent: number, look: Look, type: TraceType, wrong: boolean): Data {
  const indices = pointIndices(scene, wrong);
  const [colors, opacity] = wrong ? [look.inks, look.crossOpacity] : [look.colors, look.dotOpacity];
  const full = colors.map((hex) => translucent(hex, opacity));
  const dim = colors.map((hex) => translucent(hex, look.dimOpacity));
  const { labels, points, images } = scene;
  const color = indices.map((i) => (isLit(scene, i) ? full : dim)[labels[i]! % full.length]!);
  return {
    type,
    mode: 'markers',
    name: wrong ? 'read wrong' : 'read right',
    x: indices.map((i) => points[2 * i]! / extent),
    y: indices.map((i) => points[2 * i + 1]! / extent),
    customdata: indices.map((i) => images[i]!),
    hovertext: indices.map((i) => pointText(scene, i)),
    hoverinfo: 'text',
    hoverlabel: { bordercolor: indices.map((i) => look.inks[labels[i]! % look.inks.length]!) },
    marker: wrong ? { symbol: 'x-thin', size: look.cross, opacity: 1, line: { width: look.line, color } } : { ...dot(look, type), opacity: 1, color },
  };
}

/** Lines with gaps between them, one per class, through the places of its center. */
function lineTrace(name: string, places: readonly Float32Array[], scene: Scene, extent: number, type: TraceType, line: { color: string; width: number }): Data {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  for (const c of placedCenters(scene)) {
    const path = places.filter((positions) => isPlaced(positions, c));
    x.push(...path.map((positions) => positions[2 * c]! / extent), null);
    y.push(...path.map((positions) => positions[2 * c + 1]! / extent), null);
  }
  return { type, mode: 'lines', name, x, y, line, hoverinfo: 'skip', connectgaps: false };
}

function markTrace(scene: Scene, extent: number, look: Look, type: TraceType, kind: 'mean' | 'center'): Data {
  const positions = kind === 'mean' ? scene.means : scene.centers;
  const classes = kind === 'mean' ? placedClasses(positions, scene) : placedCenters(scene);
  const inks = classes.map((c) => look.inks[c % look.inks.length]!);
  const common = {
    type,
    name: kind,
    x: classes.map((c) => positions[2 * c]! / extent),
    y: classes.map((c) => positions[2 * c + 1]! / extent),
    hovertext: classes.map((c) => `${kind === 'mean' ? 'Mean' : 'Center'} of ${strong(scene.classNames, c)}<br>${place(positions, c)}`),
    hoverinfo: 'text',
    hoverlabel: { bordercolor: inks },
  } as const;
  const circle = (size: number, width: number) => ({ symbol: 'circle', size, color: look.digit > 0 ? look.background : 'rgba(0,0,0,0)', opacity: 1, line: { width, color: inks } }) as const;
  if (kind === 'mean') return { ...common, mode: 'markers', marker: circle(look.mean, look.line) };
  if (look.digit === 0) return { ...common, mode: 'markers', marker: circle(look.disc, look.ring) };
  return {
    ...common,
    mode: 'text+markers',
    text: classes.map((c) => (type === 'scatter' ? literal(shortName(scene.classNames, c)) : shortName(scene.classNames, c))),
    textposition: 'middle center',
    textfont: { family: fontFamily, size: look.digit, color: look.ink, weight: 'bold' },
    marker: circle(look.disc, look.ring),
  };
}

/**
 * The scene as Plotly traces in normalised units (feature / extent), in the canvas's order of drawing: points read right, points
 * read wrong, trails, lags, means, centers. `customdata` of a point is its image's number. Real values are in the hover texts.
 */
export function traces(scene: Scene, extent: number, look: Look, type: TraceType): Data[] {
  return [
    pointTrace(scene, extent, look, type, false),
    pointTrace(scene, extent, look, type, true),
    lineTrace('trail', [...scene.trail, scene.centers], scene, extent, type, { color: translucent(look.muted, look.lineOpacity), width: look.line }),
    lineTrace('lag', [scene.means, scene.centers], scene, extent, type, { color: translucent(look.ink, look.lagOpacity), width: look.line }),
    markTrace(scene, extent, look, type, 'mean'),
    markTrace(scene, extent, look, type, 'center'),
  ];
}
