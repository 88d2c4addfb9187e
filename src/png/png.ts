import { zlibSync } from 'fflate';
import { PlaygroundError } from '../errors.ts';

/** How each PNG begins. */
const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** Bytes of a chunk besides its data: length, type, checksum. */
const aroundData = 12;

const damaged = (what: string) => new PlaygroundError(`The PNG cannot be read: ${what}.`, 'Take another copy of the file, as it was saved.');

/** CRC-32 of each byte alone (polynomial 0xEDB88320). */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** CRC-32 as PNG counts it (PNG specification, annex D). */
export function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = table[(rest ^ byte) & 255]! ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}

/** One part of a PNG: its type of four letters, and its data. */
interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Where it begins in the file. */
  readonly at: number;
}

function chunkBytes(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(aroundData + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** @throws PlaygroundError for what is no PNG, ends too early or does not fit its checksums. */
function chunksOf(png: Uint8Array): readonly Chunk[] {
  if (png.length < signature.length || signature.some((byte, i) => png[i] !== byte)) throw damaged('it does not begin as a PNG does');
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let at = signature.length; chunks.at(-1)?.type !== 'IEND'; ) {
    const length = at + aroundData <= png.length ? view.getUint32(at) : Infinity;
    const end = at + aroundData + length;
    if (end > png.length) throw damaged(`it ends after ${png.length} bytes, in the middle of a part`);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (crc32(png.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) throw damaged(`the checksum of its part ${JSON.stringify(type)} at byte ${at} does not fit`);
    chunks.push({ type, data: png.subarray(at + 8, end - 4), at });
    at = end;
  }
  return chunks;
}

/**
 * A PNG with a text in it, before its end: an iTXt chunk, UTF-8, not compressed (PNG specification, 11.3.3.4).
 * @param keyword 1 to 79 Latin letters. @throws PlaygroundError for what is no PNG.
 */
export function withText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const { at } = chunksOf(png).at(-1)!;
  const chunk = chunkBytes('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`));
  const made = new Uint8Array(png.length + chunk.length);
  made.set(png.subarray(0, at));
  made.set(chunk, at);
  made.set(png.subarray(at), at + chunk.length);
  return made;
}

/**
 * The text under a keyword, as `withText` writes it; null where a PNG has none.
 * @throws PlaygroundError for what is no PNG and for a damaged one.
 */
export function textOf(png: Uint8Array, keyword: string): string | null {
  const before = new TextEncoder().encode(`${keyword}\0\0\0\0\0`);
  const found = chunksOf(png).find(({ type, data }) => type === 'iTXt' && data.length >= before.length && before.every((byte, i) => data[i] === byte));
  return found ? new TextDecoder('utf-8').decode(found.data.subarray(before.length)) : null;
}

/**
 * Pixels as a PNG of eight bits a channel, each row as it is (filter 0).
 * @param pixels [height, width, 4] red, green, blue, opacity; opacity is left out.
 */
export function encodePng(width: number, height: number, pixels: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 2], 8);
  const rows = new Uint8Array(height * (1 + 3 * width));
  for (let i = 0; i < width * height; i++) {
    const to = 3 * i + Math.floor(i / width) + 1;
    for (let c = 0; c < 3; c++) rows[to + c] = pixels[4 * i + c]!;
  }
  const parts = [signature, chunkBytes('IHDR', head), chunkBytes('IDAT', zlibSync(rows, { level: 9 })), chunkBytes('IEND', new Uint8Array(0))];
  const made = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}
