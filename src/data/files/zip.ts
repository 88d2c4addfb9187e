import { BlobReader, type Entry, type FileEntry as ZipMember, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describeError, PlaygroundError } from '../../errors.ts';
import { type Bytes, formatted } from '../formats/bytes.ts';
import { foreignHeadBytes, foreignKind } from '../formats/foreign.ts';
import type { FileEntry, Skipped } from './entry.ts';
import type { FileLimits } from './limits.ts';
import { cleanPath, isLeftBySystem, pathTrouble, shown } from './paths.ts';
import { guessEncoding } from './zipNames.ts';

/** What a zip holds. */
export interface ZipContent {
  readonly entries: FileEntry[];
  /** Files that are not taken, or the zip itself. */
  readonly skipped: Skipped[];
}

/** 0 stored, 8 deflated, 9 deflated by "deflate64", which Windows uses above 2 GB. */
const readableMethods = new Set([0, 8, 9]);
const zipBeginnings = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];
const getAgain = 'copy or download it again';

/** What zip.js says of a zip whose directory is not where it should be. */
const cutMessages = new Set(['End of central directory not found', 'File format is not recognized', 'Central directory header not found']);

/** True when bytes begin like a zip. */
function isZip(head: Uint8Array): boolean {
  return zipBeginnings.includes(String.fromCharCode(...head.subarray(0, 4)));
}

async function whyUnreadable(file: Blob, cause: unknown): Promise<string> {
  const head = new Uint8Array(await file.slice(0, foreignHeadBytes).arrayBuffer());
  if (!isZip(head)) return `${foreignKind(head) ?? 'no zip'}, though it is named like a zip; ${getAgain}`;
  const { message } = describeError(cause);
  if (message === 'Split zip file') return 'one part of a zip in several parts; join them, or pack the folder anew';
  if (message === 'Encrypted central directory is not supported') return 'encrypted; unpack it with its password and bring the folder';
  if (cutMessages.has(message)) return `cut off or damaged: the directory that ends every zip is not there; ${getAgain}`;
  return `a damaged zip (${message}); ${getAgain}`;
}

/** Why a member is not taken, by its header. */
function memberTrouble(member: ZipMember, { mostFileBytes, mostRatio, freeBytes }: FileLimits): string | undefined {
  const { uncompressedSize: size, compressedSize } = member;
  if (member.encrypted) return 'encrypted; unpack the zip with its password and bring the folder';
  if (member.symlink) return 'a link to another file, which is not followed';
  if (!readableMethods.has(member.compressionMethod)) return `packed by method ${member.compressionMethod}, which browsers cannot unpack; pack it as an ordinary zip (deflate)`;
  if (size > mostFileBytes) return `it would unpack to ${formatted(size)} bytes; ${formatted(mostFileBytes)} are read at most`;
  if (size > freeBytes && size > mostRatio * compressedSize) return `it would unpack to ${formatted(Math.round(size / Math.max(1, compressedSize)))} times its size; ${mostRatio} times is unpacked at most`;
  if (size === 0) return 'empty (0 bytes)';
  return undefined;
}

/** Unpacks a member up to `count` bytes. @throws PlaygroundError when it holds less or more than its header says, or is damaged. */
async function unpack(member: ZipMember, path: string, count: number): Promise<Bytes> {
  const content = new Uint8Array(count);
  const { uncompressedSize: size } = member;
  let filled = 0;
  const enough = new Error('enough');
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      if (count === size && filled + chunk.length > count) throw new Error(`it is longer than the ${formatted(size)} bytes its header says`);
      content.set(chunk.subarray(0, count - filled), filled);
      filled = Math.min(count, filled + chunk.length);
      if (filled === count && count < size) throw enough;
    },
  });
  try {
    await member.getData(sink, { useWebWorkers: false, checkCrc32: count === size, strictness: 'tolerant' });
  } catch (cause) {
    if (filled === count && count < size) return content;
    throw new PlaygroundError(`${shown(path)} is damaged: it cannot be unpacked (${describeError(cause).message}).`, 'Pack the zip anew, or copy or download it again.', { cause });
  }
  return content.subarray(0, filled);
}

