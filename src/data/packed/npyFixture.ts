import type { Bytes } from '../formats/bytes.ts';
import { zipOf } from '../files/zipFixture.ts';

/** Tests only: what an npy file is made of. */
export interface NpyFixture {
  /** NumPy's name of the type: "|u1", "<i8". */
  readonly descr: string;
  readonly dimensions: readonly number[];
  /** As they lie in the file. */
  readonly values: Uint8Array | Int8Array | Int16Array | Int32Array | BigInt64Array | Float32Array | Float64Array;
  readonly fortran?: boolean;
  readonly version?: 1 | 2 | 3;
}

/** Tests only: an npy file, its header padded to 64 bytes as NumPy does. */
export function npyOf({ descr, dimensions, values, fortran = false, version = 1 }: NpyFixture): Bytes {
  const shape = dimensions.length === 1 ? `${dimensions[0]},` : dimensions.join(', ');
  const said = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape}), }`;
  const lead = version === 1 ? 10 : 12;
  const padded = `${said.padEnd(Math.ceil((lead + said.length + 1) / 64) * 64 - lead - 1)}\n`;
  const length = Buffer.alloc(lead - 8);
  if (version === 1) length.writeUInt16LE(padded.length);
  else length.writeUInt32LE(padded.length);
  return new Uint8Array(Buffer.concat([Buffer.from([0x93, ...Buffer.from('NUMPY'), version, 0]), length, Buffer.from(padded), Buffer.from(values.buffer, values.byteOffset, values.byteLength)]));
}

/** Tests only: an npz of these arrays. */
export const npzOf = (arrays: Readonly<Record<string, NpyFixture>>): Bytes => zipOf(Object.entries(arrays).map(([name, array]) => ({ name: `${name}.npy`, content: npyOf(array) })));

/** Tests only: N small images of `size` values each, every value another than its neighbours. */
export const pixelValues = (count: number, size = 16, from = 0): Bytes => Uint8Array.from({ length: count * size }, (_, i) => (from + i * 7 + Math.floor(i / size) * 31) % 256);
