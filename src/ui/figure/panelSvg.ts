import { markIndex, markOf, ofTen, outlinePath } from '../shared/classMarks.ts';
import { spreadRings } from '../panels/scene/ellipses.ts';
import { fontFamily } from '../panels/scene/look.ts';
import type { Look } from '../panels/scene/look.ts';
import { errorsStandOut, isPlaced, placedCenters, placedClasses, shortName } from '../panels/scene/scene.ts';
import type { Scene } from '../panels/scene/scene.ts';
import { axisEnds } from '../panels/view/orientation.ts';
import { projection, scaleBar, spotOf } from '../panels/view/view.ts';
import type { Projection, View } from '../panels/view/view.ts';

/** A text as SVG holds it. */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const at = (value: number) => value.toFixed(1);

/** A text of one line, its middle at y. */
export function textSvg(text: string, [x, y]: readonly [number, number], { size, color, bold = false, anchor = 'start' }: { readonly size: number; readonly color: string; readonly bold?: boolean; readonly anchor?: 'start' | 'middle' }): string {
  return `<text x="${at(x)}" y="${at(y + 0.35 * size)}" font-size="${at(size)}" fill="${color}"${bold ? ' font-weight="600"' : ''}${anchor === 'middle' ? ' text-anchor="middle"' : ''}>${escaped(text)}</text>`;
}

/** The mark of class c, around the origin. */
export function markSvg(c: number, look: Look, diameter: number, opacity: number): string {
  const mark = markOf(c);
  const color = ofTen(look.colors, c);
  const paint = mark.open ? `fill="none" stroke="${color}" stroke-width="${at(look.line)}" stroke-opacity="${opacity}"` : `fill="${color}" fill-opacity="${opacity}"`;
  return `<path d="${outlinePath(mark, diameter / 2)}" ${paint}/>`;
}

/** What a picture says once and uses for each point: the marks of the classes, and their crosses. Ids begin with `p` for points, `x` for those read wrong. */
export function definitions(scene: Pick<Scene, 'classNames'>, look: Look): string {
  const arm = look.cross / 2;
  const one = (c: number) => {
    const diameter = markIndex(c) === 0 ? look.dot : look.shape;
    const cross = `<path d="M${at(-arm)},${at(-arm)}L${at(arm)},${at(arm)}M${at(-arm)},${at(arm)}L${at(arm)},${at(-arm)}" stroke="${ofTen(look.inks, c)}" stroke-width="${at(look.line)}" stroke-opacity="${look.crossOpacity}"/>`;
    return `<g id="p${c}">${markSvg(c, look, diameter, markOf(c).open ? look.openOpacity : look.dotOpacity)}</g><g id="x${c}">${markIndex(c) > 0 ? markSvg(c, look, diameter, look.dotOpacity) : ''}${cross}</g>`;
  };
  return scene.classNames.map((_, c) => one(c)).join('');
}

function pointsSvg(scene: Scene, to: Projection, { width, height }: View): string {
  const { labels, predictions, points, order, hidden } = scene;
  const marksErrors = errorsStandOut(scene);
  const used = (wrong: boolean) =>
    Array.from(order, (i) => {
      const label = labels[i]!;
      if ((marksErrors && predictions[i] !== label) !== wrong || hidden.has(label) || !isPlaced(points, i)) return '';
      const { x, y } = spotOf(to, points, i);
      const seen = x > -20 && x < width + 20 && y > -20 && y < height + 20;
      return seen ? `<use href="#${wrong ? 'x' : 'p'}${label}" x="${at(x)}" y="${at(y)}"/>` : '';
    }).join('');
  return used(false) + used(true);
}

/** Lines from mean to center, means, and centers with their numbers, as on the page. */
function marksSvg(scene: Scene, to: Projection, look: Look): string {
  const { centers, means, classNames } = scene;
  const fill = look.digit > 0 ? look.background : 'none';
  const lines = placedCenters(scene).filter((c) => isPlaced(means, c)).map((c) => {
    const [from, end] = [spotOf(to, means, c), spotOf(to, centers, c)];
    return `<path d="M${at(from.x)},${at(from.y)}L${at(end.x)},${at(end.y)}" stroke="${look.ink}" stroke-width="${at(look.line)}" stroke-opacity="${look.lagOpacity}"/>`;
  });
  const ofMeans = placedClasses(means, scene).map((c) => {
    const { x, y } = spotOf(to, means, c);
    return `<path d="${outlinePath(markOf(c), look.mean / 2, [x, y])}" fill="${fill}" stroke="${ofTen(look.inks, c)}" stroke-width="${at(look.line)}"/>`;
  });
  const ofCenters = placedCenters(scene).map((c) => {
    const { x, y } = spotOf(to, centers, c);
    const ring = `<circle cx="${at(x)}" cy="${at(y)}" r="${at(look.disc / 2)}" fill="${fill}" stroke="${ofTen(look.inks, c)}" stroke-width="${at(look.ring)}"/>`;
    return look.digit > 0 ? ring + textSvg(shortName(classNames, c), [x, y], { size: look.digit, color: look.ink, bold: true, anchor: 'middle' }) : ring;
  });
  return [...lines, ...ofMeans, ...ofCenters].join('');
}

/** The lines through the origin; in space three axes, turned. */
function axesPath({ orientation }: Scene, { extent, width, height }: View, { scaleX, offsetX, scaleY, offsetY }: Projection): string {
  if (!orientation) return `M${at(offsetX)},0V${height}M0,${at(offsetY)}H${width}`;
  const place = (x: number, y: number) => `${at(offsetX + extent * scaleX * x)},${at(offsetY + extent * scaleY * y)}`;
  return axisEnds(orientation).map(([x, y]) => `M${place(-x, -y)}L${place(x, y)}`).join('');
}

/** The ellipses of each class shown, above all else. */
function spreadSvg(scene: Scene, { scaleX, offsetX, scaleY, offsetY }: Projection, look: Look): string {
  const rings = spreadRings(scene, (x, y) => [offsetX + scaleX * x, offsetY + scaleY * y]);
  return `<g data-spread="" fill="none">${rings.map(({ classIndex, path, width, opacity }) => `<path d="${path}" stroke="${ofTen(look.inks, classIndex)}" stroke-width="${width}" stroke-opacity="${opacity}"/>`).join('')}</g>`;
}

/** One run's features: ground, axes, points, centers and means, the spread of the classes where it is asked for, and a scale bar where lengths have a unit; its upper left corner at the origin. `clip` is the id of a clip path of the view's size. */
export function panelSvg(scene: Scene, view: View, look: Look, { clip, spread }: { readonly clip: string; readonly spread: boolean }): string {
  const to = projection(view);
  const { width, height } = view;
  const bar = scaleBar(to.scaleX, 0.25 * width);
  const scale = scene.hasUnit
    ? `<path d="M16,${height - 16}h${at(bar.pixels)}" stroke="${look.muted}" stroke-width="2"/>${textSvg(bar.text, [16 + bar.pixels / 2, height - 27], { size: 12, color: look.muted, anchor: 'middle' })}`
    : '';
  return `<g clip-path="url(#${clip})"><rect width="${width}" height="${height}" fill="${look.background}"/><path d="${axesPath(scene, view, to)}" stroke="${look.axis}"/>${pointsSvg(scene, to, view)}${marksSvg(scene, to, look)}${spread ? spreadSvg(scene, to, look) : ''}${scale}</g><rect width="${width}" height="${height}" fill="none" stroke="${look.axis}"/>`;
}

/** The type of all texts of a picture. */
export const font = `font-family="${escaped(fontFamily)}"`;
