import { describe, expect, it, vi } from 'vitest';
import { CancelledError } from '../../errors.ts';
import type { FileProgress } from './fetchFile.ts';
import { answersFor, fakeCaches, fakeFetch, gzip, sha256Of, tinyContents, toIdx } from '../fixture.ts';
import type { Bytes } from '../formats/bytes.ts';
import { availability, datasetFromFiles, downloadDataset, loadDataset } from './load.ts';

vi.mock('../sources.json', async () => ({ default: (await import('../fixture.ts')).tinySources }));

const baseUrl = 'https://page.test/app/data/';
const page = () => new Response('<!doctype html><title>Playground</title>', { headers: { 'content-type': 'text/html' } });
const offline = (): Response => {
  throw new TypeError('Failed to fetch');
};
const corrupt = () => new Response(gzip(toIdx([1], [9])));

/** The files of a tiny data set as a person would drop them, under names of their own. */
const dropped = (id: string, pack: (content: Bytes) => Bytes = gzip) =>
  Object.entries(tinyContents[id]!).map(([role, content]) => ({ name: `my ${role}`, bytes: pack(content) }));

const hostedList = (...ids: string[]) => ({ [`${baseUrl}hosted.json`]: () => new Response(JSON.stringify(ids)) });

describe('availability', () => {
  it('knows what is beside the page, what is kept, and what is not here', async () => {
    const { caches } = fakeCaches();
    await datasetFromFiles(dropped('fashion-mnist'), { caches });
    const { fetch } = fakeFetch(hostedList('mnist-10k', 'fashion-mnist'));
    expect(await availability({ baseUrl, fetch, caches })).toEqual({ 'mnist-10k': 'embedded', mnist: 'absent', 'fashion-mnist': 'cached', 'cub-sparrows': 'absent' });
    expect(await availability({ baseUrl, ...fakeFetch(hostedList('mnist', 'cub-sparrows')) })).toEqual({ 'mnist-10k': 'absent', mnist: 'hosted', 'fashion-mnist': 'absent', 'cub-sparrows': 'hosted' });
  });

  it('asks the host once, and takes a page or a 404 in the place of the list for an empty one', async () => {
    for (const answers of [{ [`${baseUrl}hosted.json`]: page }, {}]) {
      const { fetch, asked } = fakeFetch(answers);
      expect(Object.values(await availability({ baseUrl, fetch }))).toEqual(['absent', 'absent', 'absent', 'absent']);
      expect(asked).toEqual([`${baseUrl}hosted.json`]);
    }
  });

  it('refuses a list that is none, with the reason', async () => {
    for (const [answer, reason] of [
      ['[', /JSON/],
      [`[${'"mnist",'.repeat(5000)}"mnist"]`, /it has 40009 bytes, more than 16384/],
    ] as const) {
      await expect(availability({ baseUrl, ...fakeFetch({ [`${baseUrl}hosted.json`]: () => new Response(answer) }) })).rejects.toThrow(reason);
    }
    const { fetch } = fakeFetch({ [`${baseUrl}hosted.json`]: () => new Response('{"mnist": true}') });
    expect(Object.values(await availability({ baseUrl, fetch }))).toEqual(['absent', 'absent', 'absent', 'absent']);
  });

  it('says so when the host does not answer', async () => {
    const { fetch } = fakeFetch({ [`${baseUrl}hosted.json`]: offline });
    await expect(availability({ baseUrl, fetch })).rejects.toThrow(/list of data sets .*hosted\.json could not be read \(Failed to fetch\)\./);
  });
});

