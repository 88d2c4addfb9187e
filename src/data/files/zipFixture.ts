import { deflateRawSync } from 'node:zlib';
import type { Bytes } from '../formats/bytes.ts';
import { crc32 } from '../formats/crc32.ts';

/** Tests only: a file of a zip, and what its headers say in place of the truth. */
export interface ZipFixtureEntry {
  /** Text is written as UTF-8. */
  readonly name: string | Uint8Array;
  readonly content?: Uint8Array;
  /** General purpose flags: 1 encrypted, 0x800 the name is UTF-8. */
  readonly flags?: number;
  /** 0 stored, 8 deflated. */
  readonly method?: number;
  /** Size that is promised, unpacked. */
  readonly size?: number;
  readonly sum?: number;
  /** Unix mode: 0o120000 is a link. */
  readonly mode?: number;
}

function header(signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const all = [[4, signature] as const, ...fields];
  const bytes = Buffer.alloc(all.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of all) at = width === 2 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value >>> 0, at);
  return bytes;
}

/** Tests only: a zip of these files, byte by byte, so that it can be wrong where a test wants it wrong (PKWARE's APPNOTE, 4.3). */
export function zipOf(entries: readonly ZipFixtureEntry[]): Bytes {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name: called, content = new Uint8Array(), flags = 0, method = 8, size = content.length, sum = crc32(content), mode = 0 } of entries) {
    const name = Buffer.from(called as string);
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const common = [[2, 20], [2, flags], [2, method], [4, 0], [4, sum], [4, packed.length], [4, size], [2, name.length], [2, 0]] as const;
    const local = Buffer.concat([header(0x04034b50, common), name, packed]);
    directory.push(header(0x02014b50, [[2, 0x0314], ...common, [2, 0], [2, 0], [2, 0], [4, mode * 0x10000], [4, offset]]), name);
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = header(0x06054b50, [[2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, listed.length], [4, offset], [2, 0]]);
  return new Uint8Array(Buffer.concat([...locals, listed, end]));
}

/** Tests only: bytes that no two seeds share, long enough to need inflating. */
export const someBytes = (seed: number, length = 300): Bytes => Uint8Array.from({ length }, (_, i) => (Math.imul(i + 7, seed + 11) >>> 3) & 0x3f);

/** Tests only: files by their paths, as the page gets them. */
export const brought = (files: Readonly<Record<string, Uint8Array<ArrayBuffer> | string>>): { path: string; file: Blob }[] =>
  Object.entries(files).map(([path, content]) => ({ path, file: new Blob([content]) }));
