import { describeError, PlaygroundError } from '../../../errors.ts';
import type { Bytes } from '../../../data/formats/bytes.ts';
import { formatted } from '../../../data/formats/bytes.ts';
import { kindOfImage, promisedSize } from '../../../data/images/header.ts';
import { resized } from '../../../data/images/resize.ts';
import type { Box, Size } from '../../../data/images/resize.ts';

/** Pixels that an image may have: decoded it takes four bytes for each. */
export const mostPixels = 64e6;

/** What transparent parts are laid over. */
const ground = '#ffffff';

const saveAsJpeg = 'Save it as JPEG or PNG and add it again.';

function refuse(what: string, hint: string): never {
  throw new PlaygroundError(what, hint);
}

function checkSize(size: Size | null): void {
  if (size && size.width * size.height > mostPixels) {
    refuse(`it has ${formatted(size.width)} x ${formatted(size.height)} pixels; up to ${formatted(mostPixels)} can be read`, 'Save a smaller copy and add that.');
  }
}

async function bitmapOf(bytes: Bytes): Promise<ImageBitmap> {
  const kind = kindOfImage(bytes);
  if (kind === 'empty') refuse('it is empty', 'Copy it again from where it came from.');
  checkSize(promisedSize(bytes));
  try {
    return await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' });
  } catch (error) {
    if (kind === 'a HEIC photograph' || kind === 'a TIFF image' || kind === 'an SVG drawing') return refuse(`it is ${kind}, which this browser cannot read`, saveAsJpeg);
    if (kind === 'a web page' || kind === null) return refuse(`it is ${kind ?? 'no image'}, whatever its name says`, 'Get the image again, or do without it.');
    return refuse(`it is ${kind} that cannot be decoded, damaged or cut (${describeError(error).message})`, 'Get the image again, or save it anew in an image editor.');
  }
}

/** Whether a canvas gave nothing back, as some browsers do for images beyond their memory: not even the ground shows. */
const isBlank = (data: Uint8ClampedArray) => data.length > 3 && data[3] === 0 && data[data.length - 1] === 0;

/**
 * Decodes an image file as the browser shows it (turned by its EXIF orientation, in sRGB, the first frame of an animation,
 * transparent parts on white), and squashes it, or the part in `box`, to a size.
 * @returns [height, width, 3] bytes.
 * @throws PlaygroundError whose message goes on after the file's name and "is skipped: ".
 */
export async function decoded(bytes: Bytes, size: Size, box: Box | null): Promise<Uint8Array> {
  const bitmap = await bitmapOf(bytes);
  try {
    const { width, height } = bitmap;
    checkSize(bitmap);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return refuse('this browser has no room to draw it', 'Close other pages, or save a smaller copy and add that.');
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    if (isBlank(data)) refuse(`its ${formatted(width)} x ${formatted(height)} pixels are more than this browser can draw`, 'Save a smaller copy and add that.');
    return resized({ width, height, data }, size, box);
  } finally {
    bitmap.close();
  }
}
