import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../errors.ts';
import type { ClassOffer } from './choosing.ts';
import { following, image, load, workshop } from './workshopCase.ts';
import type { OwnFile } from './protocol.ts';

/** CUB's sparrows and two other classes, `count` images of each, in folders of CUB's names. */
const sparrows = Array.from({ length: 21 }, (_, i) => `${113 + i}.${i === 0 ? 'Baird' : `Kind_${i}`}_Sparrow`);
const birds = (count: number): OwnFile[] => ['001.Albatross', ...sparrows, '200.Yellowthroat'].flatMap((name, c) => Array.from({ length: count }, (_, i) => image(`birds/${name}/${i}.jpg`, 10 * c + i)));

/** A folder of 2,001 images, all but six in one class. */
const many = () => [...Array.from({ length: 1995 }, (_, i) => image(`many/huge/${i}.jpg`, 200)), ...['a', 'b'].flatMap((name, c) => [0, 1, 2].map((i) => image(`many/${name}/${i}.jpg`, 10 * c + i)))];

describe('which classes are read', () => {
  it('is asked as soon as the classes are known: what is left out is neither decoded nor embedded', async () => {
    let decoded = 0;
    const { door, embedded, close } = workshop({ hold: async () => void decoded++ });
    const offers: ClassOffer[] = [];
    const asking = (offer: ClassOffer) => {
      offers.push(offer);
      void door.choose(offer.presets[0]!.classes);
    };
    const set = await door.add(birds(2), { ...following, asking }, { asks: true });
    expect(offers).toEqual([{ label: 'birds', classes: expect.arrayContaining([{ name: '001.Albatross', images: 2 }, { name: '133.Kind_20_Sparrow', images: 2 }]), presets: [{ label: 'Sparrows (classes 113 to 133)', classes: sparrows }], most: 200 }]);
    expect([set.classes.map(({ name }) => name), decoded]).toEqual([sparrows, 42]);
    expect(set.notes).toContain('21 of the 23 classes were read, as chosen; to have others, add the files again.');
    expect(set.presets).toBeUndefined();
    await load(door, set.id);
    expect(embedded.reduce((sum, count) => sum + count, 0)).toBe(2 * 42);
    close();
  });

  it('is asked of many images, whatever their classes are called', async () => {
    let decoded = 0;
    const { door, close } = workshop({ hold: async () => void decoded++ });
    const asking = ({ classes, presets }: ClassOffer) => {
      expect([classes, presets]).toEqual([[{ name: 'a', images: 3 }, { name: 'b', images: 3 }, { name: 'huge', images: 1995 }], []]);
      void door.choose(['a', 'b']);
    };
    const set = await door.add(many(), { ...following, asking }, { asks: true });
    expect([set.classes.map(({ name }) => name), decoded]).toEqual([['a', 'b'], 6]);
    close();
  });

  it('is asked of more classes than are learned, which are refused where nobody is asked', async () => {
    const { door, close } = workshop();
    const kinds = Array.from({ length: 201 }, (_, i) => image(`kinds/${i}/0.jpg`, i));
    const asking = ({ classes, most }: ClassOffer) => {
      expect([classes.length, most]).toEqual([201, 200]);
      void door.choose(['0', '200']);
    };
    expect((await door.add(kinds, { ...following, asking }, { asks: true })).classes.map(({ name }) => name)).toEqual(['0', '200']);
    await expect(door.add(kinds, following)).rejects.toThrow('There are 201 classes (folders with images); 200 are learned at most.');
    await expect(door.add(kinds, { ...following, asking: ({ classes }) => void door.choose(classes.map(({ name }) => name)) }, { asks: true })).rejects.toThrow('There are 201 classes');
    close();
  });

  it('is all, where that is chosen or nobody is asked; the summary then offers the choice', async () => {
    const { door, close } = workshop();
    const asked = await door.add(birds(1), { ...following, asking: ({ classes }) => void door.choose(classes.map(({ name }) => name)) }, { asks: true });
    const unasked = await door.add(birds(1), following);
    expect([asked.classes.length, asked.notes, asked.id]).toEqual([23, unasked.notes, unasked.id]);
    expect(unasked.presets).toEqual([{ label: 'Sparrows (classes 113 to 133)', classes: sparrows }]);
    close();
  });

  it('may be said beforehand; an unknown class and too few are refused', async () => {
    const { door, close } = workshop();
    const set = await door.add(birds(1), following, { classes: ['200.Yellowthroat', '001.Albatross'] });
    expect(set.classes.map(({ name }) => name)).toEqual(['001.Albatross', '200.Yellowthroat']);
    await expect(door.add(birds(1), following, { classes: ['Robin'] })).rejects.toThrow('There is no class Robin in these files.');
    await expect(door.add(birds(1), following, { classes: ['001.Albatross'] })).rejects.toThrow('There is only one class');
    close();
  });

  it('can be answered by a cancel, after which files can be added again', async () => {
    const { door, close } = workshop();
    const end = new AbortController();
    await expect(door.add(birds(1), { ...following, signal: end.signal, asking: () => end.abort() }, { asks: true })).rejects.toThrow(CancelledError);
    await door.choose(sparrows);
    expect((await door.add(birds(1), following)).classes).toHaveLength(23);
    close();
  });
});
