import type { FileEntry, Skipped } from '../files/entry.ts';
import { extensionOf } from '../files/paths.ts';
import { foreignHeadBytes, foreignKind } from '../formats/foreign.ts';

/** Files that are taken for images by their names; whether the browser decodes them is seen when it does. */
const imageExtensions = new Set(['jpg', 'jpeg', 'jpe', 'jfif', 'pjpeg', 'png', 'apng', 'gif', 'webp', 'bmp', 'avif', 'heic', 'heif', 'tif', 'tiff', 'svg']);

/** Files that lie beside images so often that looking into them would take long, and what they are. */
const otherExtensions: Readonly<Record<string, string>> = {
  txt: 'a text', md: 'a text', csv: 'a table', tsv: 'a table', json: 'a JSON text', xml: 'an XML text', yaml: 'a text', yml: 'a text', html: 'a web page', htm: 'a web page',
  pdf: 'a PDF document', py: 'a program', ipynb: 'a notebook', js: 'a program', m: 'a program', mat: 'a MATLAB file', npy: 'a NumPy array', npz: 'a NumPy archive', pkl: 'a Python pickle',
  mp4: 'a film', mov: 'a film', avi: 'a film', webm: 'a film', mp3: 'a sound', wav: 'a sound',
  tar: 'an archive; unpack it and bring its folder', gz: 'an archive; unpack it and bring its folder', tgz: 'an archive; unpack it and bring its folder', rar: 'an archive; unpack it and bring its folder', '7z': 'an archive; unpack it and bring its folder',
};

/** What image files of a kind begin with, as text of one character a byte; `ftyp` of AVIF and HEIC stands at 4. */
const imageBeginnings: readonly RegExp[] = [/^\xff\xd8\xff/, /^\x89PNG\r\n/, /^GIF8[79]a/, /^RIFF.{4}WEBP/s, /^BM.{4}\0\0\0\0/s, /^.{4}ftyp(avif|avis|heic|heix|mif1|msf1)/s, /^II\*\0|^MM\0\*/];

/** What a file is that is no image, for a person; undefined for an image. */
async function otherKind(file: FileEntry): Promise<string | undefined> {
  const extension = extensionOf(file.path);
  if (imageExtensions.has(extension)) return undefined;
  if (Object.hasOwn(otherExtensions, extension)) return otherExtensions[extension];
  const head = await file.head(foreignHeadBytes);
  const start = String.fromCharCode(...head.subarray(0, 32));
  if (imageBeginnings.some((beginning) => beginning.test(start))) return undefined;
  return foreignKind(head) ?? (extension === '' ? 'a file of an unknown kind' : `a file of an unknown kind (.${extension})`);
}

/**
 * Tells image files from others: by name, and where the name says nothing by the first bytes. A file that only has the name of an
 * image is found out when it is decoded.
 */
export async function imageFiles(entries: readonly FileEntry[]): Promise<{ images: FileEntry[]; others: Skipped[] }> {
  const images: FileEntry[] = [];
  const others: Skipped[] = [];
  for (const file of entries) {
    const kind = await otherKind(file).catch(() => 'a file that cannot be read');
    if (kind === undefined) images.push(file);
    else others.push({ path: file.path, reason: `not an image but ${kind}` });
  }
  return { images, others };
}
