/** Bytes that own an ordinary buffer, as the browser's streams, caches and digests want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A number with thousands apart, for messages. */
export const formatted = (count: number): string => count.toLocaleString('en-US');

/** Bytes in pieces, without copying. */
export function* inPieces(bytes: Bytes, pieceBytes: number): Generator<Bytes> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
}
