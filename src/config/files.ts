import { PlaygroundError } from '../errors.ts';

/** Limits on what a person brings at once, checked before any of it is read. */
const most = { files: 50_000, bytes: 16 * 2 ** 30 } as const;

/**
 * Refuses files before any byte of them is read.
 * @throws PlaygroundError when there are none, too many, or together too large.
 */
export function checkFiles(files: readonly { readonly path: string; readonly file: { readonly size: number } }[]): void {
  const hint = 'Choose a folder with one sub-folder a class, a zip of it, or the files of one data set.';
  if (files.length === 0) throw new PlaygroundError('There are no files in it.', hint);
  if (files.length > most.files) throw new PlaygroundError(`These are ${files.length.toLocaleString('en-US')} files; at most ${most.files.toLocaleString('en-US')} are read at once.`, hint);
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const gigabytes = (count: number) => `${(count / 2 ** 30).toFixed(1)} GB`;
  if (bytes > most.bytes) throw new PlaygroundError(`These files have ${gigabytes(bytes)} together; at most ${gigabytes(most.bytes)} are read at once.`, hint);
}
