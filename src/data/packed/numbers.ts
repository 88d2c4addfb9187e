import { PlaygroundError } from '../../errors.ts';
import { type Bytes, formatted } from '../formats/bytes.ts';

/** What a number is stored as; whole numbers of 64 bits become doubles, exact up to 2^53. */
export type ElementType = 'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'uint64' | 'int64' | 'float32' | 'float64';

/** Numbers in memory. */
type Numbers = Bytes | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** An array of a file, with its name for messages. */
export interface NumberArray {
  /** "mnist.npz, x_train". */
  readonly name: string;
  readonly type: ElementType;
  /** Outermost first. */
  readonly dimensions: readonly number[];
  /** Row-major. */
  readonly values: Numbers;
}

/** Bytes of one number of each type. */
export const elementBytes: Readonly<Record<ElementType, number>> = { uint8: 1, int8: 1, uint16: 2, int16: 2, uint32: 4, int32: 4, uint64: 8, int64: 8, float32: 4, float64: 8 };

/** Little-endian bytes of their own buffer, so that numbers of any size can be seen in them; browsers run on nothing else. */
function littleEndian(bytes: Bytes, width: number, bigEndian: boolean): ArrayBuffer {
  const own = bytes.slice();
  if (bigEndian && width > 1) for (let start = 0; start < own.length; start += width) own.subarray(start, start + width).reverse();
  return own.buffer;
}

/** Sees bytes as numbers of a type; bytes themselves are not copied. @param bytes whole numbers of elements. */
export function numbersOf(bytes: Bytes, type: ElementType, bigEndian: boolean): Numbers {
  if (type === 'uint8') return bytes;
  const buffer = littleEndian(bytes, elementBytes[type], bigEndian);
  switch (type) {
    case 'int8': return new Int8Array(buffer);
    case 'uint16': return new Uint16Array(buffer);
    case 'int16': return new Int16Array(buffer);
    case 'uint32': return new Uint32Array(buffer);
    case 'int32': return new Int32Array(buffer);
    case 'uint64': return Float64Array.from(new BigUint64Array(buffer), Number);
    case 'int64': return Float64Array.from(new BigInt64Array(buffer), Number);
    case 'float32': return new Float32Array(buffer);
    case 'float64': return new Float64Array(buffer);
  }
}

const isFloat = ({ type }: NumberArray) => type === 'float32' || type === 'float64';

/**
 * Pixels as bytes, where that changes none of them.
 * @throws PlaygroundError for numbers that are not whole or not from 0 to 255, and for floats from 0 to 1, which are told.
 */
export function pixelsOf(array: NumberArray): Bytes {
  const { values, name, type } = array;
  if (values instanceof Uint8Array) return values;
  const scaled = 'Multiply by 255, round and save as bytes: (x * 255).round().astype("uint8").';
  if (isFloat(array) && values.every((value: number) => value >= 0 && value <= 1)) {
    throw new PlaygroundError(`${name} holds numbers from 0 to 1 (${type}); pixels are bytes from 0 to 255.`, scaled);
  }
  const stray = values.findIndex((value: number) => !Number.isInteger(value) || value < 0 || value > 255);
  if (stray >= 0) {
    throw new PlaygroundError(`${name} holds ${values[stray]} at position ${formatted(stray)} (${type}); pixels are whole numbers from 0 to 255.`, 'Scale the pixels to 0..255 and save them as bytes (uint8).');
  }
  return Uint8Array.from(values);
}

/**
 * Labels as names of classes, one an image: "3". @throws PlaygroundError for a label that is no whole number.
 * @param nameOf what a label is called; by its number where left out.
 */
export function labelNames({ values, name }: NumberArray, nameOf: (label: number) => string = String): string[] {
  const names = new Map<number, string>();
  return Array.from(values as ArrayLike<number>, (label, i) => {
    const known = names.get(label);
    if (known !== undefined) return known;
    if (!Number.isSafeInteger(label)) throw new PlaygroundError(`${name} holds ${label} at position ${formatted(i)}; labels are whole numbers.`, 'Save one whole number an image, the number of its class.');
    names.set(label, nameOf(label));
    return nameOf(label);
  });
}
