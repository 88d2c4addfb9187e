import { CancelledError, describeError, PlaygroundError } from '../../errors.ts';
import type { Bytes } from '../formats/bytes.ts';
import type { CheckedFile } from '../catalog.ts';
import { type FetchOptions, fetchFile } from './fetchFile.ts';

/**
 * Checks the bytes of a file, named for messages, and reads its content.
 * @throws PlaygroundError for the wrong checksum, and what cannot be read.
 */
export type Reader<T> = (bytes: Bytes, file: { readonly name: string; readonly sha256: string }) => Promise<T>;

/**
 * The first good copy of a file among mirrors (addresses of folders, with a slash at the end), asked in turn: both the bytes as
 * they came and the content, whose checksum is right.
 * @throws PlaygroundError with what each mirror said when none has a good copy; CancelledError by the signal.
 */
export async function fetchFromMirrors<T>(file: CheckedFile, mirrors: readonly string[], read: Reader<T>, options: FetchOptions): Promise<{ bytes: Bytes; content: T }> {
  const failures: string[] = [];
  for (const mirror of mirrors) {
    const url = `${mirror}${file.name}`;
    try {
      const bytes = await fetchFile(url, file, options);
      if (bytes) return { bytes, content: await read(bytes, { name: url, sha256: file.sha256 }) };
      failures.push(`There is no ${url}.`);
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      failures.push(describeError(error).message);
    }
  }
  throw new PlaygroundError(
    `None of ${mirrors.length} mirrors gave ${file.name}. ${failures.join(' ')}`,
    'Check the network connection and try again, or get the files elsewhere and drop them on the page.',
  );
}