describe('loadDataset', () => {
  it('reads the embedded set beside the page and splits it', async () => {
    const dataset = await loadDataset('mnist-10k', { baseUrl, ...fakeFetch(answersFor('mnist-10k', `${baseUrl}mnist-10k/`)) });
    expect(dataset).toMatchObject({ id: 'mnist-10k' });
    expect([dataset.train.labels.length, dataset.test.labels.length]).toEqual([40, 10]);
    expect(dataset.test.values.length).toBe(10 * 784);
  });

  it('reads a hosted set, also from a server that unpacks files on the way, and reports bytes', async () => {
    const unpacking = Object.fromEntries(
      Object.entries(tinyContents['mnist']!).map(([role, content]) => [`${baseUrl}mnist/${role}.gz`, () => new Response(content)]),
    );
    for (const [answers, sizes] of [
      [answersFor('mnist', `${baseUrl}mnist/`), Object.values(tinyContents['mnist']!).map((content) => gzip(content).length)],
      [unpacking, Object.values(tinyContents['mnist']!).map((content) => content.length)],
    ] as const) {
      const last = new Map<string, FileProgress>();
      const dataset = await loadDataset('mnist', { baseUrl, ...fakeFetch(answers), onProgress: (progress) => last.set(progress.file, progress) });
      expect(dataset).toMatchObject({ id: 'mnist' });
      expect([dataset.train.labels.length, dataset.test.labels.length]).toEqual([30, 20]);
      expect([...last.values()].map(({ receivedBytes }) => receivedBytes)).toEqual(sizes);
      expect([...last.values()].map(({ totalBytes }) => totalBytes)).toEqual(sizes);
    }
  });

  it('prefers what is kept and asks nobody for it', async () => {
    const { caches } = fakeCaches();
    await datasetFromFiles(dropped('mnist'), { caches });
    const { fetch, asked } = fakeFetch({});
    expect(await loadDataset('mnist', { baseUrl, fetch, caches })).toMatchObject({ id: 'mnist' });
    expect(asked).toEqual([]);
  });

  it('drops a kept file that was damaged since and reads the hosted one', async () => {
    const { caches, kept } = fakeCaches();
    await datasetFromFiles(dropped('mnist'), { caches });
    const [key] = [...kept.keys()];
    kept.set(key!, Uint8Array.of(0x1f, 0x8b, 8));
    const { fetch, asked } = fakeFetch(answersFor('mnist', `${baseUrl}mnist/`));
    expect(await loadDataset('mnist', { baseUrl, caches, fetch })).toMatchObject({ id: 'mnist' });
    expect(asked.length).toBe(1);
    expect(kept.has(key!)).toBe(false);
  });

  it('says how to get a set that is not here, be it a 404 or a page in its place', async () => {
    const url = `${baseUrl}mnist/trainImages.gz`;
    for (const answers of [{}, { [url]: page }]) {
      await expect(loadDataset('mnist', { baseUrl, ...fakeFetch(answers) })).rejects.toMatchObject({
        message: `MNIST is not here: there is no ${url}.`,
        hint: expect.stringContaining('npm run data -- mnist'),
      });
    }
    await expect(loadDataset('mnist-10k', { baseUrl, ...fakeFetch({}) })).rejects.toMatchObject({ hint: expect.stringContaining('npm ci') });
  });

  it('refuses a hosted file that is another, broken or unreachable', async () => {
    const answers = answersFor('mnist', `${baseUrl}mnist/`);
    const url = `${baseUrl}mnist/testLabels.gz`;
    for (const [answer, message] of [
      [corrupt, /testLabels\.gz is not the file it should be/],
      [offline, /testLabels\.gz could not be read \(Failed to fetch\)\./],
      [() => new Response('', { status: 503, statusText: 'Service Unavailable' }), /testLabels\.gz answered with status 503\./],
      [() => new Response(new Uint8Array(10_000)), /sent more than the 28 bytes of testLabels\.gz/],
    ] as const) {
      await expect(loadDataset('mnist', { baseUrl, ...fakeFetch({ ...answers, [url]: answer }) })).rejects.toThrow(message);
    }
  });

  it('gives up a connection that stays silent', async () => {
    const fetch = (_: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)));
    await expect(loadDataset('mnist', { baseUrl, fetch, stallMs: 10 })).rejects.toThrow('could not be read (no data for 0.01 s).');
  });
});

