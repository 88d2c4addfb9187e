import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { brought, zipOf } from '../files/zipFixture.ts';
import { collect } from './collect.ts';
import { onlyClasses, type PhotographCollection } from './collection.ts';
import { describeSkipped } from './skipped.ts';

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]);
const named = (...paths: string[]) => brought(Object.fromEntries(paths.map((path) => [path, jpeg])));

async function read(files: ReturnType<typeof brought>): Promise<PhotographCollection> {
  const collection = await collect(files);
  if (collection.kind !== 'photographs') throw new Error('These are packed images.');
  return collection;
}

/** "part class file" of every item. */
const told = ({ classes, items }: PhotographCollection) => items.map(({ path, label, part }) => `${part ?? '-'} ${classes[label]} ${path}`);

describe('classes by folder', () => {
  it('are in natural order, whatever folder they lie in', async () => {
    const { classes, items } = await read(named('my photos/10/1.jpg', 'my photos/2/1.jpg', 'my photos/1/1.jpg', 'my photos/b/1.jpg', 'my photos/a/1.jpg'));
    expect(classes).toEqual(['1', '2', '10', 'a', 'b']);
    expect(items.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are one where names differ by normalisation only, and keep both files of one name', async () => {
    expect(told(await read(named('x/\u00e9/1.jpg', 'x/e\u0301/1.jpg', 'x/z/1.jpg')))).toEqual(['- \u00e9 x/\u00e9/1.jpg', '- \u00e9 x/\u00e9/1.jpg', '- z x/z/1.jpg']);
  });

  it('are those of the innermost folders, or of the innermost that tell images apart', async () => {
    expect((await read(named('x/monday/cat/1.jpg', 'x/tuesday/cat/1.jpg', 'x/monday/dog/1.jpg'))).classes).toEqual(['cat', 'dog']);
    expect((await read(named('x/cat/images/1.jpg', 'x/dog/images/1.jpg'))).classes).toEqual(['cat', 'dog']);
  });

  it('may come in one zip each', async () => {
    const zip = zipOf([{ name: '1.jpg', content: jpeg }, { name: '2.jpg', content: jpeg }]);
    expect(told(await read(brought({ 'cat.zip': zip, 'dog.zip': zip })))).toEqual(['- cat cat/1.jpg', '- cat cat/2.jpg', '- dog dog/1.jpg', '- dog dog/2.jpg']);
  });

  it('leave out images in no class folder, and say so', async () => {
    const { items, skipped } = await read(named('x/cover.jpg', 'x/cat/1.jpg', 'x/dog/1.jpg'));
    expect(items).toHaveLength(2);
    expect(skipped).toEqual([{ path: 'x/cover.jpg', reason: 'in no folder of a class' }]);
  });

  it('are none of folders without images, which are named', async () => {
    const { classes, notes, skipped } = await read([...named('x/cat/1.jpg', 'x/dog/1.jpg'), ...brought({ 'x/cow/1.txt': 'moo', 'x/hen/1.jpg': '' })]);
    expect(classes).toEqual(['cat', 'dog']);
    expect(notes).toEqual(['"x/hen" is no class: none of its files is an image that can be read.', '"x/cow" is no class: none of its files is an image that can be read.']);
    expect(describeSkipped(skipped)).toEqual(['x/hen/1.jpg: empty (0 bytes).', 'x/cow/1.txt: not an image but a text.']);
  });

  it('take files for images by name, and where that says nothing by their first bytes', async () => {
    const others = { 'x/cat/b': '%PDF-1.7', 'x/cat/c.xyz': '\0\0\0', 'x/cat/d.md': '# cats', 'x/cat/e': 'hello' };
    const { items, skipped } = await read([...named('x/cat/a', 'x/cat/photo.JPG_large', 'x/cat/1.JPG', 'x/dog/1.webp'), ...brought({ ...others, 'x/dog/2.jpg': 'text' })]);
    expect(items.map(({ path }) => path)).toEqual(['x/cat/1.JPG', 'x/cat/a', 'x/cat/photo.JPG_large', 'x/dog/1.webp', 'x/dog/2.jpg']);
    expect(skipped.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'x/cat/b not an image but a PDF document',
      'x/cat/c.xyz not an image but a file of an unknown kind (.xyz)',
      'x/cat/d.md not an image but a text',
      'x/cat/e not an image but a text',
    ]);
  });
});

