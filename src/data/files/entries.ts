import { describeError, PlaygroundError } from '../../errors.ts';
import { byCodeUnits } from '../classNames.ts';
import { type Bytes, formatted } from '../formats/bytes.ts';
import type { FileEntry, Skipped } from './entry.ts';
import { type FileLimits, fileLimits } from './limits.ts';
import { cleanPath, extensionOf, isLeftBySystem, pathTrouble, shown } from './paths.ts';
import { openZip, type ZipContent } from './zip.ts';

/** A file as the page got it. */
export interface BroughtFile {
  /** Relative to where the choice or the drop began, with `/`: "birds/robin/1.jpg". */
  readonly path: string;
  readonly file: Blob;
}

const tooMany = ({ mostFiles }: FileLimits) =>
  new PlaygroundError(`These are more than ${formatted(mostFiles)} files.`, 'Bring a smaller folder, or fewer images of each class.');

async function read(blob: Blob, path: string): Promise<Bytes> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new PlaygroundError(`${shown(path)} cannot be read (${describeError(cause).message}).`, 'Choose the folder again: the file was changed, moved or is not here yet (cloud storage).', { cause });
  }
}

function entryOf(path: string, file: Blob): FileEntry {
  return { path, size: file.size, head: (count) => read(file.slice(0, count), path), bytes: () => read(file, path) };
}

/** What may still be unpacked to open zips within zips. */
interface NestedBudget {
  bytes: number;
}

/** Opens a zip and the zips in it, down to the limits. @param depth 1 for a zip that lies in none. */
async function openZips(file: Blob, path: string, depth: number, limits: FileLimits, budget: NestedBudget): Promise<ZipContent> {
  const { entries, skipped } = await openZip(file, { path, folder: `${path.replace(/\.zip$/i, '')}/`, limits });
  const content: ZipContent = { entries: [], skipped };
  for (const entry of entries) {
    const isNested = extensionOf(entry.path) === 'zip';
    if (!isNested) content.entries.push(entry);
    else if (depth === limits.mostDepth) content.skipped.push({ path: entry.path, reason: `a zip too deep in others (${limits.mostDepth}); unpack it and bring its folder` });
    else if (entry.size > budget.bytes) content.skipped.push({ path: entry.path, reason: `a zip in a zip, of which ${formatted(limits.mostNestedBytes)} bytes are opened at most; unpack it and bring its folder` });
    else {
      budget.bytes -= entry.size;
      const inner = await openNested(entry, depth + 1, limits, budget);
      content.entries.push(...inner.entries);
      content.skipped.push(...inner.skipped);
    }
    if (content.entries.length + content.skipped.length > limits.mostFiles) throw tooMany(limits);
  }
  return content;
}

async function openNested(entry: FileEntry, depth: number, limits: FileLimits, budget: NestedBudget): Promise<ZipContent> {
  let bytes: Bytes;
  try {
    bytes = await entry.bytes();
  } catch (cause) {
    return { entries: [], skipped: [{ path: entry.path, reason: `a zip that cannot be read: ${describeError(cause).message.replace(/\.$/, '')}` }] };
  }
  return openZips(new Blob([bytes]), entry.path, depth, limits, budget);
}

/**
 * The files that a person brought, with zips opened in place ("birds.zip" becomes a folder "birds"), in the order of their
 * paths' code units, so that the order of a drop does not matter. Only the directories of zips are read, and zips within zips.
 *
 * Files that systems leave behind (`.DS_Store`, `__MACOSX/`, `._x`, `Thumbs.db`, dot files) do not exist. Empty files, files too
 * large, paths that lead out of their folder and what a zip refuses are told in `skipped`; the others go on. Paths are composed
 * (NFC), so two folders whose names differ by that alone are one, and two files in them may have the same path.
 * @throws PlaygroundError for more files or bytes than the limits.
 */
export async function openEntries(files: readonly BroughtFile[], limits: FileLimits = fileLimits): Promise<ZipContent> {
  if (files.length > limits.mostFiles) throw tooMany(limits);
  const entries: FileEntry[] = [];
  const skipped: Skipped[] = [];
  const budget: NestedBudget = { bytes: limits.mostNestedBytes };
  for (const { path: raw, file } of [...files].sort((a, b) => byCodeUnits(a.path, b.path))) {
    const path = cleanPath(raw);
    const trouble = pathTrouble(raw);
    if (trouble !== undefined) skipped.push({ path: shown(raw), reason: trouble });
    else if (isLeftBySystem(path)) continue;
    else if (file.size === 0) skipped.push({ path, reason: 'empty (0 bytes)' });
    else if (extensionOf(path) === 'zip') {
      const content = await openZips(file, path, 1, limits, budget);
      entries.push(...content.entries);
      skipped.push(...content.skipped);
    } else if (file.size > limits.mostFileBytes) {
      skipped.push({ path, reason: `${formatted(file.size)} bytes; ${formatted(limits.mostFileBytes)} are read at most` });
    } else entries.push(entryOf(path, file));
    if (entries.length + skipped.length > limits.mostFiles) throw tooMany(limits);
  }
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (bytes > limits.mostBytes) throw new PlaygroundError(`These files are ${formatted(bytes)} bytes in all; ${formatted(limits.mostBytes)} are taken at most.`, 'Bring fewer, or smaller ones.');
  return { entries: entries.sort((a, b) => byCodeUnits(a.path, b.path)), skipped };
}