describe('downloadDataset', () => {
  it('takes each file from the first mirror that has a good copy, never from one that pages cannot read', async () => {
    const { caches, kept } = fakeCaches();
    const { fetch, asked } = fakeFetch({
      ...answersFor('mnist', 'https://closed.test/'),
      ...answersFor('mnist', 'https://first.test/'),
      ...answersFor('mnist', 'https://second.test/'),
      'https://first.test/trainImages.gz': corrupt,
      'https://first.test/testImages.gz': offline,
      'https://first.test/testLabels.gz': page,
    });
    const dataset = await downloadDataset('mnist', { fetch, caches });
    expect([dataset.train.labels.length, dataset.test.labels.length]).toEqual([30, 20]);
    expect(kept.size).toBe(4);
    expect(asked.filter((url) => url.includes('second'))).toEqual(['trainImages', 'testImages', 'testLabels'].map((role) => `https://second.test/${role}.gz`));
    expect(asked.filter((url) => url.includes('closed'))).toEqual([]);
  });

  it('lists what each mirror said when none has a good copy, and keeps nothing of it', async () => {
    const { caches, kept } = fakeCaches();
    const { fetch } = fakeFetch({ 'https://first.test/trainImages.gz': corrupt });
    await expect(downloadDataset('mnist', { fetch, caches })).rejects.toThrow(
      /None of 2 mirrors gave trainImages\.gz\. https:\/\/first\.test\/trainImages\.gz is not the file .* There is no https:\/\/second\.test\/trainImages\.gz\./,
    );
    expect(kept.size).toBe(0);
  });

  it('stops when it is cancelled and later goes on after the files it has', async () => {
    const { caches, kept } = fakeCaches();
    const { fetch, asked } = fakeFetch(answersFor('mnist', 'https://first.test/'));
    const cancel = new AbortController();
    const onProgress = ({ file }: FileProgress) => file === 'trainLabels.gz' && cancel.abort();
    await expect(downloadDataset('mnist', { fetch, caches, onProgress, signal: cancel.signal })).rejects.toBeInstanceOf(CancelledError);
    expect(kept.size).toBeLessThan(4);
    const before = kept.size;
    asked.length = 0;
    await downloadDataset('mnist', { fetch, caches });
    expect(asked.length).toBe(4 - before);
    expect(kept.size).toBe(4);
  });

  it('has a set until the page is closed where the browser keeps nothing', async () => {
    const refused = () => Promise.reject(new DOMException('The operation is insecure', 'SecurityError'));
    const refusing = { open: refused };
    const full = { open: async () => ({ match: async () => undefined, put: () => Promise.reject(new DOMException('Quota exceeded', 'QuotaExceededError')) }) };
    const dead = { open: async () => ({ match: refused, put: refused, delete: refused }) };
    for (const fake of [undefined, refusing, full, dead]) {
      const caches = fake as unknown as CacheStorage;
      const brief = new Map<string, Bytes>();
      expect((await downloadDataset('mnist', { ...fakeFetch(answersFor('mnist', 'https://first.test/')), caches, brief })).train.labels.length).toBe(30);
      expect(await availability({ baseUrl, ...fakeFetch({}), caches, brief })).toMatchObject({ mnist: 'cached' });
      expect(await loadDataset('mnist', { baseUrl, ...fakeFetch({}), caches, brief })).toMatchObject({ id: 'mnist' });
      await expect(loadDataset('mnist', { baseUrl, ...fakeFetch({}), caches, brief: new Map() })).rejects.toThrow('MNIST is not here');
    }
  });
});

