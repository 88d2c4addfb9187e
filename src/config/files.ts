import { droppedFiles } from '../data/catalog.ts';
import { PlaygroundError } from '../errors.ts';

/**
 * Refuses files that a person brought before any byte of them is read.
 * @throws PlaygroundError when they are too many, or one of them is too large to be a file of a data set.
 */
export function checkFiles(files: readonly { readonly name: string; readonly size: number }[]): void {
  const { mostFiles, mostBytes } = droppedFiles;
  const hint = 'Drop the original files of one data set, and nothing else.';
  if (files.length > mostFiles) throw new PlaygroundError(`These are ${files.length} files; at most ${mostFiles} are read at once.`, hint);
  const large = files.find(({ size }) => size > mostBytes);
  if (large) {
    const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20).toLocaleString('en-US');
    throw new PlaygroundError(`${large.name} has ${megabytes(large.size)} MB; files of at most ${megabytes(mostBytes)} MB are read.`, hint);
  }
}
