declare module 'gifenc' {
  /** Red, green and blue, 0 to 255 each. */
  export type Rgb = readonly [number, number, number];

  export interface FrameOptions {
    readonly palette?: readonly Rgb[];
    /** Milliseconds; the format counts hundredths of a second. */
    readonly delay?: number;
    /** 0 without end. */
    readonly repeat?: number;
  }

  export interface Encoder {
    writeFrame(index: Uint8Array, width: number, height: number, options?: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  export function GIFEncoder(): Encoder;

  /** A palette of at most so many colours for pixels [*, 4]. */
  export function quantize(pixels: Uint8Array | Uint8ClampedArray, colors: number): Rgb[];
}
