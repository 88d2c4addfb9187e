import { PlaygroundError } from '../../errors.ts';

/** Bytes at the beginning of a file that tell its kind. */
export const foreignHeadBytes = 512;

/** What files of other kinds begin with, as text of one character a byte. */
const beginnings: readonly (readonly [string, string])[] = [
  ['\x93NUMPY', 'a NumPy array (npy)'],
  ['\x89HDF\r\n', 'an HDF5 file'],
  ['PAR1', 'a Parquet table'],
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['%PDF', 'a PDF document'],
  ['BZh', 'a bzip2 file'],
  ['\xfd7zXZ', 'an xz file'],
  ['\x28\xb5\x2f\xfd', 'a zstd file'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['Rar!', 'a RAR archive'],
  ['\x1f\x8b', 'a gzip file packed too many times'],
  ['version https://git-lfs', 'a Git LFS pointer, which stands for a file that was not fetched'],
  ['\x80\x02', 'a Python pickle'],
  ['\x80\x03', 'a Python pickle'],
  ['\x80\x04', 'a Python pickle'],
];

const zipBeginnings = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

/** True when the bytes begin like HTML or XML: many hosts send a page with status 200 in place of a missing file. */
export function isWebPage(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, foreignHeadBytes)).trimStart().startsWith('<');
}

function textKind(head: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(head);
  const printable = head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
  if (text === '' || !printable || text.slice(0, -1).includes('\ufffd')) return undefined; // the last character may be cut
  if (/^\s*[[{]/.test(text)) return 'a JSON text';
  const [first = ''] = text.trimStart().split('\n');
  if (/^[^,;\t]*([,;\t])[^,;\t]*\1/.test(first)) return 'a table (CSV)';
  return 'a text';
}

/** What a file that is no IDX file is, by its beginning ("a zip archive"); undefined when that tells nothing. */
export function foreignKind(head: Uint8Array): string | undefined {
  if (isWebPage(head)) return 'a web page';
  const start = String.fromCharCode(...head.subarray(0, foreignHeadBytes));
  if (zipBeginnings.some((beginning) => start.startsWith(beginning))) {
    return /^.{30}[\w/-]+\.npy/s.test(start) ? 'a NumPy archive (npz)' : 'a zip archive (npz files are zip archives too)';
  }
  if (start.slice(257, 262) === 'ustar') return 'a tar archive';
  return beginnings.find(([beginning]) => start.startsWith(beginning))?.[1] ?? textKind(head);
}

/** Refuses a file of a known other kind by name. @param hint what to do instead. */
export function refuseForeign(head: Uint8Array, what: string, hint: string): void {
  const kind = foreignKind(head);
  if (kind) throw new PlaygroundError(`${what} is ${kind}, not an IDX file.`, hint);
}
