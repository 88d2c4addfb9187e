import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { mutatedBytes } from '../formats/mutatedBytes.ts';
import { openEntries } from './entries.ts';
import { type FileLimits, fileLimits } from './limits.ts';
import { brought, someBytes, zipOf } from './zipFixture.ts';

const content = someBytes(1);
const zipFile = (entries: Parameters<typeof zipOf>[0], path = 'a.zip') => brought({ [path]: zipOf(entries) });
const pathsOf = async (files: Parameters<typeof openEntries>[0], limits?: FileLimits) => (await openEntries(files, limits)).entries.map(({ path }) => path);
const reasonsOf = async (files: Parameters<typeof openEntries>[0], limits?: FileLimits) => (await openEntries(files, limits)).skipped;

describe('openEntries', () => {
  it('passes over what systems leave behind, in zips too', async () => {
    const left = ['.DS_Store', 'x/.DS_Store', 'x/._1.jpg', '__MACOSX/x/1.jpg', 'x/Thumbs.db', 'x/desktop.ini', '.git/config', 'x/@eaDir/1.jpg', 'x/Icon\r'];
    const files = Object.fromEntries([...left, 'x/1.jpg'].map((path) => [path, content]));
    expect(await openEntries(brought(files))).toMatchObject({ entries: [{ path: 'x/1.jpg' }], skipped: [] });
    expect(await openEntries(zipFile([...left, 'x/1.jpg'].map((name) => ({ name, content }))))).toMatchObject({ entries: [{ path: 'a/x/1.jpg' }], skipped: [] });
  });

  it('composes names and gives files in one order, however they came', async () => {
    const files = brought({ 'e\u0301/2.jpg': content, 'b/1.jpg': content, '\u00e9/2.jpg': content, 'a/2.jpg': content });
    const expected = ['a/2.jpg', 'b/1.jpg', '\u00e9/2.jpg', '\u00e9/2.jpg'];
    expect(await pathsOf(files)).toEqual(expected);
    expect(await pathsOf([...files].reverse())).toEqual(expected);
  });

  it('tells empty files and paths that leave their folder', async () => {
    expect(await reasonsOf(brought({ 'a.jpg': '', '../b.jpg': 'x', '/c.jpg': 'x', 'C:\\d.jpg': 'x', 'a/..\\..\\e.jpg': 'x' }))).toEqual([
      { path: '../b.jpg', reason: 'a path that leads out of its folder, which is not followed' },
      { path: '/c.jpg', reason: 'an absolute path, which is not followed' },
      { path: 'C:\\d.jpg', reason: 'an absolute path, which is not followed' },
      { path: 'a.jpg', reason: 'empty (0 bytes)' },
      { path: 'a/..\\..\\e.jpg', reason: 'a path that leads out of its folder, which is not followed' },
    ]);
  });

  it('gives bytes and beginnings of files, in zips stored and deflated', async () => {
    const files = [...brought({ 'b.jpg': content }), ...zipFile([{ name: 'x/1.jpg', content }, { name: 'x/2.jpg', content, method: 0 }, { name: 'y/', content: new Uint8Array(), method: 0 }])];
    const { entries, skipped } = await openEntries(files);
    expect(skipped).toEqual([]);
    expect(entries.map(({ path, size }) => [path, size])).toEqual([['a/x/1.jpg', 300], ['a/x/2.jpg', 300], ['b.jpg', 300]]);
    for (const entry of entries) {
      expect(await entry.bytes()).toEqual(content);
      expect(await entry.head(20)).toEqual(content.slice(0, 20));
      expect(await entry.head(2000)).toEqual(content);
    }
  });

  it('reads nothing but directories before bytes are asked for', async () => {
    const zip = zipOf([{ name: 'x/1.jpg', content: someBytes(2, 100_000), method: 0 }, { name: 'x/2.jpg', content, sum: 7 }]);
    const [blob, slices] = [new Blob([zip]), [] as number[]];
    const slice = blob.slice.bind(blob);
    blob.slice = (start = 0, end = blob.size) => {
      slices.push(end - start);
      return slice(start, end);
    };
    const { entries } = await openEntries([{ path: 'a.zip', file: blob }]);
    expect(entries).toHaveLength(2);
    expect(slices.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(70_000);
    await expect(entries[1]!.bytes()).rejects.toMatchObject({ name: 'PlaygroundError', message: expect.stringMatching(/^a\/x\/2\.jpg is damaged/) });
  });

  it('opens zips in zips, down to a depth', async () => {
    const inner = zipOf([{ name: 'cat/1.jpg', content }]);
    const nested = zipOf([{ name: 'b.zip', content: inner }, { name: 'd/2.jpg', content }]);
    expect(await pathsOf(brought({ 'a.zip': nested }))).toEqual(['a/b/cat/1.jpg', 'a/d/2.jpg']);
    expect(await openEntries(brought({ 'a.zip': nested }), { ...fileLimits, mostDepth: 1 })).toMatchObject({
      entries: [{ path: 'a/d/2.jpg' }],
      skipped: [{ path: 'a/b.zip', reason: 'a zip too deep in others (1); unpack it and bring its folder' }],
    });
    expect(await openEntries(brought({ 'a.zip': nested }), { ...fileLimits, mostNestedBytes: 10 })).toMatchObject({ entries: [{ path: 'a/d/2.jpg' }], skipped: [{ path: 'a/b.zip' }] });
    const damaged = zipOf([{ name: 'b.zip', content: inner, sum: 1 }, { name: 'd/2.jpg', content }]);
    expect(await openEntries(brought({ 'a.zip': damaged }))).toMatchObject({ entries: [{ path: 'a/d/2.jpg' }], skipped: [{ path: 'a/b.zip', reason: expect.stringMatching(/^a zip that cannot be read: a\/b\.zip is damaged/) }] });
  });

  it('refuses by name what a zip may not hold, and goes on with the others', async () => {
    const { entries, skipped } = await openEntries(
      zipFile([
        { name: 'x/good.jpg', content },
        { name: 'x/locked.jpg', content, flags: 1 },
        { name: 'x/link.jpg', content, mode: 0o120777 },
        { name: 'x/lzma.jpg', content, method: 14 },
        { name: 'x/bomb.jpg', content, size: 300_000_000 },
        { name: 'x/ratio.jpg', content, size: 200_000_000 },
        { name: '..\\out.jpg', content },
      ]),
    );
    expect(entries.map(({ path }) => path)).toEqual(['a/x/good.jpg']);
    expect(skipped[3]!.reason).toBe('it would unpack to 300,000,000 bytes; 268,435,456 are read at most');
    expect(skipped[4]!.reason).toMatch(/^it would unpack to [\d,]+ times its size; 200 times is unpacked at most$/);
    expect(skipped.map(({ path, reason }) => `${path}: ${reason.split(/[;,]/)[0]}`)).toEqual([
      'a/x/locked.jpg: encrypted',
      'a/x/link.jpg: a link to another file',
      'a/x/lzma.jpg: packed by method 14',
      'a/x/bomb.jpg: it would unpack to 300',
      'a/x/ratio.jpg: it would unpack to 1',
      'a/..\\out.jpg: a path that leads out of its folder',
    ]);
  });

  it('refuses zips that are cut, of another kind or of too much, and goes on with the others', async () => {
    const zip = zipOf([{ name: 'x/1.jpg', content }, { name: 'x/2.jpg', content }]);
    const files = brought({ 'cut.zip': zip.slice(0, -40), 'page.zip': '<!doctype html><title>404</title>', 'seven.zip': '7z\xbc\xaf\x27\x1c'.repeat(9), 'tiny.zip': 'PK', 'z/1.jpg': content });
    const { entries, skipped } = await openEntries(files);
    expect(entries.map(({ path }) => path)).toEqual(['z/1.jpg']);
    expect(skipped.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'cut.zip: cut off or damaged: the directory that ends every zip is not there; copy or download it again',
      'page.zip: a web page, though it is named like a zip; copy or download it again',
      expect.stringMatching(/^seven\.zip: .*though it is named like a zip/),
      expect.stringMatching(/^tiny\.zip: .*though it is named like a zip/),
    ]);
    const few = { ...fileLimits, mostFiles: 1 };
    expect(await reasonsOf(brought({ 'a.zip': zip }), few)).toEqual([{ path: 'a.zip', reason: 'it holds more than 1 files; bring fewer at a time' }]);
    await expect(openEntries(brought({ a: 'x', b: 'x' }), few)).rejects.toThrow('These are more than 1 files.');
    await expect(openEntries(brought({ a: 'xxx', b: 'xxx' }), { ...fileLimits, mostBytes: 5 })).rejects.toThrow('These files are 6 bytes in all; 5 are taken at most.');
    expect(await reasonsOf(brought({ a: 'xxxxxx' }), { ...fileLimits, mostFileBytes: 5 })).toEqual([{ path: 'a', reason: '6 bytes; 5 are read at most' }]);
    const many = zipOf(Array.from({ length: 40 }, (_, i) => ({ name: `${i}.jpg`, content, size: 60_000_000 })));
    expect(await reasonsOf(brought({ 'many.zip': many }))).toEqual([{ path: 'many.zip', reason: expect.stringMatching(/^it would unpack to [\d,]+ times its size; 200 times is unpacked at most$/) }]);
  });

  it('does not believe a size that is too small or too large', async () => {
    const { entries } = await openEntries(zipFile([{ name: 'less.jpg', content, size: 200 }, { name: 'more.jpg', content, size: 400 }, { name: 'stored.jpg', content, method: 0, size: 200 }]));
    for (const entry of entries) await expect(entry.bytes(), entry.path).rejects.toMatchObject({ name: 'PlaygroundError', message: expect.stringMatching(/is damaged: it cannot be unpacked/) });
  });

  it('says that a file went away', async () => {
    const file = new Blob(['x']);
    file.arrayBuffer = () => Promise.reject(new DOMException('The file could not be found.', 'NotFoundError'));
    const { entries } = await openEntries([{ path: 'a/1.jpg', file }]);
    await expect(entries[0]!.bytes()).rejects.toThrow('a/1.jpg cannot be read (The file could not be found.).');
  });
});

