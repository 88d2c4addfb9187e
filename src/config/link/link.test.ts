import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../experiment.ts';
import { photographExperiment } from '../presets.ts';
import { contentOf, mostBytes, packed } from './packed.ts';
import { readLink, readShared } from './read.ts';
import { bare } from './shared.ts';
import type { Shared } from './shared.ts';
import { linkContent } from './write.ts';

const alone: Shared = { ...bare, experiment: defaultExperiment };

/** Any bytes as base64url, with a checksum that is theirs or not. */
const asContent = (bytes: Uint8Array) => `1-${Buffer.from(bytes).toString('base64url')}`;

describe('a link', () => {
  it('of the default experiment is short, and that of photographs too', () => {
    expect(linkContent(alone).length).toBeLessThan(20);
    const photographs = { ...photographExperiment, dataset: 'photographs-0123456789ab' };
    expect(linkContent({ ...alone, experiment: photographs }).length).toBeLessThan(100);
    expect(readLink(linkContent({ ...alone, experiment: photographs })).shared.experiment).toEqual(photographs);
  });

  it('is found in an address, in a fragment and alone', () => {
    const content = linkContent(alone);
    for (const text of [`https://example.org/a/?b=1#x=${content}`, `#x=${content}`, `#y=2&x=${content}`, content, ` ${content}\n`]) expect(readLink(text).shared).toEqual(alone);
    expect(contentOf('https://example.org/#explanation')).toBeNull();
    expect(() => readLink('https://example.org/')).toThrow('nothing shared in it');
  });

  it('that would be too long is refused with the numbers', () => {
    const words = (from: number) => Array.from({ length: 100 }, (_, i) => `w${((from + i) * 7919) % 99_991}`).join(' ').slice(0, 600);
    const steps = Array.from({ length: 8 }, (_, i) => ({ words: words(100 * i), task: null }));
    expect(() => linkContent({ ...alone, lesson: { title: 'Long', text: '', hidden: [], steps } })).toThrow(/The link would have \d,\d{3} characters; at most 1,900 fit\./);
  });

  it('of a version to come is refused, and one of an older version is brought up to date', () => {
    expect(() => readLink(packed(2, {}))).toThrow('The link is of version 2; this page reads versions up to 1.');
    const { shared } = readLink(packed(1, { seed: 9 }), { version: 2, migrations: { 1: (stored) => ({ experiment: stored }) } });
    expect(shared.experiment.seed).toBe(9);
  });

  it.each([
    ['', 'does not begin with a version and a hyphen'],
    ['1-', 'cut short'],
    ['1-AAA', 'cut short'],
    ['1-AAAA AAAA', 'character 5 is “ ”'],
    ['1-AAAAAAAAAAAAAAA', 'it is cut short or was changed'],
  ])('that is none is refused by name: %j', (content, what) => {
    expect(() => readLink(`#x=${content}`)).toThrow(what);
  });

  it('that inflates without end is refused before it is made', () => {
    const bomb = deflateSync(new Uint8Array(1_200_000), { level: 9 });
    expect(() => readLink(asContent(Uint8Array.from([0, 0, 0, 0, ...bomb])))).toThrow(`inflates to more than ${mostBytes.toLocaleString('en')} bytes`);
  });
});

describe('what is not as it should be in a link', () => {
  it('is named field by field, and the rest is kept', () => {
    const { shared, problems } = readShared({
      experiment: { seed: 3, batchSize: 9000, colour: 'red', learningRate: 0.01, runs: [{ name: 'a', terms: [['softmax'], ['center', 99], ['triplet', 1]] }, { name: 'a', terms: [['center', 0.5]] }] },
      changes: [
        { step: 9, change: { kind: 'rates', learningRate: 0.5, centerRate: 0.5 } },
        { step: 5, change: { kind: 'term', runs: [0], loss: 'ring', weight: 1, on: true } },
        { step: 4, change: { kind: 'term', runs: [0], loss: 'center', weight: 11, on: true } },
        { step: 3, change: { kind: 'term', runs: [0], loss: 'center', weight: 1, on: true } },
      ],
      step: -1,
      axes: 'linked',
      sound: true,
    });
    expect(problems).toEqual([
      'sound is not known here as a setting of a link',
      'colour is not known here as a setting of an experiment',
      'batchSize is 9000; it must be a whole number from 1 to 1024',
      'runs[0].terms[1].weight is 99; it must be a number from 0 to 10',
      'runs[0].terms[2] is ["triplet",1]; it must begin with one of softmax, center, ring',
      'runs[1].terms has no softmax term; one is put before it',
      'runs[1].name is that of an earlier run; it is a 2',
      'changes[1] names "ring" of run 0, which has no such term',
      '2 more',
    ].slice(0, problems.length));
    expect(problems).toHaveLength(9);
    expect(shared.experiment).toMatchObject({ seed: 3, batchSize: 128, learningRate: 0.01, runs: [{ name: 'a' }, { name: 'a 2' }] });
    expect(shared.changes.map(({ step }) => step)).toEqual([3, 9]);
    expect(shared).toMatchObject({ step: 0, axes: 'linked', lesson: null });
  });

  it('of a lesson leaves out the step', () => {
    const { shared, problems } = readShared({ lesson: { title: 'T', text: '', hidden: [], steps: [{ words: 'Train.', task: { kind: 'train', to: 300 } }, { words: '', task: null }, { words: 'x', task: { kind: 'dance' } }] } });
    expect(shared.lesson?.steps).toEqual([{ words: 'Train.', task: { kind: 'train', to: 300 } }]);
    expect(problems).toEqual(['lesson.steps[1].words is empty', 'lesson.steps[2].task.kind is "dance"; a task is to train, to set a weight, to reach an accuracy, to pause, to choose axes or to answer']);
  });
});
