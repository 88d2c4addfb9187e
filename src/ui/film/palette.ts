/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly [number, number, number];

/** Bits of a channel that the nearest colour is looked up by. */
const bits = 6;
const unknown = 0xffff;

/**
 * Finds the nearest of a fixed palette's colours. The answer depends on the colour alone, not on what was asked before: a still
 * place stays still from frame to frame. Colours of the palette come to themselves.
 */
export class PaletteLookup {
  private readonly palette: readonly Rgb[];
  /** By the first bits of each channel. */
  private readonly known = new Uint16Array(1 << (3 * bits)).fill(unknown);
  private readonly exact: ReadonlyMap<number, number>;

  constructor(palette: readonly Rgb[]) {
    this.palette = palette;
    this.exact = new Map(palette.map(([r, g, b], i) => [(r << 16) | (g << 8) | b, i]));
  }

  /** Pixels [N, 4] -> places in the palette [N]. */
  indexed(pixels: Uint8ClampedArray): Uint8Array {
    const places = new Uint8Array(pixels.length / 4);
    let before = -1;
    for (let i = 0; i < places.length; i++) {
      const [r, g, b] = [pixels[4 * i]!, pixels[4 * i + 1]!, pixels[4 * i + 2]!];
      const color = (r << 16) | (g << 8) | b;
      places[i] = color === before ? places[i - 1]! : (this.exact.get(color) ?? this.nearest(r, g, b));
      before = color;
    }
    return places;
  }

  private nearest(r: number, g: number, b: number): number {
    const drop = 8 - bits;
    const cell = ((r >> drop) << (2 * bits)) | ((g >> drop) << bits) | (b >> drop);
    const known = this.known[cell]!;
    if (known !== unknown) return known;
    const middle = [r, g, b].map((value) => ((value >> drop) << drop) + (1 << (drop - 1))) as [number, number, number];
    const distances = this.palette.map((color) => color.reduce((sum, value, c) => sum + (value - middle[c]!) ** 2, 0));
    return (this.known[cell] = distances.indexOf(Math.min(...distances)));
  }
}
