import { Inflate } from 'fflate';
import { describeError, PlaygroundError } from '../../errors.ts';
import { type Bytes, formatted, inPieces } from './bytes.ts';
import { ByteSource } from './byteSource.ts';
import { crc32 } from './crc32.ts';

/** Deflate makes a thousand bytes of one at most, so a piece never becomes more than 34 MB before somebody looks. */
const pieceBytes = 2 ** 15;
/** Some hosts gzip a .gz once more, some tools do it again. */
const mostLayers = 3;
/** Block-wise tools write a member per 64 kB; more members than this are no file, but an attempt to keep the page busy. */
const mostMembers = 2 ** 13;

/** Bits of a gzip header's flags (RFC 1952, 2.3.1). */
const flags = { headerSum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };

/** True for the two bytes every gzip file begins with. Names do not tell: servers may have unpacked a .gz on the way. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** fflate's inflater with the fields that say where a deflate stream ended, which its public side does not tell. */
interface InflateState {
  /** `f`: the last block was met; `l`: set while within a block; `p`: bits used of the first byte of the rest. */
  readonly s: { readonly f?: number; readonly l?: unknown; readonly p?: number };
  /** Input not used yet. */
  readonly p: Bytes;
}

const ended = () => new Error('it ends too early');

function skipHeader(source: ByteSource): void {
  const fixed = source.take(10);
  if (!fixed) throw ended();
  if (fixed[2] !== 8) throw new Error(`compression method ${fixed[2]} instead of 8`);
  const set = fixed[3]!;
  if (set & flags.reserved) throw new Error('unknown flags');
  const skip = (count: number) => {
    const bytes = source.take(count);
    if (!bytes) throw ended();
    return bytes;
  };
  if (set & flags.extra) {
    const [low, high] = skip(2);
    skip(low! + 256 * high!);
  }
  for (const text of [flags.name, flags.comment]) {
    if (set & text) while (skip(1)[0] !== 0);
  }
  if (set & flags.headerSum) skip(2);
}

/** Inflates one deflate stream and leaves what follows it in the source. */
function* inflated(source: ByteSource): Generator<Bytes> {
  const chunks: Bytes[] = [];
  const inflate = new Inflate((chunk) => chunks.push(chunk as Bytes));
  const { s } = inflate as unknown as InflateState;
  while (!s.f || s.l) {
    const piece = source.takeSome();
    if (!piece) throw ended();
    for (let start = 0; start < piece.length && (!s.f || s.l); start += pieceBytes) {
      inflate.push(piece.subarray(start, start + pieceBytes));
      const unused = (inflate as unknown as InflateState).p.length - ((s.p ?? 0) > 0 ? 1 : 0);
      if (s.f && !s.l) source.giveBack(piece.subarray(Math.min(start + pieceBytes, piece.length) - unused));
      yield* chunks.splice(0);
    }
  }
}

/** The members of a gzip file one after the other; what follows the last one is ignored, as gunzip does. */
function* members(source: ByteSource): Generator<Bytes> {
  for (let member = 0; isGzip(source.peek(2)); member++) {
    if (member === mostMembers) throw new Error(`more than ${formatted(mostMembers)} parts`);
    skipHeader(source);
    let sum = 0;
    let length = 0;
    for (const chunk of inflated(source)) {
      sum = crc32(chunk, sum);
      length = (length + chunk.length) >>> 0;
      yield chunk;
    }
    const trailer = source.take(8);
    if (!trailer) throw ended();
    const view = new DataView(trailer.buffer, trailer.byteOffset, 8);
    if (view.getUint32(0, true) !== sum || view.getUint32(4, true) !== length) throw new Error('its checksum does not fit');
  }
}

function* layer(source: ByteSource, what: string, mostBytes: number, hint: string): Generator<Bytes> {
  let unpacked = 0;
  try {
    for (const chunk of members(source)) {
      unpacked += chunk.length;
      if (unpacked > mostBytes) break;
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof PlaygroundError) throw cause;
    throw new PlaygroundError(`${what} is a damaged gzip file after ${formatted(unpacked)} unpacked bytes (${describeError(cause).message}).`, hint, { cause });
  }
  if (unpacked > mostBytes) throw new PlaygroundError(`${what} unpacks to more than ${formatted(mostBytes)} bytes.`, hint);
}

/**
 * The content of a file, piece by piece: the file itself, or what a gzip file holds, also when it was gzipped up to three times
 * or consists of several members. Unpacks no further than pieces are taken, so a gzip bomb costs nothing. Like gunzip it checks
 * sums and lengths and ignores what follows the last member. (`DecompressionStream` refuses such files.)
 *
 * @param what names the file in messages; `hint` what to do about a damaged one.
 * @param mostBytes no layer may unpack to more.
 * @throws PlaygroundError for a damaged file, with the number of bytes that were right, and for one that is too large.
 */
export function* unpacked(bytes: Bytes, { what, hint, mostBytes }: { what: string; hint: string; mostBytes: number }): Generator<Bytes> {
  let source = new ByteSource(inPieces(bytes, pieceBytes));
  for (let depth = 0; depth < mostLayers && isGzip(source.peek(2)); depth++) source = new ByteSource(layer(source, what, mostBytes, hint));
  for (let piece = source.takeSome(); piece; piece = source.takeSome()) yield piece;
}
