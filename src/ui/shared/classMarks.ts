import { classColors, classInks } from './palette.ts';
import type { Theme } from './theme.ts';

/** A corner of a shape's outline, y downwards, or a place in the plane. */
export type Corner = readonly [x: number, y: number];

/** The marks in the order of use, those that differ most first. A diagonal cross is none of them: it says "read wrong". */
const order = [
  'circle', 'circle-open', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'square-open', 'triangle-up-open', 'star',
  'diamond-open', 'bowtie', 'triangle-down-open', 'hourglass', 'triangle-left', 'cross-open', 'star-open', 'bowtie-open', 'triangle-left-open', 'hourglass-open',
] as const;

type MarkSymbol = (typeof order)[number];
/** Plotly's names of filled shapes. */
type Shape = Exclude<MarkSymbol, `${string}-open`>;

/** What a class's points look like beside their colour. */
export interface ClassMark {
  /** Corners of the outline of a shape with the area of the unit disc, as far as its corners stay within `longestReach`; null for the disc itself. */
  readonly outline: readonly Corner[] | null;
  /** Whether it is a line along the outline, not filled. */
  readonly open: boolean;
  /** Plotly's names of it, and of the same shape filled. */
  readonly symbol: MarkSymbol;
  readonly filled: Shape;
}

/** Classes that colours alone tell apart. */
export const colorCount = 10;

/** No corner of an outline is farther from its middle than this many radii of the disc of the same area. */
export const longestReach = 1.55;

/** Corners of a regular polygon or star: every second one at `inner` times the radius; the first one points up, turned by `turn` of a full turn. */
function ring(corners: number, turn = 0, inner = 1): Corner[] {
  return Array.from({ length: corners }, (_, i): Corner => {
    const angle = 2 * Math.PI * (i / corners + turn) - Math.PI / 2;
    const radius = i % 2 === 0 ? 1 : inner;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Arms of a plus, as a share of its width. */
const arm = 0.36;
/** How far the waist of a bow is open, as a share of its width. */
const waist = 0.12;
const plus: readonly Corner[] = [[-arm, -1], [arm, -1], [arm, -arm], [1, -arm], [1, arm], [arm, arm], [arm, 1], [-arm, 1], [-arm, arm], [-1, arm], [-1, -arm], [-arm, -arm]];
const bow: readonly Corner[] = [[-1, -1], [0, -waist], [1, -1], [1, 1], [0, waist], [-1, 1]];
const turned = (outline: readonly Corner[]) => outline.map(([x, y]): Corner => [-y, x]);

/** Twice the area that corners enclose is the sum of cross products of neighbours. */
export function areaOf(outline: readonly Corner[]): number {
  return Math.abs(outline.reduce((sum, [x, y], i) => sum + x * outline[(i + 1) % outline.length]![1] - y * outline[(i + 1) % outline.length]![0], 0)) / 2;
}

/** As large as the unit disc, unless corners reach too far. */
function asLargeAsDisc(outline: readonly Corner[]): readonly Corner[] {
  const reach = Math.max(...outline.map(([x, y]) => Math.hypot(x, y)));
  const scale = Math.min(Math.sqrt(Math.PI / areaOf(outline)), longestReach / reach);
  return outline.map(([x, y]): Corner => [scale * x, scale * y]);
}

const shapes: Readonly<Record<Shape, readonly Corner[] | null>> = {
  circle: null,
  square: ring(4, 1 / 8),
  'triangle-up': ring(3),
  diamond: ring(4),
  cross: plus,
  'triangle-down': ring(3, 1 / 2),
  star: ring(10, 0, 0.45),
  bowtie: bow,
  hourglass: turned(bow),
  'triangle-left': ring(3, 3 / 4),
};

const marks: readonly ClassMark[] = order.map((symbol) => {
  const filled = symbol.replace('-open', '') as Shape;
  const shape = shapes[filled];
  return { symbol, filled, open: symbol !== filled, outline: shape && asLargeAsDisc(shape) };
});

/** Number of different marks: with the colours, 200 classes are told apart. */
export const markCount = marks.length;

/** Which mark class c has: the first for the first ten classes, the next for the ten after them. */
export function markIndex(c: number): number {
  return Math.floor(c / colorCount) % markCount;
}

/** The mark of that index. */
export function markAt(index: number): ClassMark {
  return marks[index % markCount]!;
}

/** How class c is marked, beside the colour c modulo ten. */
export function markOf(c: number): ClassMark {
  return markAt(markIndex(c));
}

/** Class c's of ten colours. */
export function ofTen<T>(colors: readonly T[], c: number): T {
  return colors[c % colors.length]!;
}

/** Whether so many classes need marks beside colours. */
export function needsMarks(classCount: number): boolean {
  return classCount > colorCount;
}

/** The outline of a mark around a place, its disc of that radius, as the `d` of an SVG path. */
export function outlinePath({ outline }: ClassMark, radius: number, [x, y]: Corner = [0, 0]): string {
  const at = (dx: number, dy: number) => `${(x + radius * dx).toFixed(2)},${(y + radius * dy).toFixed(2)}`;
  if (!outline) {
    const arc = `A${radius.toFixed(2)},${radius.toFixed(2)} 0 1,1 `;
    return `M${at(1, 0)}${arc}${at(-1, 0)}${arc}${at(1, 0)}Z`;
  }
  return `M${outline.map(([dx, dy]) => at(dx, dy)).join('L')}Z`;
}

/** Class c's colour in both themes, for style sheets: `light-dark(var(--class-light), var(--class-dark))`. */
export function colorProperties(c: number, of: 'fill' | 'ink' = 'fill'): Readonly<Record<'--class-light' | '--class-dark', string>> {
  const colors = (theme: Theme) => ofTen(of === 'fill' ? classColors(theme) : classInks(theme), c);
  return { '--class-light': colors('light'), '--class-dark': colors('dark') };
}