describe('a split that comes with the folders', () => {
  it.each([
    ['above the classes', named('x/train/cat/1.jpg', 'x/train/dog/1.jpg', 'x/test/cat/2.jpg', 'x/test/dog/2.jpg')],
    ['as Validation', named('Train/cat/1.jpg', 'Train/dog/1.jpg', 'Validation/cat/2.jpg', 'Validation/dog/2.jpg')],
    ['in each class', named('cat/train/1.jpg', 'cat/test/2.jpg', 'dog/train/1.jpg', 'dog/test/2.jpg')],
    ['with a folder more in each', named('train/cat/images/1.jpg', 'train/dog/images/1.jpg', 'val/cat/images/2.jpg', 'val/dog/images/2.jpg')],
  ])('is taken %s', async (_, files) => {
    const { classes, items } = await read(files);
    expect(classes).toEqual(['cat', 'dog']);
    for (const { path, part } of items) expect(part).toBe(path.endsWith('/1.jpg') ? 'train' : 'test');
  });

  it('counts validation images as training where there is a test folder too, and says so', async () => {
    const { items, notes } = await read(named('train/a/1.jpg', 'train/b/1.jpg', 'val/a/2.jpg', 'test/a/3.jpg'));
    expect(items.map(({ part }) => part)).toEqual(['test', 'train', 'train', 'train']);
    expect(notes).toEqual(['There is a test folder, so the images of the validation folder train.']);
  });

  it('is none where the test images have no classes', async () => {
    const { items, skipped, classes } = await read(named('train/a/1.jpg', 'train/b/1.jpg', 'test/1.jpg', 'test/2.jpg'));
    expect(classes).toEqual(['a', 'b']);
    expect(items.map(({ part }) => part)).toEqual([null, null]);
    expect(skipped).toHaveLength(2);
  });

  it('is not seen in a class that is called train', async () => {
    expect((await read(named('train/1.jpg', 'bus/1.jpg', 'car/1.jpg'))).classes).toEqual(['bus', 'car', 'train']);
  });
});

describe('folders that are not classes', () => {
  it.each<[string, ReturnType<typeof brought>, RegExp]>([
    ['only other files', brought({ 'a.txt': 'x', 'b.pdf': 'x' }), /^There is no image here\. a\.txt: not an image but a text\. b\.pdf: not/],
    ['images in one folder', named('x/1.jpg', 'x/2.jpg'), /^There are 2 images here, but no folders of classes\. 2 files \(x\/1\.jpg, x\/2\.jpg\): in no folder of a class\.$/],
    ['one class', named('1.jpg', 'cat/1.jpg'), /^There is only one class, "cat" \(folders with images\); two are needed at least\.$/],
    ['one class in a split', named('train/cat/1.jpg', 'test/cat/1.jpg'), /^There is only one class, "cat" /],
    ['a split without classes', named('train/cat.1.jpg', 'test/2.jpg'), /^The folders test and train hold images themselves, not folders of classes\.$/],
  ])('are refused: %s', async (_, files, message) => {
    await expect(collect(files)).rejects.toMatchObject({ name: 'PlaygroundError', message: expect.stringMatching(message), hint: expect.stringMatching(/folder/) });
  });

  it('are told in one sentence for each reason', () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({ path: `${i}.jpg`, reason: 'empty (0 bytes)' }));
    expect(describeSkipped([{ path: 'a', reason: 'b' }, ...many])).toEqual(['5,000 files (0.jpg, 1.jpg, 2.jpg, …): empty (0 bytes).', 'a: b.']);
  });
});

describe('onlyClasses', () => {
  it('keeps some classes with their images, and no fewer than two', async () => {
    const all = await read(named('a/1.jpg', 'b/1.jpg', 'c/1.jpg', 'c/2.jpg'));
    expect(told(onlyClasses(all, ['c', 'a']))).toEqual(['- a a/1.jpg', '- c c/1.jpg', '- c c/2.jpg']);
    expect(() => onlyClasses(all, ['a', 'x'])).toThrow('There is only one class, "a" (of 2 chosen); two are needed at least.');
  });
});

describe('any folder', () => {
  const part = fc.constantFrom('a', 'b', 'train', 'test', 'val', 'images', '..', '', 'e\u0301', '10', '__MACOSX', 'C:');
  const path = fc.tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom('1.jpg', '2.png', 'x.txt', '.DS_Store', 'y')).map(([folders, name]) => [...folders, name].join('/'));

  it('becomes classes that its own folders are called, whatever the order of its files, or is refused by name', async () => {
    const outcome = (files: ReturnType<typeof brought>) => read(files).then(told, (error: unknown) => (error instanceof PlaygroundError ? error.message : Promise.reject(error)));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(path, { maxLength: 12 }), async (paths) => {
        const result = await outcome(named(...paths));
        expect(await outcome(named(...[...paths].reverse()))).toEqual(result);
        if (typeof result === 'string') return;
        for (const line of result) {
          const [, className = '', file = ''] = line.split(' ');
          expect(file.split('/').slice(0, -1)).toContain(className);
          expect(['..', '', '__MACOSX']).not.toContain(className);
        }
      }),
      { numRuns: 400 },
    );
  });
});
