import { PlaygroundError } from '../../errors.ts';
import type { FileEntry, Skipped } from '../files/entry.ts';
import { fileLimits } from '../files/limits.ts';
import { extensionOf, foldersOf, nameOf, shown } from '../files/paths.ts';
import { openZip } from '../files/zip.ts';
import { saidByName } from './arrayNames.ts';
import { readNpy } from './npy.ts';
import { pairedArrays, type SaidArray } from './pairs.ts';
import type { PackedCollection } from './packedImages.ts';

const hint = 'What can be read is an npz like Keras\'s mnist.npz: x_train, y_train, x_test and y_test, or x and y alone; images as uint8, N x height x width (x 3).';

/** More arrays than a set of images has. */
const mostArrays = 32;

/** Whether a file is taken for arrays of NumPy, by its name. */
export const isNumpyFile = ({ path }: FileEntry): boolean => ['npz', 'npy'].includes(extensionOf(path));

/** The npy files of an npz, or an npy file itself, with the names that tell what it is, innermost first. */
async function arraysOf(entry: FileEntry): Promise<{ file: FileEntry; names: string[] }[]> {
  const names = [nameOf(entry.path).replace(/\.np[yz]$/i, ''), ...foldersOf(entry.path).reverse()];
  if (extensionOf(entry.path) === 'npy') return [{ file: entry, names }];
  const zip = await openZip(new Blob([await entry.bytes()]), { path: shown(nameOf(entry.path)), folder: '', limits: { ...fileLimits, mostFiles: mostArrays } });
  const [trouble] = zip.skipped;
  if (trouble) throw new PlaygroundError(`${shown(entry.path)} cannot be read. ${trouble.path}: ${trouble.reason}.`, hint);
  return zip.entries.filter(({ path }) => extensionOf(path) === 'npy').map((file) => ({ file, names: [file.path.replace(/\.npy$/i, ''), ...names] }));
}

/** Whether an array is left alone: what is neither images nor labels, such as class names. */
const isAside = (names: readonly string[]) => /^(allow_pickle|classes|class_names|label_names|names|ids?|index|indices|filenames?|paths?)$/i.test(names[0]!);

/**
 * Reads images and labels of NumPy archives (npz) and arrays (npy): x and y or images and labels, each with train, test or val in
 * the array's or the file's name, or one pair alone. Arrays of other kinds than numbers are refused, those that tell by name that
 * they are neither images nor labels are passed over.
 * @throws PlaygroundError for what `readNpy` and `pairedArrays` refuse, and for a damaged archive.
 */
export async function readNpz(files: readonly FileEntry[], skipped: readonly Skipped[]): Promise<PackedCollection> {
  const arrays: SaidArray[] = [];
  for (const entry of files) {
    for (const { file, names } of await arraysOf(entry)) {
      if (isAside(names)) continue;
      const name = file === entry ? shown(entry.path) : `${shown(entry.path)}, ${shown(names[0]!)}`;
      const array = readNpy(await file.bytes(), name);
      if (array.dimensions.length > 0) arrays.push({ array, said: saidByName(names) });
    }
    if (arrays.length > mostArrays) throw new PlaygroundError(`These are more than ${mostArrays} arrays.`, hint);
  }
  return pairedArrays(arrays, { what: shown(nameOf(files[0]!.path)), hint, skipped });
}
