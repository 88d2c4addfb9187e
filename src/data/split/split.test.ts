import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplesOf, type Part, seededSplit } from './split.ts';

const counted = (...counts: number[]) => Uint8Array.from(counts.flatMap((count, label) => Array.from({ length: count }, () => label)));

describe('seededSplit', () => {
  it('trains on four fifths of each class, rounded down but at least one, and tests on the rest', () => {
    const { parts, counts, testAlsoInTrain } = seededSplit({ labels: counted(1, 2, 3, 5, 12, 0, 100), seed: 1 });
    expect(counts).toEqual([{ train: 1, test: 0 }, { train: 1, test: 1 }, { train: 2, test: 1 }, { train: 4, test: 1 }, { train: 9, test: 3 }, { train: 0, test: 0 }, { train: 80, test: 20 }]);
    expect(parts).toHaveLength(123);
    expect(testAlsoInTrain).toBe(0);
  });

  it('is the same for a seed and another for another', () => {
    const labels = counted(50, 50);
    expect(seededSplit({ labels, seed: 3 })).toEqual(seededSplit({ labels, seed: 3 }));
    expect(seededSplit({ labels, seed: 3 }).parts).not.toEqual(seededSplit({ labels, seed: 4 }).parts);
  });

  it('takes another share', () => {
    expect(seededSplit({ labels: counted(10), seed: 1, trainShare: 0.5 }).counts).toEqual([{ train: 5, test: 5 }]);
  });

  it('keeps parts that came with the data, and counts duplicates across them', () => {
    const given: Part[] = ['train', 'test', 'train', 'test', 'test'];
    const split = seededSplit({ labels: counted(3, 2), seed: 1, given, groups: Int32Array.of(0, 0, 2, 2, 4) });
    expect(split).toEqual({ parts: given, counts: [{ train: 2, test: 1 }, { train: 0, test: 2 }], testAlsoInTrain: 2 });
  });

  it('lets what is free in a group follow what is given', () => {
    const { parts } = seededSplit({ labels: counted(6), seed: 1, given: ['train', null, 'test', null, null, null], groups: Int32Array.of(0, 0, 2, 2, 4, 5) });
    expect(parts.slice(0, 4)).toEqual(['train', 'train', 'test', 'test']);
  });

  it('trains on a class that is one group', () => {
    expect(seededSplit({ labels: counted(4, 5), seed: 1, groups: Int32Array.of(0, 0, 0, 0, 4, 5, 6, 7, 8) }).counts).toEqual([{ train: 4, test: 0 }, { train: 4, test: 1 }]);
  });

  it('never parts a group, never leaves a class untrained, never tests more than its share', () => {
    const example = fc.record({ label: fc.nat(5), group: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 80 }), fc.integer(), (examples, seed) => {
        const labels = Uint8Array.from(examples, ({ label }) => label);
        const { parts, counts } = seededSplit({ labels, seed, groups: Int32Array.from(examples, ({ group }) => group) });
        for (const { group } of examples) expect(new Set(parts.filter((_, i) => examples[i]!.group === group)).size).toBe(1);
        counts.forEach(({ train, test }, label) => {
          const n = labels.filter((of) => of === label).length;
          expect(train + test).toBe(n);
          expect(train).toBeGreaterThanOrEqual(Math.max(Math.min(1, n), Math.floor(0.8 * n)));
        });
      }),
    );
  });
});

describe('examplesOf', () => {
  it('copies the examples of one part in their order, bytes and numbers alike', () => {
    const parts: Part[] = ['test', 'train', 'test'];
    expect(examplesOf({ values: Uint8Array.of(1, 2, 3, 4, 5, 6), labels: Uint8Array.of(7, 8, 9) }, parts, 'test')).toEqual({ values: Uint8Array.of(1, 2, 5, 6), labels: Uint8Array.of(7, 9) });
    expect(examplesOf({ values: Float32Array.of(1.5, 2.5, 3.5), labels: Uint8Array.of(7, 8, 9) }, parts, 'train')).toEqual({ values: Float32Array.of(2.5), labels: Uint8Array.of(8) });
  });
});
