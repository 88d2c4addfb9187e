import { CancelledError, describeError, PlaygroundError } from '../../errors.ts';
import type { CheckedFile } from '../catalog.ts';
import type { Bytes } from '../formats/bytes.ts';
import { isWebPage } from '../formats/foreign.ts';
import { isGzip } from '../formats/gunzip.ts';

/** How far the transfer of one file has come. */
export interface FileProgress {
  readonly file: string;
  readonly receivedBytes: number;
  /** Of the gzipped file, or of its content where the server unpacks it on the way. */
  readonly totalBytes: number;
}

/** How files are fetched. */
export interface FetchOptions {
  /** Cancels the work; the promise then rejects with CancelledError. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: FileProgress) => void) | undefined;
  /** Instead of the browser's own, for tests. */
  readonly fetch?: typeof fetch | undefined;
  /** Silence after which a transfer is given up, in milliseconds; 30,000 unless told. */
  readonly stallMs?: number | undefined;
}

const tryAgain = 'Check the network connection and try again.';

/**
 * Fetches one data file with progress in bytes. The bytes are not checked yet (see `Reader`).
 * @returns undefined when the server has no such file: it answers 404 or 410, or sends a web page in its place.
 * @throws CancelledError when the signal is aborted; PlaygroundError for another status, a broken or silent connection, and
 * more bytes than the file can have.
 */
export async function fetchFile(url: string, file: CheckedFile, options: FetchOptions): Promise<Bytes | undefined> {
  const { signal, onProgress, fetch = globalThis.fetch, stallMs = 30_000 } = options;
  const end = new AbortController(); // AbortSignal.any would join the two, but is younger than the oldest browsers
  const cancel = () => end.abort(signal?.reason);
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  const giveUp = () => end.abort(new Error(`no data for ${stallMs / 1000} s`));
  let timer = setTimeout(giveUp, stallMs);
  const onChunk = (receivedBytes: number, gzipped: boolean) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, stallMs);
    onProgress?.({ file: file.name, receivedBytes, totalBytes: (gzipped && file.bytes) || file.unpackedBytes });
  };
  try {
    const response = await fetch(url, { signal: end.signal });
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      return undefined;
    }
    if (!response.ok) throw new PlaygroundError(`${url} answered with status ${response.status}.`, tryAgain);
    const bytes = await readBody(response, file, onChunk);
    return isWebPage(bytes) ? undefined : bytes;
  } catch (cause) {
    if (signal?.aborted) throw new CancelledError(`Fetching ${file.name} was cancelled.`, 'Start again to go on: complete files are kept.');
    if (cause instanceof PlaygroundError) throw cause;
    throw new PlaygroundError(`${url} could not be read (${describeError(cause).message}).`, tryAgain, { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

async function readBody(response: Response, file: CheckedFile, onChunk: (received: number, gzipped: boolean) => void): Promise<Bytes> {
  const mostBytes = 2 * file.unpackedBytes + 1024; // gzip never makes a file this much larger
  const reader = response.body?.getReader();
  const chunks: Bytes[] = [];
  let received = 0;
  for (let result = await reader?.read(); result?.value; result = await reader?.read()) {
    chunks.push(result.value);
    received += result.value.length;
    if (received > mostBytes) {
      await reader?.cancel();
      throw new PlaygroundError(`${response.url} sent more than the ${file.unpackedBytes} bytes of ${file.name}.`, tryAgain);
    }
    onChunk(received, isGzip(chunks[0]!));
  }
  const bytes = new Uint8Array(received);
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return bytes;
}
