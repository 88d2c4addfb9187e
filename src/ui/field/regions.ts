import type { PlaneHead } from './head.ts';

type Rgb = readonly [number, number, number];

/** How a plane is coloured: a class's colour over the background, the stronger the surer the head is. */
export interface RegionColors {
  readonly background: Rgb;
  /** Class c's is at `c % colors.length`. */
  readonly colors: readonly Rgb[];
  /** Opacities where all classes are equally likely, and where one is certain. */
  readonly unsure: number;
  readonly sure: number;
}

/** The part of the plane that a grid of cells shows, in feature units: the middles of its first and its last cell. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly x: readonly [first: number, last: number];
  /** The first row is the upper one. */
  readonly y: readonly [first: number, last: number];
}

/** Below this many nats under the largest logit a class adds nothing that can be seen: less than one step of a colour channel. */
const negligible = 7;

/**
 * Paints the regions of a head into RGBA bytes [rows, columns, 4]: the class of the largest logit, its softmax probability as
 * opacity.
 */
export function paintRegions(pixels: Uint8ClampedArray, { columns, rows, x, y }: Grid, { classes, values }: PlaneHead, { background, colors, unsure, sure }: RegionColors): void {
  const logits = new Float64Array(classes);
  const [stepX, stepY] = [(x[1] - x[0]) / Math.max(1, columns - 1), (y[1] - y[0]) / Math.max(1, rows - 1)];
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [px, py] = [x[0] + column * stepX, y[0] + row * stepY];
      let best = 0;
      for (let c = 0; c < classes; c++) {
        logits[c] = values[c]! * px + values[classes + c]! * py + (values[2 * classes + c] ?? 0);
        if (logits[c]! > logits[best]!) best = c;
      }
      let sum = 0;
      for (let c = 0; c < classes; c++) {
        const under = logits[best]! - logits[c]!;
        if (under < negligible) sum += Math.exp(-under);
      }
      const least = 1 / classes;
      const opacity = unsure + ((sure - unsure) * (1 / sum - least)) / (1 - least || 1);
      const color = colors[best % colors.length]!;
      for (let k = 0; k < 3; k++) pixels[at++] = background[k]! + opacity * (color[k]! - background[k]!);
      pixels[at++] = 255;
    }
  }
}
