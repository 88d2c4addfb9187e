import { CancelledError, describeError, PlaygroundError } from '../../errors.ts';
import { archives } from '../catalog.ts';
import type { HostOptions } from './hosted.ts';

/** Bytes that an archive may have: ten times the sparrows. */
const mostBytes = 2 ** 30;

async function read(response: Response, end: AbortSignal, told: (received: number) => void): Promise<BlobPart[]> {
  const reader = response.body!.getReader();
  const chunks: BlobPart[] = [];
  let received = 0;
  for (let part = await reader.read(); part.value; part = await reader.read()) {
    end.throwIfAborted();
    received += part.value.length;
    if (received > mostBytes) throw new Error(`it has more than ${mostBytes} bytes`);
    chunks.push(part.value);
    told(received);
  }
  return chunks;
}

/**
 * Fetches photographs that lie beside the page, as the one zip that they are packed in.
 * @throws PlaygroundError when they are not there or break off; CancelledError by the signal.
 */
export async function fetchHostedArchive(id: string, { baseUrl, signal, onProgress, fetch = globalThis.fetch }: HostOptions): Promise<Blob> {
  const { label, file } = archives.get(id);
  const url = `${baseUrl}${id}/${file}`;
  try {
    const response = await fetch(url, { signal: signal ?? null });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    const totalBytes = Number(response.headers.get('content-length') ?? 0);
    const chunks = await read(response, signal ?? new AbortController().signal, (receivedBytes) => onProgress?.({ file, receivedBytes, totalBytes: Math.max(totalBytes, receivedBytes) }));
    return new Blob(chunks);
  } catch (cause) {
    if (signal?.aborted) throw new CancelledError(`Fetching ${label} was cancelled.`, 'Choose it again to go on.');
    throw new PlaygroundError(`${label} could not be fetched from ${url} (${describeError(cause).message}).`, 'Reload and try again, or run "npm run data -- cub" anew.', { cause });
  }
}
