import { describe, expect, it } from 'vitest';
import { checkFiles } from './files.ts';

describe('checkFiles', () => {
  const file = (size: number) => ({ path: 'birds/wren.jpg', file: { size } });

  it('passes what may be a data set', () => {
    expect(() => checkFiles([file(0)])).not.toThrow();
    expect(() => checkFiles(Array.from({ length: 50_000 }, () => file(4096)))).not.toThrow();
  });

  it('refuses none, too many and too large ones, with the numbers', () => {
    expect(() => checkFiles([])).toThrow('There are no files in it.');
    expect(() => checkFiles(Array.from({ length: 50_001 }, () => file(1)))).toThrow('These are 50,001 files; at most 50,000 are read at once.');
    expect(() => checkFiles([file(2 ** 33), file(2 ** 33 + 2 ** 30)])).toThrow('These files have 17.0 GB together; at most 16.0 GB are read at once.');
  });
});
