import type { Dataset } from './dataset.ts';
import { sha256 } from './formats/sha256.ts';

/**
 * SHA-256, in hexadecimal, of all that is trained and tested on: of the four sums of training values, training labels, test values
 * and test labels, each in hexadecimal, one after the other. Values as `Examples` has them: bytes, or little-endian float32.
 */
export async function dataSum({ train, test }: Pick<Dataset, 'train' | 'test'>): Promise<string> {
  const parts = [train.values, train.labels, test.values, test.labels];
  const sums = await Promise.all(parts.map(({ buffer, byteOffset, byteLength }) => sha256(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength))));
  return sha256(new TextEncoder().encode(sums.join('')));
}
