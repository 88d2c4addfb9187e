import { describe, expect, it } from 'vitest';
import { droppedFiles } from '../data/catalog.ts';
import { checkFiles } from './files.ts';

describe('checkFiles', () => {
  const file = (size: number) => ({ name: 'film.mp4', size });

  it('passes what may be a data set', () => {
    expect(() => checkFiles([])).not.toThrow();
    expect(() => checkFiles(Array.from({ length: droppedFiles.mostFiles }, () => file(droppedFiles.mostBytes)))).not.toThrow();
  });

  it('refuses a file that is too large, and too many files, with the numbers', () => {
    expect(() => checkFiles([file(4), file(droppedFiles.mostBytes + 1)])).toThrow('film.mp4 has 257 MB; files of at most 256 MB are read.');
    expect(() => checkFiles(Array.from({ length: 3000 }, () => file(1)))).toThrow('These are 3000 files; at most 64 are read at once.');
  });
});
