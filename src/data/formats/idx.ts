import { PlaygroundError } from '../../errors.ts';
import { type Bytes, formatted } from './bytes.ts';
import { ByteSource } from './byteSource.ts';
import { mostUnpackedBytes } from '../catalog.ts';
import { foreignHeadBytes, refuseForeign } from './foreign.ts';
import { unpacked } from './gunzip.ts';
import { sha256 } from './sha256.ts';

/** A parsed IDX file of uint8. */
export interface Idx {
  /** Sizes, outermost first: [N] for labels, [N, height, width] for images. */
  readonly dimensions: readonly number[];
  /** The values, row-major; a view of `content`. */
  readonly values: Bytes;
  /** The whole unpacked file, header included. */
  readonly content: Bytes;
}

/** What the values of an IDX file are; all big-endian. */
export type IdxType = 'uint8' | 'int8' | 'int16' | 'int32' | 'float32' | 'float64';

/** An IDX file of any type and up to four dimensions. */
export interface TypedIdx extends Idx {
  readonly type: IdxType;
}

/** The third byte of a file, its type, and how many bytes a value takes. */
const types: Readonly<Record<number, readonly [type: IdxType, bytes: number]>> = {
  0x08: ['uint8', 1],
  0x09: ['int8', 1],
  0x0b: ['int16', 2],
  0x0c: ['int32', 4],
  0x0d: ['float32', 4],
  0x0e: ['float64', 8],
};

const labelMagic = 0x00000801;
const imageMagic = 0x00000803;
const mostDimensions = 4;

/** What a magic number may be: of labels and images of a data set, or of any array. */
type Accepted = 'bytes' | 'any';

function isAccepted(magic: number, accepted: Accepted): boolean {
  if (accepted === 'bytes') return magic === labelMagic || magic === imageMagic;
  const rank = magic & 0xff;
  return magic >>> 16 === 0 && (magic >>> 8) in types && rank > 0 && rank <= mostDimensions;
}

/** Whether bytes begin like an IDX file of any type. */
export function isIdx(head: Uint8Array): boolean {
  return head.length >= 4 && isAccepted(new DataView(head.buffer, head.byteOffset, 4).getUint32(0), 'any');
}

const fetchAgain = 'Get the file again from its source, or run "npm run data", which checks every file it fetches.';
const whatWouldDo = 'What can be read are the original IDX files of a data set (train-images-idx3-ubyte and the other three), gzipped or not; the data window and "npm run data" fetch them.';

/** How often a long file lets the worker see to something else, in bytes. */
const breatheBytes = 2 ** 22;
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));

interface Header {
  readonly type: IdxType;
  readonly dimensions: number[];
  readonly headerBytes: number;
  readonly contentBytes: number;
}

function readHeader(head: Uint8Array, what: string, accepted: Accepted): Header {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const magic = head.length >= 4 ? view.getUint32(0) : undefined;
  if (magic === undefined || !isAccepted(magic, accepted)) {
    refuseForeign(head, what, whatWouldDo);
    const start = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ') || 'nothing';
    throw new PlaygroundError(`${what} is not an IDX file: it begins with ${start}, expected 00 00 08 01 (labels) or 00 00 08 03 (images).`, fetchAgain);
  }
  const rank = magic & 0xff;
  const headerBytes = 4 + 4 * rank;
  if (head.length < headerBytes) {
    throw new PlaygroundError(`${what} ends inside its header, after ${head.length} of ${headerBytes} bytes.`, fetchAgain);
  }
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const [type, valueBytes] = types[magic >>> 8]!;
  const contentBytes = headerBytes + valueBytes * dimensions.reduce((product, size) => product * size, 1);
  if (contentBytes === headerBytes || contentBytes > mostUnpackedBytes) {
    throw new PlaygroundError(`${what} promises ${dimensions.map(formatted).join(' x ')} values; from 1 to ${formatted(mostUnpackedBytes)} can be read.`, fetchAgain);
  }
  return { type, dimensions, headerBytes, contentBytes };
}

/**
 * Reads an IDX file of uint8 labels (magic 0x00000801) or images (0x00000803), gzipped (once or more, see `unpacked`) or not:
 * the content decides, not the name. Unpacks no more than the header's counts promise, so a gzip bomb costs nothing.
 * Format: big-endian magic number and dimensions, then the values (Y. LeCun, "The MNIST database", section "File formats").
 * @param what names the file in messages.
 * @throws PlaygroundError for files of other kinds by their kind (a web page, a table, an archive), a damaged gzip stream, a
 * wrong magic number, an empty or absurd size, and content shorter or longer than its header says.
 */
export async function readIdx(bytes: Bytes, what: string): Promise<Idx> {
  const { dimensions, values, content } = await read(bytes, what, 'bytes');
  return { dimensions, values, content };
}

/**
 * Reads an IDX file as `readIdx` does, of any type that the format knows and one to four dimensions.
 * @returns values as they are in the file, big-endian.
 */
export async function readTypedIdx(bytes: Bytes, what: string): Promise<TypedIdx> {
  return read(bytes, what, 'any');
}

async function read(bytes: Bytes, what: string, accepted: Accepted): Promise<TypedIdx> {
  const source = new ByteSource(unpacked(bytes, { what, hint: fetchAgain, mostBytes: mostUnpackedBytes }));
  const { type, dimensions, headerBytes, contentBytes } = readHeader(source.peek(foreignHeadBytes), what, accepted);
  const content = new Uint8Array(contentBytes);
  let received = 0;
  let breath = breatheBytes;
  while (received <= contentBytes) {
    const chunk = source.takeSome();
    if (!chunk) break;
    content.set(chunk.subarray(0, contentBytes - received), received);
    received += chunk.length;
    if (received > breath) {
      breath = received + breatheBytes;
      await breathe();
    }
  }
  if (received > contentBytes) {
    throw new PlaygroundError(`${what} is longer than the ${formatted(contentBytes)} bytes its header promises.`, fetchAgain);
  }
  if (received < contentBytes) {
    throw new PlaygroundError(`${what} ends after ${formatted(received)} of ${formatted(contentBytes)} bytes.`, fetchAgain);
  }
  return { type, dimensions, values: content.subarray(headerBytes), content };
}

/**
 * Reads an IDX file as `readIdx` does, then compares the SHA-256 of its unpacked content with the expected one.
 * @throws PlaygroundError for what `readIdx` refuses, and for another checksum, with both sums.
 */
export async function readVerifiedIdx(bytes: Bytes, expected: { readonly name: string; readonly sha256: string }): Promise<Idx> {
  const idx = await readIdx(bytes, expected.name);
  const actual = await sha256(idx.content);
  if (actual === expected.sha256) return idx;
  throw new PlaygroundError(`${expected.name} is not the file it should be: its SHA-256 is ${actual}, expected ${expected.sha256}.`, fetchAgain);
}
