import { needsMarks } from '../../shared/classMarks.ts';
import { fontFamily } from '../scene/look.ts';
import type { Look } from '../scene/look.ts';
import { nameFont, nameLine, shortened } from '../scene/names.ts';
import type { Box, PlacedName } from '../scene/picture.ts';
import { placedClasses } from '../scene/scene.ts';
import type { Scene } from '../scene/scene.ts';
import { projection, spotOf } from '../view/view.ts';
import type { View } from '../view/view.ts';
import { placeNames } from './placeNames.ts';
import type { Anchor, Standing } from './placeNames.ts';

/** Whether a panel of so many classes shows names. */
export function showsNames(classCount: number, names: boolean | null): boolean {
  return names ?? needsMarks(classCount);
}

/** Width of a text in CSS pixels, measured once. */
function measuring(): (text: string) => number {
  const widths = new Map<string, number>();
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context) context.font = nameFont(fontFamily);
  return (text) => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    const width = context ? Math.ceil(context.measureText(text).width) : 0;
    widths.set(text, width);
    return width;
  };
}

/** Points drawn of each class. */
function countsOf({ labels, classNames }: Scene): Int32Array {
  const counts = new Int32Array(classNames.length);
  labels.forEach((c) => counts[c]!++);
  return counts;
}

/** The names at the class means of one panel, each at its side from frame to frame. */
export class NameBoard {
  readonly #width: (text: string) => number;
  #before: ReadonlyMap<number, Standing> = new Map();
  #labels: Uint8Array | null = null;
  #bySize: readonly number[] = [];

  /** `width` gives a text's width in CSS pixels. */
  constructor(width: (text: string) => number = measuring()) {
    this.#width = width;
  }

  /**
   * The names that find room in a view, biggest classes first; before them the class that a person points at (null for none), in
   * full. `look` has the marks' sizes; `taken` are boxes to keep free.
   */
  place(scene: Scene, view: View, look: Look, pointed: number | null, taken: readonly Box[]): readonly PlacedName[] {
    const shown = new Set(placedClasses(scene.means, scene));
    const at = projection(view);
    const reach = Math.max(look.disc, look.mean) / 2;
    const text = (c: number) => (c === pointed ? scene.classNames[c]! : shortened(scene.classNames[c] ?? String(c)));
    const order = [...(pointed === null ? [] : [pointed]), ...this.#order(scene).filter((c) => c !== pointed)];
    const anchors = order
      .filter((c) => shown.has(c))
      .map((c): Anchor => ({ classIndex: c, ...spotOf(at, scene.means, c), reach, width: Math.min(this.#width(text(c)), view.width - 4), height: nameLine, held: c === pointed }))
      .filter(({ x, y }) => x >= 0 && y >= 0 && x <= view.width && y <= view.height);
    this.#before = placeNames(anchors, view, this.#before, taken);
    return [...this.#before].map(([c, { box }]) => ({ classIndex: c, text: text(c), box }));
  }

  /** Classes by the number of their points. */
  #order(scene: Scene): readonly number[] {
    if (scene.labels === this.#labels && this.#bySize.length === scene.classNames.length) return this.#bySize;
    const counts = countsOf(scene);
    this.#labels = scene.labels;
    this.#bySize = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
    return this.#bySize;
  }
}
