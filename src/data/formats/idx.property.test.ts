import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import type { Bytes } from './bytes.ts';
import { fakeCaches, gzip, idxImages, sha256Of, tinyContents, toIdx } from '../fixture.ts';
import { readIdx } from './idx.ts';
import { datasetFromFiles } from '../sources/load.ts';
import { mutatedBytes } from './mutatedBytes.ts';

vi.mock('../sources.json', async () => ({ default: (await import('../fixture.ts')).tinySources }));

const noise = toIdx([40, 7, 9], Uint8Array.from({ length: 40 * 63 }, (_, i) => ((i * 2654435761) >>> 11) & 0xff));
const packings: Record<string, (content: Bytes) => Bytes> = { plain: (content) => content, gzipped: gzip, 'gzipped twice': (content) => gzip(gzip(content)) };

/** What came of reading: `right` when the file is what its own header says, `refused`, or what was wrong. */
async function outcome(bytes: Bytes): Promise<string> {
  try {
    const { dimensions, values, content } = await readIdx(bytes, 'file');
    const header = [0, 0, 8, dimensions.length, ...dimensions.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255])];
    const fits = values.length === dimensions.reduce((product, size) => product * size, 1) && header.every((byte, i) => byte === content[i]) && content.length === header.length + values.length;
    return fits ? 'right' : `read ${dimensions.join(' x ')} from ${content.length} bytes`;
  } catch (error) {
    return error instanceof PlaygroundError && error.message.startsWith('file ') && error.message.length < 300 ? 'refused' : `threw ${String(error)}`;
  }
}

describe.each(Object.entries(packings))('1,000 mutated IDX files, %s', (_, pack) => {
  it('end in a named error or are what their header says', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutatedBytes(pack(noise)), mutatedBytes(pack(toIdx([50], new Uint8Array(50))))), async (bytes) => {
        const result = await outcome(bytes);
        seen.set(result, (seen.get(result) ?? 0) + 1);
        expect(['right', 'refused']).toContain(result);
      }),
      { numRuns: 1000 },
    );
    expect(seen.get('refused')).toBeGreaterThan(500);
    expect(seen.get('right')).toBeGreaterThan(0);
  });
});

describe('mutated files of a data set', () => {
  it('give the data set of the catalog or nothing, and what was kept stays', async () => {
    const contents = tinyContents['mnist']!;
    const files = Object.entries(contents).map(([name, content]) => ({ name, bytes: gzip(content) }));
    const { caches, kept } = fakeCaches();
    const brief = new Map<string, Bytes>();
    await datasetFromFiles(files, { caches, brief });
    const before = new Map([...kept].map(([address, bytes]) => [address, sha256Of(bytes)]));
    await fc.assert(
      fc.asyncProperty(fc.nat(files.length - 1), mutatedBytes(files[0]!.bytes), fc.boolean(), async (which, bytes, whole) => {
        const brought = files.map((file, i) => (i === which ? { name: 'changed', bytes } : file));
        const result = await datasetFromFiles(whole ? brought : [brought[which]!], { caches, brief }).then(
          (dataset) => (dataset ? sha256Of(dataset.train.values as Uint8Array) : 'refused'),
          (error: unknown) => (error instanceof PlaygroundError ? 'refused' : error),
        );
        expect(['refused', sha256Of(contents['trainImages']!.subarray(16))]).toContain(result);
        expect([...kept.keys()]).toEqual([...before.keys()]);
      }),
      { numRuns: 200 },
    );
    expect(brief.size).toBe(0);
  });
});

describe('a file that promises more than there is', () => {
  it('is refused with both numbers', async () => {
    const promises = idxImages(1).slice();
    new DataView(promises.buffer).setUint32(4, 300_000);
    await expect(readIdx(promises, 'file')).rejects.toThrow('file ends after 800 of 235,200,016 bytes.');
  });
});
