/** A float32 tensor, row-major. */
export interface SafeTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Bytes that the length of the header takes. */
const prefix = 8;

/** Each tensor's place among the data, as the header tells it. */
function placesOf(tensors: ReadonlyMap<string, SafeTensor>): Record<string, unknown> {
  let end = 0;
  return Object.fromEntries(
    [...tensors].map(([name, { shape, values }]) => {
      const size = shape.reduce((product, length) => product * length, 1);
      if (size !== values.length || name === '__metadata__') throw new Error(`The tensor ${name} of shape [${shape.join(', ')}] cannot hold ${values.length} values.`);
      return [name, { dtype: 'F32', shape, data_offsets: [end, (end += values.byteLength)] }];
    }),
  );
}

/**
 * A file of tensors in the format safetensors, in the order of the map: the length of the header in eight bytes, little-endian;
 * the header, JSON in UTF-8, with spaces up to a multiple of eight; the values, float32, little-endian.
 * Source: huggingface/safetensors, README, "Format".
 * @param metadata Words that describe the file, for its `__metadata__`.
 * @throws an Error when a tensor's shape and values do not fit.
 */
export function encodeSafetensors(tensors: ReadonlyMap<string, SafeTensor>, metadata: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata, ...placesOf(tensors) }));
  const headerBytes = 8 * Math.ceil(header.length / 8);
  const dataBytes = [...tensors.values()].reduce((sum, { values }) => sum + values.byteLength, 0);
  const file = new Uint8Array(prefix + headerBytes + dataBytes);
  new DataView(file.buffer).setUint32(0, headerBytes, true);
  file.fill(0x20, prefix, prefix + headerBytes);
  file.set(header, prefix);
  let at = prefix + headerBytes;
  for (const { values } of tensors.values()) {
    new Float32Array(file.buffer, at, values.length).set(values);
    at += values.byteLength;
  }
  return file;
}
