import type { Controller } from '../../app/controller.ts';
import { CancelledError, PlaygroundError } from '../../errors.ts';
import { inMemory } from '../shared/inMemory.ts';
import { testImages } from '../pictures/thumbnails.ts';

/** Images that are fetched at once. */
const atOnce = 100;
/** Longest side of a sheet in pixels: browsers make canvases of this size everywhere. */
const longest = 4096;
/** Sides of an image on a sheet, in pixels, and the room between two. */
const most = 112;
const least = 14;
const gap = 2;

/** How a sheet of `count` images is laid out: about square, within the size that browsers make. */
export function sheetLayout(count: number): { readonly columns: number; readonly rows: number; readonly side: number } {
  const columns = Math.max(1, Math.ceil(Math.sqrt(count)));
  const side = Math.max(least, Math.min(most, Math.floor((longest - gap) / columns) - gap));
  return { columns, rows: Math.ceil(count / columns), side };
}

/** How far the drawing of a sheet has come, and what ends it. */
export interface SheetFollowing {
  readonly telling: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Images by their numbers, in their order, as one PNG picture, each as large as they find room.
 * @throws CancelledError by the signal; PlaygroundError where an image cannot be had or the browser makes no picture.
 */
export async function sheetOf(controller: Controller, images: readonly number[], { telling, signal }: SheetFollowing): Promise<Blob> {
  const { columns, rows, side } = sheetLayout(images.length);
  const canvas = new OffscreenCanvas(columns * (side + gap) + gap, rows * (side + gap) + gap);
  const context = canvas.getContext('2d', inMemory);
  if (!context) throw new PlaygroundError(`The browser gives no canvas of ${canvas.width} x ${canvas.height} pixels.`, 'Select fewer images.');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  const goOn = (drawn: number) => {
    if (signal.aborted) throw new CancelledError(`The sheet was cancelled after ${drawn} of ${images.length} images.`, 'Save it again to have it.');
  };
  for (let from = 0; from < images.length; from += atOnce) {
    telling(from, images.length);
    const part = images.slice(from, from + atOnce);
    const seen = await testImages(controller, part);
    for (const [k, image] of seen.entries()) {
      goOn(from + k);
      if (!image) throw new PlaygroundError(`Test image ${part[k]} could not be had.`, 'Save the sheet again once the data set is ready.');
      const bitmap = await createImageBitmap(new ImageData(image.pixels, image.width, image.height));
      const at = from + k;
      const scale = side / Math.max(image.width, image.height);
      context.imageSmoothingEnabled = scale < 1 || image.width > 64;
      context.drawImage(bitmap, gap + (at % columns) * (side + gap), gap + Math.floor(at / columns) * (side + gap), scale * image.width, scale * image.height);
      bitmap.close();
    }
  }
  const sheet = await canvas.convertToBlob({ type: 'image/png' });
  goOn(images.length);
  return sheet;
}
