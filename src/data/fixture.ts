import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { CheckedFile, Mirror } from './catalog.ts';
import type { Bytes } from './formats/bytes.ts';

/** Tests only: an IDX file of uint8 with the given dimensions, whatever the number of values. */
export function toIdx(dimensions: readonly number[], values: ArrayLike<number>): Bytes {
  const file = new Uint8Array(4 + 4 * dimensions.length + values.length);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x0800 + dimensions.length);
  dimensions.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  file.set(Array.from(values), 4 + 4 * dimensions.length);
  return file;
}

/** Tests only: gzipped bytes. */
export const gzip = (bytes: Uint8Array): Bytes => new Uint8Array(gzipSync(bytes));

/** Tests only: SHA-256 in hexadecimal, by Node. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Tests only: an IDX file of 28 x 28 images, image i filled with `firstPixel + i` mod 256. */
export function idxImages(count: number, firstPixel = 0): Bytes {
  return toIdx([count, 28, 28], Array.from({ length: count * 784 }, (_, i) => (firstPixel + Math.floor(i / 784)) % 256));
}

const digitsInTurn = (count: number) => toIdx([count], Array.from({ length: count }, (_, i) => i % 10));
const fiveOfEachDigit = toIdx([50], Array.from({ length: 50 }, (_, i) => Math.floor(i / 5)));

/** Tests only: unpacked files of three tiny data sets, by id and role, in place of the real ones. */
export const tinyContents: Readonly<Record<string, Readonly<Record<string, Bytes>>>> = {
  'mnist-10k': { images: idxImages(50), labels: fiveOfEachDigit },
  mnist: { trainImages: idxImages(30, 100), trainLabels: digitsInTurn(30), testImages: idxImages(20, 150), testLabels: digitsInTurn(20) },
  'fashion-mnist': { trainImages: idxImages(40, 50), trainLabels: digitsInTurn(40), testImages: idxImages(10, 200), testLabels: digitsInTurn(10) },
};

function sourceOf(id: string, mirrors: readonly Mirror[]): { files: Record<string, CheckedFile>; mirrors: readonly Mirror[] } {
  const files = Object.entries(tinyContents[id]!).map(([role, content]): [string, CheckedFile] => [
    role,
    { name: `${role}.gz`, bytes: gzip(content).length, unpackedBytes: content.length, sha256: sha256Of(content) },
  ]);
  return { files: Object.fromEntries(files), mirrors };
}

/** Tests only: what `sources.json` would say of `tinyContents`. */
export const tinySources = {
  'mnist-10k': sourceOf('mnist-10k', []),
  mnist: sourceOf('mnist', [
    { url: 'https://closed.test/', crossOrigin: false },
    { url: 'https://first.test/', crossOrigin: true },
    { url: 'https://second.test/', crossOrigin: true },
  ]),
  'fashion-mnist': sourceOf('fashion-mnist', [{ url: 'https://first.test/fashion/', crossOrigin: true }]),
};

/** Tests only: the gzipped files of a tiny data set as a server's answers, by address. */
export function answersFor(id: string, baseUrl: string): Record<string, () => Response> {
  return Object.fromEntries(Object.entries(tinyContents[id]!).map(([role, content]) => [`${baseUrl}${role}.gz`, () => new Response(gzip(content))]));
}

/** Tests only: a `fetch` that knows some addresses, answers 404 to others, obeys its signal and lists what was asked. */
export function fakeFetch(answers: Record<string, () => Response>): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  const fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    asked.push(url);
    if (init?.signal?.aborted) return Promise.reject(new DOMException('This operation was aborted', 'AbortError'));
    try {
      return Promise.resolve(answers[url]?.() ?? new Response('Not here', { status: 404 }));
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return { fetch, asked };
}

/** Tests only: Cache Storage in memory; `kept` maps addresses to bytes. */
export function fakeCaches(): { caches: CacheStorage; kept: Map<string, Bytes> } {
  const kept = new Map<string, Bytes>();
  const cache = {
    match: (url: string) => Promise.resolve(kept.has(url) ? new Response(kept.get(url)!) : undefined),
    put: async (url: string, response: Response) => void kept.set(url, new Uint8Array(await response.arrayBuffer())),
    delete: (url: string) => Promise.resolve(kept.delete(url)),
  };
  return { caches: { open: () => Promise.resolve(cache) } as unknown as CacheStorage, kept };
}
