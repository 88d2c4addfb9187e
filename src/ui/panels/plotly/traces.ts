import type { Data } from 'plotly.js/lib/core';
import { literal } from '../../plotly/literal.ts';
import { count, figure } from '../../shared/format.ts';
import { markIndex, markOf, needsMarks, ofTen } from '../../shared/classMarks.ts';
import { translucent } from '../../shared/palette.ts';
import { fontFamily, onGrid } from '../scene/look.ts';
import type { Look } from '../scene/look.ts';
import { errorsStandOut, isLit, isPlaced, longName, placedCenters, placedClasses, shortName } from '../scene/scene.ts';
import type { Scene } from '../scene/scene.ts';
import { axisEnds } from '../view/orientation.ts';

/** Plotly's two ways to draw a scatter: WebGL on the page, SVG for vectors and where there is no WebGL. */
export type TraceType = 'scattergl' | 'scatter';

const roomAround = onGrid(1);

const place = (positions: Float32Array, i: number) => `(${figure(positions[2 * i])}, ${figure(positions[2 * i + 1])})`;

/** A hover's class name, literal and strong. */
const strong = (classNames: readonly string[], c: number) => `<b>${literal(longName(classNames, c))}</b>`;

/** Where row i of positions lies, in a hover's line of its own; in space the panel's two coordinates say nothing. */
const placeText = ({ orientation }: Scene, positions: Float32Array, i: number) => (orientation ? '' : `<br>${place(positions, i)}`);

function pointText(scene: Scene, i: number): string {
  const { labels, predictions, points, images, classNames } = scene;
  const [label, prediction] = [labels[i]!, predictions[i]!];
  const reading = prediction === label ? '' : `, read as ${strong(classNames, prediction)}`;
  return `${strong(classNames, label)}${reading}${placeText(scene, points, i)}<br>test image ${count(images[i]!)}`;
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

/** Points in the colour and mark of their class. Where ten colours are enough all are the same discs. */
function marker(scene: Scene, indices: readonly number[], look: Look, type: TraceType) {
  const { labels, classNames } = scene;
  const mark = (i: number) => markOf(labels[i]!);
  const color = indices.map((i) => translucent(ofTen(look.colors, labels[i]!), !isLit(scene, i) ? look.dimOpacity : mark(i).open ? look.openOpacity : look.dotOpacity));
  if (!needsMarks(classNames.length)) return { ...dot(look, type), opacity: 1, color };
  const width = indices.map((i) => (mark(i).open ? look.line : 0));
  return { symbol: indices.map((i) => mark(i).symbol), size: indices.map((i) => (markIndex(labels[i]!) === 0 ? look.dot : look.shape)), line: { width, color }, opacity: 1, color };
}

function crosses(scene: Scene, indices: readonly number[], look: Look) {
  const color = indices.map((i) => translucent(ofTen(look.inks, scene.labels[i]!), isLit(scene, i) ? look.crossOpacity : look.dimOpacity));
  return { symbol: 'x-thin', size: look.cross, opacity: 1, line: { width: look.line, color } } as const;
}

/** Where points are, in normalised units. */
function placesOf({ points }: Scene, extent: number, indices: readonly number[]) {
  return { x: indices.map((i) => points[2 * i]! / extent), y: indices.map((i) => points[2 * i + 1]! / extent) };
}

/** Points read wrong lie under their cross with the mark of their class, unless it is the first one. */
function markedTrace(scene: Scene, extent: number, look: Look, type: TraceType): Data[] {
  const indices = pointIndices(scene, true).filter((i) => markIndex(scene.labels[i]!) > 0);
  return indices.length === 0 ? [] : [{ type, mode: 'markers', name: 'marks under crosses', ...placesOf(scene, extent, indices), hoverinfo: 'skip', marker: marker(scene, indices, look, type) }];
}

function pointTrace(scene: Scene, extent: number, look: Look, type: TraceType, wrong: boolean): Data {
  const indices = pointIndices(scene, wrong);
  const { labels, images } = scene;
  return {
    type,
    mode: 'markers',
    name: wrong ? 'read wrong' : 'read right',
    ...placesOf(scene, extent, indices),
    customdata: indices.map((i) => images[i]!),
    hovertext: indices.map((i) => pointText(scene, i)),
    hoverinfo: 'text',
    hoverlabel: { bordercolor: indices.map((i) => ofTen(look.inks, labels[i]!)) },
    marker: wrong ? crosses(scene, indices, look) : marker(scene, indices, look, type),
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
  const inks = classes.map((c) => ofTen(look.inks, c));
  const common = {
    type,
    name: kind,
    x: classes.map((c) => positions[2 * c]! / extent),
    y: classes.map((c) => positions[2 * c + 1]! / extent),
    hovertext: classes.map((c) => `${kind === 'mean' ? 'Mean' : 'Center'} of ${strong(scene.classNames, c)}${placeText(scene, positions, c)}`),
    hoverinfo: 'text',
    hoverlabel: { bordercolor: inks },
  } as const;
  const symbol = kind === 'mean' && needsMarks(scene.classNames.length) ? classes.map((c) => markOf(c).filled) : 'circle';
  const circle = (size: number, width: number) => ({ symbol, size, color: look.digit > 0 ? look.background : 'rgba(0,0,0,0)', opacity: 1, line: { width, color: inks } }) as const;
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

/** The three axes of a picture in space, as long as the extent. */
function axesTrace({ orientation }: Scene, look: Look, type: TraceType): Data[] {
  if (!orientation) return [];
  const ends = axisEnds(orientation);
  const along = (k: 0 | 1) => ends.flatMap((end) => [-end[k], end[k], null]);
  return [{ type, mode: 'lines', name: 'axes', x: along(0), y: along(1), line: { color: look.axis, width: 1 }, hoverinfo: 'skip', connectgaps: false }];
}

/**
 * The scene as Plotly traces in normalised units (feature / extent), in the canvas's order of drawing: axes in space, points read right, points
 * read wrong over their marks, trails, lags, means, centers. `customdata` of a point is its image's number. Real values are in the hover texts.
 */
export function traces(scene: Scene, extent: number, look: Look, type: TraceType): Data[] {
  return [
    ...axesTrace(scene, look, type),
    pointTrace(scene, extent, look, type, false),
    ...markedTrace(scene, extent, look, type),
    pointTrace(scene, extent, look, type, true),
    lineTrace('trail', [...scene.trail, scene.centers], scene, extent, type, { color: translucent(look.muted, look.lineOpacity), width: look.line }),
    lineTrace('lag', [scene.means, scene.centers], scene, extent, type, { color: translucent(look.ink, look.lagOpacity), width: look.line }),
    markTrace(scene, extent, look, type, 'mean'),
    markTrace(scene, extent, look, type, 'center'),
  ];
}
