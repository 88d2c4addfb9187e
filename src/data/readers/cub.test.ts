import { describe, expect, it } from 'vitest';
import { brought } from '../files/zipFixture.ts';
import { collect } from './collect.ts';
import { onlyClasses, type PhotographCollection } from './collection.ts';

const jpeg = new Uint8Array([0xff, 0xd8, 0xff]);
const listed = ['001.Finch/a.jpg', '001.Finch/b.jpg', '002.Reed_Sparrow/c.jpg', '002.Reed_Sparrow/d.jpg'];
const lines = (...values: readonly (string | number)[]) => values.map((value, i) => `${i + 1} ${value}\n`).join('');
const cub = {
  'CUB/images.txt': lines(...listed),
  'CUB/image_class_labels.txt': lines(1, 1, 2, 2),
  'CUB/classes.txt': lines('001.Finch', '002.Reed_Sparrow'),
  'CUB/train_test_split.txt': lines(1, 0, 0, 1),
  'CUB/bounding_boxes.txt': lines('1.0 2.0 30.0 40.5', '0 0 5 5', '0 0 6 6', '0 0 7 7'),
  'CUB/README': 'the layout',
  ...Object.fromEntries(listed.map((path) => [`CUB/images/${path}`, jpeg])),
};
const without = (path: string) => Object.fromEntries(Object.entries(cub).filter(([of]) => of !== path));

async function read(files: Parameters<typeof brought>[0]): Promise<PhotographCollection> {
  const collection = await collect(brought(files));
  if (collection.kind !== 'photographs') throw new Error('These are packed images.');
  return collection;
}

describe('the layout of CUB-200-2011', () => {
  it('gives classes, the official split and boxes, and nothing to complain of', async () => {
    const { classes, items, skipped, notes } = await read(cub);
    expect(classes).toEqual(['001.Finch', '002.Reed_Sparrow']);
    expect(items.map(({ path, label, part }) => [path.slice('CUB/images/'.length), label, part])).toEqual([[listed[0], 0, 'train'], [listed[1], 0, 'test'], [listed[2], 1, 'test'], [listed[3], 1, 'train']]);
    expect(items[0]!.box).toEqual({ x: 1, y: 2, width: 30, height: 40.5 });
    expect([skipped, notes]).toEqual([[], []]);
  });

  it('may lack boxes, split and names of classes', async () => {
    const { 'CUB/classes.txt': _1, 'CUB/train_test_split.txt': _2, 'CUB/bounding_boxes.txt': _3, ...rest } = cub;
    const { classes, items } = await read(rest);
    expect(classes).toEqual(['001.Finch', '002.Reed_Sparrow']);
    expect(items.every(({ part, box }) => part === null && box === null)).toBe(true);
  });

  it('tells images that are listed and not here, or here and not listed', async () => {
    const { items, notes, skipped } = await read({ ...without('CUB/images/001.Finch/a.jpg'), 'CUB/images/001.Finch/x.jpg': jpeg });
    expect(items).toHaveLength(3);
    expect(notes).toEqual(['1 of the 4 images in images.txt are not here.']);
    expect(skipped).toEqual([{ path: 'CUB/images/001.Finch/x.jpg', reason: 'not in images.txt' }]);
  });

  it.each<[string, string, string, string]>([
    ['a line without a value', 'images.txt', `${lines(...listed)}5\n`, 'CUB/images.txt, line 5 is "5"; an id and a value are expected.'],
    ['an id twice', 'image_class_labels.txt', `${lines(1, 1, 2, 2)}4 1\n`, 'CUB/image_class_labels.txt, line 5 names the id 4 a second time.'],
    ['an image without class', 'image_class_labels.txt', lines(1, 1, 2), 'Image 4 (002.Reed_Sparrow/d.jpg) has no class in image_class_labels.txt.'],
    ['a class without name', 'classes.txt', lines('001.Finch'), 'Image 3 (002.Reed_Sparrow/c.jpg) has class 2, which classes.txt does not name.'],
    ['a part that is none', 'train_test_split.txt', lines(1, 0, 2, 1), 'train_test_split.txt: image 3 has "2"; 1 (training) or 0 (test) is expected.'],
    ['a box that is none', 'bounding_boxes.txt', lines('1 2 3', '0 0 5 5', '0 0 6 6', '0 0 7 7'), 'bounding_boxes.txt: the box of image 1 is "1 2 3"; x, y, width and height in pixels are expected.'],
    ['a box without width', 'bounding_boxes.txt', lines('1 2 0 3', '0 0 5 5', '0 0 6 6', '0 0 7 7'), 'bounding_boxes.txt: the box of image 1 is "1 2 0 3"; x, y, width and height in pixels are expected.'],
  ])('is refused by name for %s', async (_, name, text, message) => {
    await expect(read({ ...cub, [`CUB/${name}`]: text })).rejects.toMatchObject({ name: 'PlaygroundError', message, hint: expect.stringMatching(/CUB_200_2011/) });
  });

  it('offers its 21 sparrows where all are there and other classes too', async () => {
    const sparrows = Array.from({ length: 21 }, (_, i) => `${113 + i}.Some_Sparrow`);
    const files = Object.fromEntries([...sparrows, '021.Eastern_Towhee', '112.Great_Grey_Shrike', '134.Cape_Glossy_Starling'].map((name) => [`images/${name}/1.jpg`, jpeg]));
    const all = await read(files);
    expect(all.presets).toEqual([{ label: 'Sparrows (classes 113 to 133)', classes: sparrows }]);
    const chosen = onlyClasses(all, all.presets[0]!.classes);
    expect([chosen.classes, chosen.items.length, chosen.presets]).toEqual([sparrows, 21, []]);
    expect((await read(Object.fromEntries(Object.entries(files).slice(1)))).presets).toEqual([]);
  });
});
