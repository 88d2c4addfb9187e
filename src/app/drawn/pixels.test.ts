import { describe, expect, it } from 'vitest';
import { checkedPixels } from './pixels.ts';

const mnist = { label: 'MNIST-10k', form: { height: 28, width: 28, channels: 1, mean: 0.13, std: 0.31 } };
const small = { label: 'Own', form: { height: 2, width: 2, channels: 3, mean: 0.5, std: 0.2 } };

describe('checkedPixels', () => {
  it('takes values flat, in rows, as bytes, and grey for colour', () => {
    const rows = Array.from({ length: 28 }, (_, y) => Array.from({ length: 28 }, (_column, x) => (x + y) % 256));
    const bytes = Uint8Array.from(rows.flat());
    for (const given of [rows, rows.flat(), bytes, rows.map((row) => Uint8Array.from(row))]) expect(checkedPixels(given, mnist)).toEqual(bytes);
    expect([...checkedPixels([[1, 2], [3, 4]], small)]).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
  });

  it.each([
    [Array.from({ length: 28 }, () => new Uint8Array(27)), 'The picture has 28 x 27 values; MNIST-10k has images of 28 x 28.'],
    [new Uint8Array(100), 'The picture has 100 values; MNIST-10k has images of 28 x 28.'],
    [[[1, 2], [3]], 'The picture has 2 rows of 1 to 2 values; MNIST-10k has images of 28 x 28.'],
    [new Float32Array(784).fill(256), 'Value 0 of the picture is 256, not 0 to 255.'],
    [Array.from({ length: 784 }, (_, i) => (i === 5 ? Number.NaN : 0)), 'Value 5 of the picture is NaN, not 0 to 255.'],
    ['7', 'The picture is no list of values.'],
  ])('refuses another size and other values by numbers', (given, message) => {
    expect(() => checkedPixels(given, mnist)).toThrow(message);
  });

  it('refuses a drawing for photographs', () => {
    expect(() => checkedPixels([], { label: 'Birds', form: { length: 768 } })).toThrow('Birds is read through a frozen network');
  });
});
