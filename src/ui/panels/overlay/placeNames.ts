import type { Box } from '../scene/picture.ts';

/** A name and the mark that it belongs to, in CSS pixels. */
export interface Anchor {
  readonly classIndex: number;
  /** Middle of the mark, and how far it reaches. */
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  /** Size of the name. */
  readonly width: number;
  readonly height: number;
  /** Whether it is moved into the panel where it would reach over the edge, instead of being left out. */
  readonly held?: boolean;
}

/** Where a name stands beside its mark, as a share of its size and of the mark's reach: -1 before, 0 in the middle, 1 behind. */
type Side = readonly [x: number, y: number];

/** Sides in the order in which they are tried. */
const sides: readonly Side[] = [[0, -1], [1, 0], [-1, 0], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];

/** A name that found room, and the index of the side where it stands. */
export interface Standing {
  readonly box: Box;
  readonly side: number;
}

/** Between a mark and its name, and from the panel's edge; both in CSS pixels. */
const gap = 2;
const edge = 2;
/** Room around a name that was not in sight before: without it a name would come and go where two just touch. */
const roomToAppear = 4;

/** Whether two boxes come nearer than `room`. */
export function meet(a: Box, b: Box, room = 0): boolean {
  return a.left < b.left + b.width + room && b.left < a.left + a.width + room && a.top < b.top + b.height + room && b.top < a.top + a.height + room;
}

function boxAt({ x, y, reach, width, height }: Anchor, [right, down]: Side): Box {
  return { left: x - width / 2 + right * (width / 2 + reach + gap), top: y - height / 2 + down * (height / 2 + reach + gap), width, height };
}

/**
 * Gives names room one after the other, the first ones first: at the side where each stood before, else at the first one that is
 * free. Names that find none are left out. No two boxes overlap, and all lie inside the panel. `taken` are boxes to keep free of.
 */
export function placeNames(anchors: readonly Anchor[], panel: { readonly width: number; readonly height: number }, before: ReadonlyMap<number, Standing>, taken: readonly Box[] = []): Map<number, Standing> {
  const standing = new Map<number, Standing>();
  const boxes: Box[] = [...taken];
  const isInside = ({ left, top, width, height }: Box) => left >= edge && top >= edge && left + width <= panel.width - edge && top + height <= panel.height - edge;
  const within = (from: number, length: number, whole: number) => Math.max(edge, Math.min(from, whole - edge - length));
  const kept = (box: Box): Box => ({ ...box, left: within(box.left, box.width, panel.width), top: within(box.top, box.height, panel.height) });
  for (const anchor of anchors) {
    const last = before.get(anchor.classIndex);
    const stays = last && boxAt(anchor, sides[last.side]!);
    if (last && stays && isInside(stays) && !boxes.some((box) => meet(stays, box))) {
      standing.set(anchor.classIndex, { box: stays, side: last.side });
      boxes.push(stays);
      continue;
    }
    for (const [side, way] of sides.entries()) {
      const box = anchor.held ? kept(boxAt(anchor, way)) : boxAt(anchor, way);
      if (!isInside(box) || boxes.some((other) => meet(box, other, roomToAppear))) continue;
      standing.set(anchor.classIndex, { box, side });
      boxes.push(box);
      break;
    }
  }
  return standing;
}
