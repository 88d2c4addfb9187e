import { PlaygroundError } from '../../errors.ts';
import { mostUnpackedBytes } from '../catalog.ts';
import { type Bytes, formatted } from '../formats/bytes.ts';
import { type ElementType, elementBytes, type NumberArray, numbersOf } from './numbers.ts';

const again = 'Save the arrays again with numpy.savez, images as uint8 and labels as whole numbers.';

/** What a header says of an array. */
interface NpyHeader {
  readonly type: ElementType;
  readonly bigEndian: boolean;
  readonly fortranOrder: boolean;
  readonly dimensions: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

/** Letter and size of NumPy's names of types. */
const types: Readonly<Record<string, ElementType>> = { u1: 'uint8', i1: 'int8', u2: 'uint16', i2: 'int16', u4: 'uint32', i4: 'int32', u8: 'uint64', i8: 'int64', f4: 'float32', f8: 'float64' };
const otherTypes: Readonly<Record<string, string>> = { O: 'Python objects', U: 'texts', S: 'byte strings', b: 'truth values', c: 'complex numbers', M: 'dates', m: 'durations', V: 'records', f: 'floats of a size that browsers lack' };

/** Whether bytes begin like an npy file. */
const isNpy = (head: Uint8Array): boolean => String.fromCharCode(...head.subarray(0, 6)) === '\x93NUMPY';

function headerText(bytes: Bytes, name: string): { text: string; start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (!isNpy(bytes) || bytes.length < 12 || (version !== 1 && version !== 2 && version !== 3)) {
    throw new PlaygroundError(`${name} is no NumPy array (npy) of version 1 to 3.`, again);
  }
  const begin = version === 1 ? 10 : 12;
  const start = begin + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) throw new PlaygroundError(`${name} ends inside its header, after ${formatted(bytes.length)} of ${formatted(start)} bytes.`, again);
  return { text: new TextDecoder().decode(bytes.subarray(begin, start)), start };
}

function typeOf(text: string, name: string): { type: ElementType; bigEndian: boolean } {
  const [, order, letter = '', size = ''] = /'descr'\s*:\s*'([<>|=])([a-zA-Z])(\d*)/.exec(text) ?? [];
  const type = types[`${letter}${size}`];
  if (type !== undefined && Object.hasOwn(types, `${letter}${size}`)) return { type, bigEndian: order === '>' };
  const kind = otherTypes[letter] ?? 'records';
  throw new PlaygroundError(`${name} holds ${kind}${letter ? ` (${letter}${size})` : ''}, not numbers that can be read.`, again);
}

function readHeader(bytes: Bytes, name: string): NpyHeader {
  const { text, start } = headerText(bytes, name);
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  if (shape === undefined || fortran === undefined) throw new PlaygroundError(`${name} has a damaged header: ${JSON.stringify(text.slice(0, 60))}.`, again);
  const dimensions = shape.split(',').map((size) => size.trim().replace(/L$/, '')).filter((size) => size !== '').map(Number);
  return { ...typeOf(text, name), fortranOrder: fortran === 'True', dimensions, start };
}

/** Row-major values of an array whose first index runs fastest. */
function rowMajor(values: NumberArray['values'], dimensions: readonly number[]): NumberArray['values'] {
  const ordered = values.slice();
  const strides = dimensions.map((_, i) => dimensions.slice(0, i).reduce((product, size) => product * size, 1));
  const index = dimensions.map(() => 0);
  let from = 0;
  for (let to = 0; to < ordered.length; to++) {
    ordered[to] = values[from]!;
    for (let i = dimensions.length - 1; i >= 0; i--) {
      index[i]!++;
      from += strides[i]!;
      if (index[i]! < dimensions[i]!) break;
      from -= strides[i]! * dimensions[i]!;
      index[i] = 0;
    }
  }
  return ordered;
}

/**
 * Reads a NumPy array (npy, versions 1 to 3) of whole numbers or floats of any byte order, in C or Fortran order.
 * Format: numpy.lib.format, "NPY format".
 * @param name names the array in messages.
 * @throws PlaygroundError for another file, another type (objects, texts, records) by name, and content shorter or longer than its
 * header says.
 */
export function readNpy(bytes: Bytes, name: string): NumberArray {
  const { type, bigEndian, fortranOrder, dimensions, start } = readHeader(bytes, name);
  const count = dimensions.reduce((product, size) => product * size, 1);
  const promised = start + count * elementBytes[type];
  if (promised !== bytes.length) {
    throw new PlaygroundError(`${name} has ${formatted(bytes.length)} bytes; ${dimensions.map(formatted).join(' x ')} numbers (${type}) make ${formatted(promised)}.`, again);
  }
  if (promised > mostUnpackedBytes) throw new PlaygroundError(`${name} has ${formatted(promised)} bytes; ${formatted(mostUnpackedBytes)} are read at most.`, 'Save fewer images, as uint8.');
  const values = numbersOf(bytes.subarray(start), type, bigEndian);
  return { name, type, dimensions, values: fortranOrder && dimensions.length > 1 ? rowMajor(values, dimensions) : values };
}
