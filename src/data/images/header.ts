import type { Size } from './resize.ts';

const starts = (bytes: Uint8Array, text: string, at = 0) => Array.from(text).every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** The frame header of a JPEG file: markers C0 to CF, but for C4, C8 and CC (ITU T.81, table B.1). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(bytes: Uint8Array, view: DataView): Size | null {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) at++;
    else if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/**
 * The size that a PNG, JPEG, GIF or BMP file promises, read before it is decoded; null for other kinds and cut headers.
 * @param bytes the file's first bytes; a JPEG's frame header may lie some hundred thousand bytes in, behind a preview.
 */
export function promisedSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (starts(bytes, '\x89PNG') && bytes.length >= 24) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSize(bytes, view);
  if (starts(bytes, 'GIF8') && bytes.length >= 10) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (starts(bytes, 'BM') && bytes.length >= 26) return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
  return null;
}

/** What an image file is by its first bytes, for messages: "a HEIC photograph"; null where nothing is recognised. */
export function kindOfImage(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'empty';
  if (starts(bytes, 'ftyp', 4) && ['heic', 'heix', 'hevc', 'mif1', 'msf1'].some((brand) => starts(bytes, brand, 8))) return 'a HEIC photograph';
  if (starts(bytes, 'ftypavif', 4)) return 'an AVIF image';
  if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) return 'a WebP image';
  if (starts(bytes, '\x89PNG')) return 'a PNG image';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'a JPEG image';
  if (starts(bytes, 'GIF8')) return 'a GIF image';
  if (starts(bytes, 'BM')) return 'a BMP image';
  if (starts(bytes, 'II*\0') || starts(bytes, 'MM\0*')) return 'a TIFF image';
  const text = new TextDecoder().decode(bytes.subarray(0, 512)).trimStart().toLowerCase();
  if (text.startsWith('<svg') || (text.startsWith('<?xml') && text.includes('<svg'))) return 'an SVG drawing';
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'a web page';
  return null;
}