function entryOf(member: ZipMember, path: string): FileEntry {
  const size = member.uncompressedSize;
  return { path, size, head: (count) => unpack(member, path, Math.min(count, size)), bytes: () => unpack(member, path, size) };
}

/** Names of members: as their flags say, else in the encoding that all names without a flag may have together. */
function namesOf(members: readonly Entry[]): string[] {
  const unsure = members.filter(({ bitFlag, extraFieldUnicodePath }) => !bitFlag?.languageEncodingFlag && !extraFieldUnicodePath);
  const encoding = guessEncoding(unsure.map(({ rawFilename }) => rawFilename));
  const guessed = new Set(encoding === 'ibm437' ? [] : unsure);
  const decoder = encoding === 'ibm437' ? undefined : new TextDecoder(encoding);
  return members.map((member) => (decoder && guessed.has(member) ? decoder.decode(member.rawFilename) : member.filename));
}

async function listMembers(reader: ZipReader<unknown>, mostFiles: number): Promise<Entry[] | 'too many'> {
  const members: Entry[] = [];
  for await (const member of reader.getEntriesGenerator({ filenameValidation: 'tolerant', strictness: 'tolerant' })) {
    if (members.length === mostFiles) return 'too many';
    members.push(member);
  }
  return members;
}

/** Why a whole zip is not taken, by what its members' headers say together: entries that overlap make small zips huge. */
function zipTrouble(file: Blob, members: readonly Entry[], { mostBytes, mostRatio, freeBytes }: FileLimits): string | undefined {
  const promised = members.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (promised > mostBytes) return `it would unpack to ${formatted(promised)} bytes; ${formatted(mostBytes)} are taken at most`;
  const taken = members.filter(({ uncompressedSize }) => uncompressedSize <= freeBytes).reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (taken > freeBytes && taken > mostRatio * file.size) return `it would unpack to ${formatted(Math.round(taken / file.size))} times its size; ${mostRatio} times is unpacked at most`;
  return undefined;
}

/**
 * Opens a zip: reads its directory, not its content. Each file of it is unpacked when its bytes are asked for, by the browser's
 * own inflater, and no further than its header says.
 *
 * Refused by name, each for itself: paths that leave the zip, encrypted, linked and empty files, other ways of packing, sizes and
 * ratios beyond the limits. A zip that is cut, damaged or of too many files is refused as a whole. Files that systems leave
 * behind are passed over.
 * Names without the UTF-8 flag are read as UTF-8 where that is possible, else see `guessEncoding`.
 * @param path of the zip; its files' paths begin with `folder`.
 */
export async function openZip(file: Blob, { path, folder, limits }: { path: string; folder: string; limits: FileLimits }): Promise<ZipContent> {
  const refuse = (reason: string): ZipContent => ({ entries: [], skipped: [{ path, reason }] });
  let members: Entry[] | 'too many';
  try {
    members = await listMembers(new ZipReader(new BlobReader(file), { useWebWorkers: false }), limits.mostFiles);
  } catch (cause) {
    return refuse(await whyUnreadable(file, cause));
  }
  if (members === 'too many') return refuse(`it holds more than ${formatted(limits.mostFiles)} files; bring fewer at a time`);
  const trouble = zipTrouble(file, members, limits);
  if (trouble !== undefined) return refuse(trouble);
  const names = namesOf(members);
  const content: ZipContent = { entries: [], skipped: [] };
  members.forEach((member, i) => {
    const raw = names[i]!;
    if (member.directory || /[\\/]$/.test(raw)) return; // also folders that Windows tools ended in a backslash
    const wrong = pathTrouble(raw);
    const inside = `${folder}${wrong === undefined ? cleanPath(raw) : shown(raw)}`;
    if (wrong === undefined && isLeftBySystem(cleanPath(raw))) return;
    const reason = wrong ?? memberTrouble(member, limits);
    if (reason === undefined) content.entries.push(entryOf(member, inside));
    else content.skipped.push({ path: inside, reason });
  });
  return content;
}
