import { describeError, PlaygroundError } from '../errors.ts';

/** Bytes that own an ordinary buffer, as the browser's streams, caches and digests want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A parsed IDX file of uint8. */
export interface Idx {
  /** Sizes, outermost first: [N] for labels, [N, height, width] for images. */
  readonly dimensions: readonly number[];
  /** The values, row-major; a view of `content`. */
  readonly values: Bytes;
  /** The whole unpacked file, header included. */
  readonly content: Bytes;
}

const labelMagic = 0x00000801;
const imageMagic = 0x00000803;
const longestHeader = 16;
/** Five times MNIST: a header that promises more is damaged or hostile, and nothing is allocated for it. */
const maxContentBytes = 2 ** 28;
const fetchAgain = 'Get the file again from its source, or run "npm run data", which checks every file it fetches.';

const formatted = (count: number) => count.toLocaleString('en-US');

/** True for the two bytes every gzip file begins with. Names do not tell: servers may have unpacked a .gz on the way. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** True when the bytes begin like HTML or XML: many hosts send a page with status 200 in place of a missing file. */
export function isWebPage(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith('<');
}

function readHeader(head: Uint8Array, what: string): { dimensions: number[]; headerBytes: number; contentBytes: number } {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const magic = head.length >= 4 ? view.getUint32(0) : undefined;
  if (magic !== labelMagic && magic !== imageMagic) {
    const start = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ') || 'nothing';
    throw new PlaygroundError(`${what} is not an IDX file: it begins with ${start}, expected 00 00 08 01 (labels) or 00 00 08 03 (images).`, fetchAgain);
  }
  const rank = magic & 0xff;
  const headerBytes = 4 + 4 * rank;
  if (head.length < headerBytes) {
    throw new PlaygroundError(`${what} ends inside its header, after ${head.length} of ${headerBytes} bytes.`, fetchAgain);
  }
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const contentBytes = headerBytes + dimensions.reduce((product, size) => product * size, 1);
  if (contentBytes === headerBytes || contentBytes > maxContentBytes) {
    throw new PlaygroundError(`${what} promises ${dimensions.map(formatted).join(' x ')} values; from 1 to ${formatted(maxContentBytes)} can be read.`, fetchAgain);
  }
  return { dimensions, headerBytes, contentBytes };
}

/**
 * Reads an IDX file of uint8 labels (magic 0x00000801) or images (0x00000803), gzipped or not (the first two bytes decide).
 * Unpacks no more than the header's counts promise, so a gzip bomb costs nothing. `what` names the file in messages.
 * Format: big-endian magic number and dimensions, then the values (Y. LeCun, "The MNIST database", section "File formats").
 * @throws PlaygroundError for a web page in the file's place, a damaged gzip stream, a wrong magic number, an empty or
 * absurd size, and content shorter or longer than its header says.
 */
export async function readIdx(bytes: Bytes, what: string): Promise<Idx> {
  if (isWebPage(bytes)) throw new PlaygroundError(`${what} is a web page, not an IDX file: the server has no such file.`, fetchAgain);
  const stream = new Response(bytes).body!; // a Blob's stream takes twice as long: its bytes visit another process
  const reader = (isGzip(bytes) ? stream.pipeThrough(new DecompressionStream('gzip')) : stream).getReader();
  let received = 0;
  const readChunk = async () => {
    try {
      const { value } = await reader.read();
      received += value?.length ?? 0;
      return value;
    } catch (cause) {
      throw new PlaygroundError(`${what} is a damaged gzip file after ${formatted(received)} unpacked bytes (${describeError(cause).message}).`, fetchAgain, { cause });
    }
  };

  let head: Uint8Array = new Uint8Array();
  while (head.length < longestHeader) {
    const chunk = await readChunk();
    if (!chunk) break;
    head = head.length === 0 ? chunk : Uint8Array.from([...head, ...chunk]);
  }
  const { dimensions, headerBytes, contentBytes } = readHeader(head, what);
  const content = new Uint8Array(contentBytes);
  content.set(head.subarray(0, contentBytes));
  while (received <= contentBytes) {
    const position = received;
    const chunk = await readChunk();
    if (!chunk) break;
    content.set(chunk.subarray(0, contentBytes - position), position);
  }
  if (received > contentBytes) {
    await reader.cancel();
    throw new PlaygroundError(`${what} is longer than the ${formatted(contentBytes)} bytes its header promises.`, fetchAgain);
  }
  if (received < contentBytes) {
    throw new PlaygroundError(`${what} ends after ${formatted(received)} of ${formatted(contentBytes)} bytes.`, fetchAgain);
  }
  return { dimensions, values: content.subarray(headerBytes), content };
}

/**
 * SHA-256 of `bytes` in hexadecimal.
 * @throws PlaygroundError where the browser has no WebCrypto, which is the case for pages that come over plain http.
 */
export async function sha256(bytes: Bytes): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw new PlaygroundError('Data files cannot be checked here: the browser offers SHA-256 to secure pages only.', 'Open the playground through https or from localhost.');
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Reads an IDX file as `readIdx` does, then compares the SHA-256 of its unpacked content with the expected one.
 * @throws PlaygroundError for what `readIdx` and `sha256` refuse, and for another checksum, with both sums.
 */
export async function readVerifiedIdx(bytes: Bytes, expected: { readonly name: string; readonly sha256: string }): Promise<Idx> {
  const idx = await readIdx(bytes, expected.name);
  const actual = await sha256(idx.content);
  if (actual === expected.sha256) return idx;
  throw new PlaygroundError(`${expected.name} is not the file it should be: its SHA-256 is ${actual}, expected ${expected.sha256}.`, fetchAgain);
}