describe('names without the UTF-8 flag', () => {
  const shiftJis = { 犬: [0x8c, 0xa2], 表: [0x95, 0x5c], 猫: [0x94, 0x4c], ア: [0x83, 0x41] };
  const named = (...folders: readonly (readonly number[])[]) => zipFile(folders.map((folder, i) => ({ name: Uint8Array.from([...folder, 0x2f, 0x31 + i, ...Buffer.from('.jpg')]), content })));
  const latin = (text: string, codes: Readonly<Record<string, number>>) => Array.from(text, (letter) => codes[letter] ?? letter.charCodeAt(0));

  it.each([
    ['UTF-8, decomposed', named([...Buffer.from('e\u0301te\u0301')]), ['a/\u00e9t\u00e9/1.jpg']],
    ['Shift-JIS, one byte of which is a backslash', named(shiftJis.犬, shiftJis.表, [...shiftJis.猫, ...shiftJis.ア]), ['a/犬/1.jpg', 'a/猫ア/3.jpg', 'a/表/2.jpg']],
    ['GBK', named([0xc3, 0xa8], [0xb9, 0xb7, 0xb9, 0xb7]), ['a/狗狗/2.jpg', 'a/猫/1.jpg']],
    ['IBM 866', named([0xaa, 0xae, 0xe8, 0xaa, 0xa0], [0x91, 0xae, 0xa1, 0xa0, 0xaa, 0xa0]), ['a/Собака/2.jpg', 'a/кошка/1.jpg']],
    ['IBM 437', named(latin('Köln', { ö: 0x94 }), latin('Übung', { Ü: 0x9a }), latin('été', { é: 0x82 })), ['a/Köln/1.jpg', 'a/Übung/2.jpg', 'a/été/3.jpg']],
  ])('are read as %s', async (_, files, expected) => {
    expect(await pathsOf(files)).toEqual(expected);
  });

  it('are separated at backslashes, as Windows wrote them', async () => {
    expect(await openEntries(zipFile([{ name: 'birds\\', method: 0 }, { name: 'birds\\robin\\1.jpg', content }]))).toMatchObject({ entries: [{ path: 'a/birds/robin/1.jpg' }], skipped: [] });
  });
});

describe('mutated zips', () => {
  it('end in files that are right or refused by name', async () => {
    const good = Array.from({ length: 4 }, (_, i) => ({ name: `${i}/é${i}.jpg`, content: someBytes(i), method: i % 2 === 0 ? 8 : 0 }));
    const rights = good.map((entry) => Buffer.from(entry.content).toString('hex'));
    let taken = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(mutatedBytes(zipOf(good)), async (bytes) => {
        const { entries, skipped } = await openEntries([{ path: 'a.zip', file: new Blob([bytes]) }]);
        refused += skipped.length;
        for (const entry of entries) {
          try {
            const read = Buffer.from(await entry.bytes()).toString('hex');
            expect(rights).toContain(read);
            taken++;
          } catch (error) {
            if (!(error instanceof PlaygroundError)) throw error;
            refused++;
          }
        }
        for (const { reason } of skipped) expect(reason.length).toBeLessThan(200);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });
});
