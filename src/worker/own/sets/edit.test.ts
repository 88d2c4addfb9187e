import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../data/dataset.ts';
import type { OwnFile, SetEdit } from '../protocol.ts';
import type { OwnSetInfo } from '../set.ts';
import { folder, following, image, load, workshop } from '../workshopCase.ts';

const figures = ({ classes }: OwnSetInfo) => classes.map(({ name, train, test }) => `${name} ${train}/${test}`);

/** Small grey images of 8 x 8, each one colour, as a table: first column the class. */
const table = (rows: readonly (readonly [name: string, value: number])[], path = 'tiny.csv'): OwnFile => ({
  path,
  file: new Blob([['label', ...Array.from({ length: 64 }, (_, k) => `pixel${k}`)].join(','), '\n', ...rows.map(([name, value]) => `${name},${Array.from({ length: 64 }, () => value).join(',')}\n`)]),
});

const twenty = [...Array.from({ length: 10 }, (_, i) => ['a', i] as const), ...Array.from({ length: 10 }, (_, i) => ['b', 100 + i] as const)];

/** First pixel of every image by its class. */
const pixels = ({ train, classNames }: Dataset) => Array.from(train.labels, (label, i) => [classNames[label], train.values[i * 64]] as const);

describe('an edit of photographs', () => {
  it('renames and merges classes, moves images and leaves some out; nothing is embedded again', async () => {
    const { door, embedded, close } = workshop();
    const set = await door.add(folder, following);
    await load(door, set.id);
    const computed = embedded.length;
    const edited = await door.edit(set.id, { classes: ['two', 'ten ', 'two'], labels: [{ path: 'birds/10/1.jpg', className: 'two' }, { path: 'birds/10/2.jpg', className: null }] });
    expect(edited).toMatchObject({ label: 'birds, edited', kind: 'photographs' });
    expect(edited.classes.map(({ name, train, test }) => [name, train + test])).toEqual([['two', 7], ['ten', 3]]);
    expect(edited.classes[1]!.examples).toEqual(['birds/10/3.jpg', 'birds/10/4.jpg', 'birds/10/5.jpg']);
    const dataset = await load(door, edited.id);
    expect(dataset).toMatchObject({ label: 'birds, edited', classNames: ['two', 'ten'] });
    expect(embedded).toHaveLength(computed);
    expect((await door.list()).map(({ id }) => id)).toEqual([set.id, edited.id]);
    expect((await door.edit(edited.id, { classes: ['a', 'b'] })).label).toBe('birds, edited 2');
    close();
  });

  it('keeps each image on its side, and splits anew only where asked', async () => {
    const { door, close } = workshop();
    const many = ['x', 'y'].flatMap((name, c) => Array.from({ length: 20 }, (_, i) => image(`${name}/${i}.jpg`, c * 100 + i)));
    const set = await door.add(many, following);
    const before = await door.trainingPaths(set.id);
    expect(before).toHaveLength(32);
    const renamed = await door.edit(set.id, { classes: ['x', 'z'] });
    expect(await door.trainingPaths(renamed.id)).toEqual(before);
    expect(figures(renamed)).toEqual(['x 16/4', 'z 16/4']);
    const half = await door.edit(set.id, { trainShare: 0.5 });
    expect([figures(half), half.split]).toEqual([['x 10/10', 'y 10/10'], { trainShare: 0.5, seed: 1 }]);
    const other = await door.edit(set.id, { splitSeed: 7 });
    expect(figures(other)).toEqual(figures(set));
    expect(await door.trainingPaths(other.id)).not.toEqual(before);
    close();
  });

  it('keeps images that look nearly alike on one side, however they are split anew', async () => {
    const { door, close } = workshop();
    const pairs = ['x', 'y'].flatMap((name, c) => Array.from({ length: 12 }, (_, i) => [0, 3].map((light) => image(`${name}/${i}-${light}.jpg`, c * 100 + 7 * i, light)))).flat();
    const set = await door.add(pairs, following);
    expect(set.duplicates).toBe(0);
    expect(set.notes.join()).toContain('24 images look nearly like another one');
    for (const splitSeed of [1, 2, 3, 4]) {
      const trained = await door.trainingPaths((await door.edit(set.id, { splitSeed, trainShare: 0.5 })).id);
      expect(trained.length).toBeGreaterThan(0);
      for (const path of trained) expect(trained).toContain(path.replace(/-[03]/, (light) => (light === '-0' ? '-3' : '-0')));
    }
    close();
  });

  it('trains what is left of a class where that only tested, with its copies', async () => {
    const { door, close } = workshop();
    const set = await door.add([...folder, image('birds/10/copy.jpg', 1), image('birds/2/6.jpg', 16), image('birds/2/7.jpg', 17)], following);
    const trained = new Set(await door.trainingPaths(set.id));
    const inTen = folder.map(({ path }) => path).filter((path) => path.startsWith('birds/10/'));
    const edited = await door.edit(set.id, { labels: [...inTen, 'birds/10/copy.jpg'].filter((path) => trained.has(path)).map((path) => ({ path, className: null })) });
    const ten = edited.classes.find(({ name }) => name === '10')!;
    expect([ten.train, ten.test]).toEqual([ten.examples.length, 0]);
    close();
  });

  it('is the same set where nothing changes, and an earlier one where that comes out', async () => {
    const { door, close } = workshop();
    const set = await door.add(folder, following);
    expect(await door.edit(set.id, {})).toEqual(set);
    expect(await door.edit(set.id, { classes: ['2', '10', 'alone'], labels: [{ path: 'birds/10/1.jpg', className: '10' }] })).toEqual(set);
    const renamed = await door.edit(set.id, { classes: ['2', '10', 'lone'] });
    expect(await door.edit(renamed.id, { classes: ['2', '10', 'alone'] })).toEqual(set);
    close();
  });

  const refusals: [string, SetEdit, string][] = [
    ['a list of another length', { classes: ['a', 'b'] }, 'The edit names 2 classes, and birds has 3.'],
    ['no list', { classes: 'a' as never }, 'The classes are no list.'],
    ['an empty name', { classes: ['a', ' ', 'c'] }, '" " cannot be the name of class 10.'],
    ['a name that is none', { classes: ['a', 3 as never, 'c'] }, '3 cannot be the name of class 10.'],
    ['one class', { classes: ['a', 'a', null] }, 'After this edit only one class of birds would be left.'],
    ['no class', { classes: [null, null, null] }, 'After this edit no class of birds would be left.'],
    ['an unknown image', { labels: [{ path: 'birds/10/9.jpg', className: null }] }, 'birds has no image birds/10/9.jpg.'],
    ['a label that is none', { labels: [null as never] }, 'birds has no image undefined.'],
    ['an unknown class', { labels: [{ path: 'birds/10/1.jpg', className: 'crow' }] }, 'birds has no class crow after this edit, to which birds/10/1.jpg is to move.'],
    ['a share beyond', { trainShare: 0.95 }, '0.95 is no share of the images that can train.'],
    ['a seed that is none', { splitSeed: 1.5 }, '1.5 is no seed of a split.'],
    ['a share that is no number', { trainShare: Number.NaN }, 'NaN is no share'],
  ];

  it.each(refusals)('is refused by name: %s', async (_name, edit, message) => {
    const { door, close } = workshop();
    const { id } = await door.add(folder, following);
    const refused = door.edit(id, edit);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toHaveProperty('hint', expect.stringMatching(/^\p{L}.+\.$/u));
    expect(await door.list()).toHaveLength(1);
    close();
  });

  it('is refused where no image would be left to test on', async () => {
    const { door, close } = workshop();
    const { id } = await door.add(folder, following);
    const trained = new Set(await door.trainingPaths(id));
    const tested = folder.map(({ path }) => path).filter((path) => /\/(2|10)\/\d/.test(path) && !trained.has(path));
    expect(tested).toHaveLength(2);
    await expect(door.edit(id, { labels: tested.map((path) => ({ path, className: null })) })).rejects.toThrow('no image of birds would be left to test on');
    close();
  });

  it('keeps a split that came with the images', async () => {
    const { door, close } = workshop();
    const split = ['train', 'test'].flatMap((part, p) => ['x', 'y'].flatMap((name, c) => [1, 2, 3].map((i) => image(`${part}/${name}/${i}.jpg`, 100 * p + 10 * c + i))));
    const set = await door.add([...split, image('test/x/4.jpg', 1)], following);
    expect(set.split).toBeNull();
    expect(set.notes.join(' ')).toContain('1 test image is also among the training images');
    await expect(door.edit(set.id, { trainShare: 0.5 })).rejects.toThrow(/^The split of .+ came with the images\.$/);
    const without = await door.edit(set.id, { labels: [{ path: 'test/x/4.jpg', className: null }] });
    expect([figures(without), without.notes.join(' ')]).toEqual([['x 3/3', 'y 3/3'], expect.not.stringContaining('also among')]);
    close();
  });
});

describe('an edit of small images', () => {
  it('names them by their numbers and takes mean and deviation of what trains', async () => {
    const { door, close } = workshop();
    const set = await door.add([table(twenty)], following);
    expect([set.kind, figures(set)]).toEqual(['pixels', ['a 8/2', 'b 8/2']]);
    expect(set.classes[1]!.examples).toEqual(['10', '11', '12', '13', '14', '15', '16', '17']);
    const [wrong] = (await door.trainingPaths(set.id)).filter((path) => Number(path) < 10);
    const edited = await door.edit(set.id, { classes: ['low', 'high'], labels: [{ path: wrong!, className: 'high' }, { path: '19', className: null }] });
    const dataset = await load(door, edited.id);
    expect(pixels(dataset)).toContainEqual(['high', Number(wrong)]);
    expect([...dataset.train.labels, ...dataset.test.labels]).toHaveLength(19);
    const trained = pixels(dataset).map(([, value]) => value! / 255);
    expect((dataset.form as { mean: number }).mean).toBeCloseTo(trained.reduce((sum, value) => sum + value, 0) / trained.length, 6);
    await expect(door.edit(set.id, { labels: [{ path: '20', className: 'a' }] })).rejects.toThrow('tiny has no image 20.');
    close();
  });
});