describe('datasetFromFiles', () => {
  it('knows files by their content, in any order, gzipped or not, and keeps them', async () => {
    for (const pack of [gzip, (content: Bytes) => content]) {
      const { caches, kept } = fakeCaches();
      const dataset = (await datasetFromFiles(dropped('fashion-mnist', pack).toReversed(), { caches }))!;
      expect(dataset).toMatchObject({ id: 'fashion-mnist' });
      expect([dataset.train.labels.length, dataset.test.labels.length]).toEqual([40, 10]);
      expect(kept.size).toBe(4);
    }
  });

  const swapped = { trainImages: 'train-labels-idx1-ubyte.gz', trainLabels: 'train-images-idx3-ubyte.gz' } as Record<string, string>;
  const packedAs = (pack: (content: Bytes) => Bytes, role: string) => dropped('mnist').map((file) => (file.name === `my ${role}` ? { ...file, bytes: pack(tinyContents['mnist']![role]!) } : file));

  it.each<[string, { name: string; bytes: Bytes }[]]>([
    ['under other names', dropped('mnist').map((file, i) => ({ ...file, name: ['t10k-images.idx3-ubyte', 'a.bin', 'b', 'train (1).gz'][i]! }))],
    ['with names exchanged', dropped('mnist').map((file) => ({ ...file, name: swapped[file.name.slice(3)] ?? file.name }))],
    ['both packed and unpacked', [...dropped('mnist'), ...dropped('mnist', (content) => content)]],
    ['one gzipped twice', packedAs((content) => gzip(gzip(content)), 'testLabels')],
    ['one with zeros behind', packedAs((content) => new Uint8Array([...gzip(content), ...new Uint8Array(16)]), 'testLabels')],
  ])('reads the four files %s', async (_, files) => {
    const { caches, kept } = fakeCaches();
    const dataset = (await datasetFromFiles(files, { caches }))!;
    expect(dataset).toMatchObject({ id: 'mnist' });
    expect([...dataset.test.labels]).toEqual([...tinyContents['mnist']!['testLabels']!.subarray(8)]);
    expect(kept.size).toBe(4);
    expect(await loadDataset('mnist', { baseUrl, caches, ...fakeFetch({}) })).toMatchObject({ id: 'mnist' });
  });

  it.each<[string, { name: string; bytes: Bytes }[], RegExp]>([
    ['one cut at half', packedAs((content) => gzip(content).slice(0, 40), 'trainImages'), /my trainImages is a damaged gzip file/],
    ['an empty one', packedAs(() => new Uint8Array(), 'testLabels'), /my testLabels is not an IDX file: it begins with nothing/],
    ['an error page', packedAs(() => new TextEncoder().encode('<?xml version="1.0"?><Error/>'), 'testLabels'), /my testLabels is a web page/],
    ['only three', dropped('mnist').slice(0, 3), /MNIST needs testLabels\.gz too/],
    ['one of the same shape with one other pixel', packedAs((content) => content.with(5000, 7), 'testImages'), /my testImages is none of the files .* SHA-256/],
  ])('refuses the four files with %s, and keeps nothing', async (_, files, message) => {
    const { caches, kept } = fakeCaches();
    await expect(datasetFromFiles(files, { caches })).rejects.toThrow(message);
    expect(kept.size).toBe(0);
  });

  it('refuses what it cannot use, says why, and keeps nothing', async () => {
    const files = dropped('mnist');
    const other = toIdx([20], new Uint8Array(20));
    const expectedSum = sha256Of(tinyContents['mnist']!['testLabels']!);
    for (const [bad, message] of [
      [files.slice(0, 2), /MNIST needs testImages\.gz, testLabels\.gz too/],
      [[...files, ...dropped('fashion-mnist')], /my trainImages belongs to MNIST, but my trainImages to Fashion-MNIST/],
      [[...files, { name: 'notes.txt', bytes: new TextEncoder().encode('hello') }], /notes\.txt is a text, not an IDX file/],
      [[files[0]!, { name: 'odd.gz', bytes: gzip(other) }], new RegExp(`odd\\.gz is none of the files .* ${sha256Of(other)}\\. .*${expectedSum} \\(MNIST, testLabels\\.gz\\)`)],
      [[files[0]!, { name: 'odd.gz', bytes: toIdx([3], [1, 2, 3]) }], /No known file has 11 bytes/],
    ] as const) {
      const { caches, kept } = fakeCaches();
      await expect(datasetFromFiles(bad, { caches })).rejects.toThrow(message);
      expect(kept.size).toBe(0);
    }
  });

  it('leaves to others what holds no file of the catalog', async () => {
    const { caches, kept } = fakeCaches();
    for (const bytes of [toIdx([3], [1, 2, 3]), new TextEncoder().encode('label,pixel0'), new Uint8Array()]) expect(await datasetFromFiles([{ name: 'own', bytes }], { caches })).toBeNull();
    expect(kept.size).toBe(0);
  });
});
