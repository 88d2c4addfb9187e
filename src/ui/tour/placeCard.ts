/** A rectangle in the window, in CSS pixels. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Room between what a card speaks of and the card, and between the card and the window's edge. */
const gap = 12;

const within = (value: number, size: number, room: number) => Math.max(gap, Math.min(value, room - size - gap));

const overlap = (a: Rect, b: Rect) =>
  Math.max(0, Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top));

/** Where a card lies that speaks of a target: below it, above, to its right or left, the first of these where it covers nothing of it; where there is none, the one where it covers least. */
export function placeCard(target: Rect, card: Pick<Rect, 'width' | 'height'>, room: Pick<Rect, 'width' | 'height'>): Rect {
  const left = target.left + (target.width - card.width) / 2;
  const top = target.top + (target.height - card.height) / 2;
  const places = [
    [left, target.top + target.height + gap],
    [left, target.top - card.height - gap],
    [target.left + target.width + gap, top],
    [target.left - card.width - gap, top],
  ].map(([x, y]) => ({ ...card, left: within(x!, card.width, room.width), top: within(y!, card.height, room.height) }));
  const least = Math.min(...places.map((place) => overlap(place, target)));
  return places.find((place) => overlap(place, target) === least)!;
}
