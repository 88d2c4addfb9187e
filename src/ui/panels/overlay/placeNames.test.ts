import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meet, placeNames } from './placeNames.ts';
import type { Anchor, Standing } from './placeNames.ts';

const panel = { width: 400, height: 300 };
const none: ReadonlyMap<number, Standing> = new Map();
const anchorAt = (classIndex: number, x: number, y: number, width = 60): Anchor => ({ classIndex, x, y, reach: 5, width, height: 15 });

const anchors = fc
  .array(fc.record({ x: fc.double({ min: -50, max: 450, noNaN: true }), y: fc.double({ min: -50, max: 350, noNaN: true }), reach: fc.double({ min: 0, max: 12, noNaN: true }), width: fc.double({ min: 6, max: 160, noNaN: true }), held: fc.boolean() }), { maxLength: 60 })
  .map((list) => list.map((given, classIndex): Anchor => ({ ...given, classIndex, height: 15 })));

/** Boxes that leave the panel, and pairs that overlap. */
function faultsOf(placed: ReturnType<typeof placeNames>): unknown[] {
  const boxes = [...placed.values()].map(({ box }) => box);
  const isOutside = ({ left, top, width, height }: (typeof boxes)[number]) => left < 0 || top < 0 || left + width > panel.width || top + height > panel.height;
  return [...boxes.filter(isOutside), ...boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => meet(a, b)))];
}

describe('placeNames', () => {
  it('lets no two names overlap and none leave the panel, at rest and on from any earlier places', () => {
    fc.assert(
      fc.property(anchors, anchors, (first, second) => {
        const before = placeNames(first, panel, none);
        expect(faultsOf(before)).toEqual([]);
        expect(faultsOf(placeNames(second, panel, before))).toEqual([]);
      }),
    );
  });

  it('keeps free of what is taken', () => {
    fc.assert(
      fc.property(anchors, (list) => {
        const taken = { left: 100, top: 80, width: 200, height: 90 };
        for (const { box } of placeNames(list, panel, none, [taken]).values()) expect(meet(box, taken)).toBe(false);
      }),
    );
  });

  it('gives the first ones room first: the name above its mark', () => {
    const placed = placeNames([anchorAt(7, 200, 150), anchorAt(3, 200, 150)], panel, none);
    expect([...placed.keys()]).toEqual([7, 3]);
    expect(placed.get(7)!.box).toEqual({ left: 170, top: 128, width: 60, height: 15 });
    // Beside the mark it would nearly touch the first one; under it there is room.
    expect(placed.get(3)!.box).toEqual({ left: 170, top: 157, width: 60, height: 15 });
  });

  it('moves a name that is held into the panel', () => {
    const [out, held] = [false, true].map((hold) => placeNames([{ ...anchorAt(0, 30, 150, 390), held: hold }], panel, none));
    expect([out!.size, held!.get(0)!.box.left]).toEqual([0, 2]);
  });

  it('leaves out what finds no room', () => {
    const list = Array.from({ length: 40 }, (_, c) => anchorAt(c, 200, 150));
    const placed = placeNames(list, panel, none);
    expect(placed.size).toBeLessThan(9);
    expect(placed.has(0)).toBe(true);
  });

  it('keeps a name at its side while it fits there, so that it does not jump as marks move', () => {
    const near = placeNames([anchorAt(0, 200, 150), anchorAt(1, 200, 150)], panel, none);
    const apart = placeNames([anchorAt(0, 100, 150), anchorAt(1, 300, 150)], panel, near);
    expect(apart.get(1)!.side).toBe(near.get(1)!.side);
  });

  it('lets a name appear only where it has more room than it needs to stay', () => {
    const first = anchorAt(0, 200, 150, 380);
    // Above and below are free, by 3 pixels less than a new name asks for.
    const tight = { left: 0, top: 130, width: 400, height: 40 };
    const second = anchorAt(1, 200, 193, 390);
    const appears = placeNames([second], panel, none, [tight, { left: 0, top: 215, width: 400, height: 85 }]);
    expect(appears.has(1)).toBe(false);
    const stood = new Map([[1, { side: 0, box: { left: 5, top: 171, width: 390, height: 15 } }]]);
    expect(placeNames([second], panel, stood, [tight, { left: 0, top: 215, width: 400, height: 85 }]).has(1)).toBe(true);
    expect(placeNames([first], panel, none).has(0)).toBe(true);
  });
});
