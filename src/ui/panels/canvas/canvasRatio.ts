/** Pixels that one canvas holds at most: 24 MB, and as many again behind it. */
const mostPixels = 6e6;
/** No screen shows more than this per CSS pixel to an eye; browsers' zoom asks for up to 8. */
const mostRatio = 4;

/** Backing pixels per CSS pixel for a canvas of that size on a screen of `ratio` device pixels per CSS pixel. */
export function canvasRatio(width: number, height: number, ratio: number): number {
  return Math.min(ratio, mostRatio, Math.sqrt(mostPixels / Math.max(1, width * height)));
}
