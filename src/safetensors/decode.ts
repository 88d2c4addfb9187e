import type { SafeTensor } from './safetensors.ts';

/** What a file of the format holds. */
export interface SafetensorsFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, SafeTensor>;
}

/** Tests only: reads what `encodeSafetensors` writes. @throws an Error when the tensors do not cover the data, one after the other. */
export function decodeSafetensors(file: Uint8Array): SafetensorsFile {
  const bytes = file.slice();
  const headerBytes = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const data = 8 + headerBytes;
  type Place = { readonly dtype: string; readonly shape: readonly number[]; readonly data_offsets: readonly [number, number] };
  const { __metadata__: metadata = {}, ...places } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, data))) as { __metadata__?: Record<string, string> } & Record<string, Place>;
  let end = 0;
  const tensors = Object.entries(places as Record<string, Place>).map(([name, { dtype, shape, data_offsets: [first, last] }]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    if (dtype !== 'F32' || first !== end || last - first !== 4 * size) throw new Error(`${name} is ${dtype} [${shape.join(', ')}] at ${first} to ${last}, after ${end} bytes.`);
    end = last;
    return [name, { shape, values: new Float32Array(bytes.buffer, data + first, size) }] as const;
  });
  if (data + end !== bytes.length) throw new Error(`The tensors end at ${data + end} of ${bytes.length} bytes.`);
  return { metadata, tensors: new Map(tensors) };
}
