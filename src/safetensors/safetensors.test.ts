import { describe, expect, it } from 'vitest';
import { decodeSafetensors } from './decode.ts';
import { encodeSafetensors } from './safetensors.ts';

describe('a safetensors file', () => {
  it('is, byte for byte, what the format says', () => {
    const file = encodeSafetensors(new Map([['a', { shape: [1, 2], values: Float32Array.of(1, -2) }]]), { of: 'é' });
    const header = '{"__metadata__":{"of":"é"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}';
    const written = new TextEncoder().encode(header);
    expect(written.length).toBe(83);
    expect([...file.subarray(0, 8)]).toEqual([88, 0, 0, 0, 0, 0, 0, 0]);
    expect(new TextDecoder().decode(file.subarray(8, 96))).toBe(`${header}     `);
    expect([...file.subarray(96)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('gives back every tensor to the bit, also scalars, empty ones and what is not finite', () => {
    const tensors = new Map([
      ['conv1/filter', { shape: [2, 1, 3], values: Float32Array.of(0.1, -0, 1e-42, 3, Number.POSITIVE_INFINITY, 6) }],
      ['none', { shape: [0, 4], values: new Float32Array(0) }],
      ['radius', { shape: [], values: Float32Array.of(Number.NaN) }],
    ]);
    const { metadata, tensors: read } = decodeSafetensors(encodeSafetensors(tensors, { step: '7' }));
    expect(metadata).toEqual({ step: '7' });
    expect([...read]).toEqual([...tensors]);
  });

  it('is refused for values that do not fill a shape', () => {
    expect(() => encodeSafetensors(new Map([['w', { shape: [2, 2], values: new Float32Array(3) }]]))).toThrow('The tensor w of shape [2, 2] cannot hold 3 values.');
  });
});
