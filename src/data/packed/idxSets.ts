import { PlaygroundError } from '../../errors.ts';
import type { FileEntry, Skipped } from '../files/entry.ts';
import { foldersOf, nameOf, shown } from '../files/paths.ts';
import { isIdx, readTypedIdx } from '../formats/idx.ts';
import { saidByName } from './arrayNames.ts';
import { numbersOf } from './numbers.ts';
import { pairedArrays, type SaidArray } from './pairs.ts';
import type { PackedCollection } from './packedImages.ts';

const hint = 'Bring images and labels of one set: two IDX files, or four named train-images…, train-labels…, t10k-images… and t10k-labels…, gzipped or not.';

const idxName = /(^|[^a-z\d])(idx\d?|u?byte)([^a-z\d]|$)/i;
const mappingName = /-mapping\.txt$/i;

/** Whether a file is taken for IDX: by its name, or, of another name than images and tables have, by its first bytes. */
export async function isIdxFile(entry: FileEntry): Promise<boolean> {
  const name = nameOf(entry.path);
  if (idxName.test(name) || (/\.gz$/i.test(name) && !/\.(tar|[ct]sv|txt|json|pkl|nii)\.gz$/i.test(name))) return true;
  return (!name.includes('.') || /\.(idx|bin|data)$/i.test(name)) && isIdx(await entry.head(4));
}

/** What EMNIST's labels stand for: letters count from A = 1; other sets bring a table of a label and its character's codes a line. */
async function characterNames(entries: readonly FileEntry[], idxFiles: readonly FileEntry[]): Promise<((label: number) => string) | undefined> {
  const mapping = entries.filter(({ path }) => mappingName.test(path));
  const sets = new Set(idxFiles.map(({ path }) => nameOf(path).toLowerCase().replace(/-(train|test)-.*/, '')));
  const own = mapping.filter(({ path }) => sets.has(nameOf(path).toLowerCase().replace(mappingName, '')));
  const [table] = own;
  const names = new Map<number, string>();
  if (table && table.size < 10_000) {
    for (const line of new TextDecoder().decode(await table.bytes()).split('\n')) {
      const [label, code] = line.trim().split(/\s+/).map(Number);
      if (Number.isInteger(label) && code !== undefined && code > 32 && code < 0x10000) names.set(label!, String.fromCharCode(code));
    }
  }
  if (names.size === 0 && [...sets].every((set) => set === 'emnist-letters')) for (let label = 1; label <= 26; label++) names.set(label, String.fromCharCode(64 + label));
  return names.size === 0 ? undefined : (label) => names.get(label) ?? String(label);
}

async function readArray(entry: FileEntry): Promise<SaidArray> {
  const name = shown(entry.path);
  const { type, dimensions, values } = await readTypedIdx(await entry.bytes(), name);
  return { array: { name, type, dimensions, values: numbersOf(values, type, true) }, said: saidByName([nameOf(entry.path), ...foldersOf(entry.path).reverse()]) };
}

/**
 * Reads IDX files of any count, size and number of classes: a pair of images and labels, or a training and a test pair, told apart
 * by names as MNIST, KMNIST, Fashion-MNIST and EMNIST have them. Classes are the labels that occur, by their numbers, or EMNIST's
 * characters. EMNIST is recognised by its files' names and left as it is stored: see `PackedCollection.transposed`.
 * @param entries all files, of which `idxFiles` are read; a mapping of EMNIST's may be among the others.
 * @throws PlaygroundError for what `readTypedIdx` and `pairedArrays` refuse.
 */
export async function readIdxSet(idxFiles: readonly FileEntry[], entries: readonly FileEntry[], skipped: readonly Skipped[]): Promise<PackedCollection> {
  const isEmnist = idxFiles.some(({ path }) => /emnist/i.test(nameOf(path)));
  if (idxFiles.length > 6) {
    const names = idxFiles.slice(0, 4).map(({ path }) => shown(nameOf(path)));
    throw new PlaygroundError(`These are ${idxFiles.length} IDX files, so several sets: ${names.join(', ')}, ….`, `Bring the files of one set only. ${hint}`);
  }
  const arrays: SaidArray[] = [];
  for (const entry of idxFiles) arrays.push(await readArray(entry));
  const notes = isEmnist ? ['These look like EMNIST, whose files hold each image with rows and columns exchanged.'] : [];
  return pairedArrays(arrays, { what: shown(nameOf(idxFiles[0]!.path)), hint, skipped, notes, transposed: isEmnist, nameOf: isEmnist ? await characterNames(entries, idxFiles) : undefined });
}
