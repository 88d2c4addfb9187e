import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../data/dataset.ts';
import { mirrored } from '../../data/images/resize.ts';
import { CancelledError } from '../../errors.ts';
import { MemoryShelf } from './shelf.ts';
import { folder, following, image, load, pixelsOf, side, workshop } from './workshopCase.ts';

/** Every training embedding's first number, by class; image and mirror. */
const rows = ({ train, classNames }: Dataset) =>
  Array.from(train.labels, (label, i) => [classNames[label], train.values[i * 2 * 768], train.values[(i * 2 + 1) * 768]] as const);

describe('a folder of photographs', () => {
  it('becomes a set: classes in natural order, what cannot be read by name, copies on one side, a lone image in training', async () => {
    const { door, close } = workshop();
    const told: string[] = [];
    const set = await door.add(folder, { telling: (what, done, total) => told.push(`${what} ${done}/${total}`) });
    expect(set).toMatchObject({ label: 'birds', kind: 'photographs', duplicates: 1, split: { trainShare: 0.8, seed: 1 }, isKept: false });
    expect(set.id).toMatch(/^photographs-[0-9a-f]{12}$/);
    expect(set.classes).toEqual([
      { name: '2', train: 4, test: 1, examples: [0, 1, 2, 3, 4].map((i) => `birds/2/${i}.jpg`) },
      { name: '10', train: 4, test: 1, examples: [1, 2, 3, 4, 5].map((i) => `birds/10/${i}.jpg`) },
      { name: 'alone', train: 1, test: 0, examples: ['birds/alone/one.jpg'] },
    ]);
    expect(set.skipped).toEqual([{ path: 'birds/2/broken.jpg', reason: 'it is no image, whatever its name says. Leave it out.' }]);
    expect(told.at(-1)).toBe('Reading images 12/12');
    expect(await door.list()).toEqual([set]);
    expect((await door.add(folder, following)).id).toBe(set.id);
    close();
  });

  it('is learned from as embeddings of image and mirror, each computed once, also when images are added', async () => {
    const { door, embedded, close } = workshop();
    const { id } = await door.add(folder, following);
    const dataset = await load(door, id);
    expect(dataset).toMatchObject({ id, label: 'birds', classNames: ['2', '10', 'alone'], form: { length: 768 } });
    expect(dataset.train.variants).toBe(2);
    expect(dataset.test.values).toHaveLength(2 * 768);
    const distinct = 10; // of eleven that were taken, one is a copy
    expect(embedded.reduce((sum, count) => sum + count, 0)).toBe(2 * distinct);
    for (const [name, plain, mirror] of rows(dataset)) expect([name === '10' ? plain! < 6 : plain! > 10, mirror]).toEqual([true, mirrored(pixelsOf(plain!), side)[0]]);
    await load(door, id);
    const more = await door.add([...folder, image('birds/alone/two.jpg', 31)], following);
    expect(more.id).not.toBe(id);
    await load(door, more.id);
    expect(embedded.reduce((sum, count) => sum + count, 0)).toBe(2 * (distinct + 1));
    close();
  });

  it('is embedded through a network opened anew where the GPU goes away under it, and the same; twice is told, and the next try goes on', async () => {
    const straight = workshop();
    const { id } = await straight.door.add(folder, following);
    const expected = await load(straight.door, id);
    straight.close();

    const { door, embedded, log, close } = workshop({ failing: [2, 4, 5] });
    await door.add(folder, following);
    await expect(load(door, id)).rejects.toMatchObject({
      message: 'The network failed twice on the same images: The device was lost.',
      hint: 'Try again: what was computed is kept. If it keeps happening, restart the browser.',
    });
    expect([log, embedded]).toEqual([['opened', 'given up', 'opened', 'given up', 'opened', 'given up'], [8, 8]]);
    expect(await load(door, id)).toEqual(expected);
    expect(embedded).toEqual([8, 8, 4]);
    close();
  });

  it('shows an image as the network sees it, and says which it does not have', async () => {
    const { door, close } = workshop();
    const { id } = await door.add(folder, following);
    const { width, height, pixels } = await door.example(id, 'birds/10/3.jpg');
    expect([width, height, pixels.length]).toEqual([side, side, side * side * 4]);
    expect([...pixels.subarray(0, 4), ...pixels.subarray(-4)]).toEqual([3, 3, 3, 255, 0, 0, 0, 255]);
    await expect(door.example(id, 'birds/10/9.jpg')).rejects.toThrow('birds has no image birds/10/9.jpg.');
    await expect(door.example('photographs-000000000000', 'a')).rejects.toThrow('The images of photographs-000000000000 are not in this browser.');
    close();
  });

  it('says of an image that is in no set why it cannot be read, in a sentence', async () => {
    const { door, close } = workshop();
    const { id } = await door.add(folder, following);
    await expect(door.one(id, { length: 768 }, new Blob([Uint8Array.of(0, 0, 255, 0)]), '')).rejects.toMatchObject({
      message: 'The image cannot be shown to the runs: it is no image, whatever its name says.',
      hint: 'Leave it out.',
    });
    close();
  });

  it('tells which images are on which side, in the data set’s order, and what they go through', async () => {
    const { door, close } = workshop();
    const { id } = await door.add(folder, following);
    const { train, test, classNames } = await load(door, id);
    const contents = await door.contents(id);
    const labelOf = (path: string) => classNames.indexOf(path.split('/')[1]!);
    expect([contents.train.map(labelOf), contents.test.map(labelOf)]).toEqual([[...train.labels], [...test.labels]]);
    expect(contents.train).toEqual(await door.trainingPaths(id));
    expect([...contents.train, ...contents.test].sort()).toEqual([...new Set(folder.map(({ path }) => path))].filter((path) => !/broken|DS_Store/.test(path)).sort());
    expect(contents.backbone).toMatchObject({ id: 'mobilenet-v1-0.75-224', side, length: 768, folder: 'mobilenet_v1_0.75_224' });
    expect([contents.backbone!.files.length, contents.backbone!.addresses.every((address) => address.endsWith('/'))]).toEqual([54, true]);
    close();
  });

  it('can be cancelled while it is read; what was read is kept', async () => {
    const shelf = new MemoryShelf();
    const end = new AbortController();
    let decodedSoFar = 0;
    const { door, close } = workshop({
      shelf,
      hold: async () => {
        if (++decodedSoFar === 5) end.abort();
        // Answered after the cancel that was sent before it.
        if (decodedSoFar >= 5) await door.list();
      },
    });
    await expect(door.add(folder, { ...following, signal: end.signal })).rejects.toThrow(CancelledError);
    const kept = (await shelf.keys('pixels')).length;
    expect(kept).toBeGreaterThan(2);
    expect(kept).toBeLessThan(10);
    expect(await door.list()).toEqual([]);
    decodedSoFar = 10;
    await door.add(folder, following);
    expect(decodedSoFar - 10).toBeLessThan(12 - kept + 1);
    close();
  });

  it('is deleted with what no other set needs', async () => {
    const shelf = new MemoryShelf();
    const { door, close } = workshop({ shelf });
    const all = await door.add(folder, following);
    const some = await door.add(folder.filter(({ path }) => !path.includes('alone')), following);
    await load(door, all.id);
    await door.remove(all.id);
    expect(await door.list()).toEqual([some]);
    expect([(await shelf.keys('pixels')).length, (await shelf.keys('embeddings')).length]).toEqual([9, 9]);
    await door.remove(some.id);
    expect([await shelf.keys('pixels'), await shelf.keys('embeddings')]).toEqual([[], []]);
    close();
  });

  it('is refused where nothing is left of it, with the numbers and the first reason', async () => {
    const { door, close } = workshop();
    const broken = [image('a/1.jpg', 255), image('a/2.jpg', 255), image('b/1.jpg', 7)];
    await expect(door.add(broken, following)).rejects.toThrow('Of 3 images only 1 can be used, of 1 classes. a/1.jpg: it is no image');
    close();
  });
});
