import { describe, expect, it } from 'vitest';
import { type DatasetEntry, datasets, filesOf } from './catalog.ts';

describe('every data set of the catalog', () => {
  it.each(datasets.ids)('%s promises counts that fit its files', (id) => {
    const { height, width, trainCount, testCount } = datasets.get(id);
    const sizes = Object.fromEntries(filesOf(id).map(([role, file]) => [role, file.unpackedBytes]));
    const imagesOf = (count: number) => 16 + count * height * width;
    const labelsOf = (count: number) => 8 + count;
    const split = {
      trainImages: imagesOf(trainCount),
      trainLabels: labelsOf(trainCount),
      testImages: imagesOf(testCount),
      testLabels: labelsOf(testCount),
    };
    const whole = { images: imagesOf(trainCount + testCount), labels: labelsOf(trainCount + testCount) };
    expect(sizes).toEqual('images' in sizes ? whole : split);
  });

  it.each(datasets.ids)('%s has ten class names, checksums, and mirrors that are folders', (id) => {
    const entry: DatasetEntry = datasets.get(id);
    expect(new Set(entry.classNames).size).toBe(10);
    for (const [, file] of filesOf(id)) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const { url } of entry.mirrors) expect(url).toMatch(/^https?:\/\/.+\/$/);
  });

  it('has no two files with the same content', () => {
    const sums = datasets.ids.flatMap((id) => filesOf(id).map(([, file]) => file.sha256));
    expect(new Set(sums).size).toBe(sums.length);
  });
});
