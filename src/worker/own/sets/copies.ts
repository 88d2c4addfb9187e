import { exactDuplicates } from '../../../data/split/duplicates.ts';
import { formatted } from '../../../data/formats/bytes.ts';
import type { Part } from '../../../data/split/split.ts';

/** Images of `size` bytes with the same number are copies of each other. */
export function copiesByPixels(values: Uint8Array, size: number): Int32Array {
  return exactDuplicates(
    Array.from({ length: values.length / size }, (_, i) => {
      // Two sums of 32 bits (FNV-1a from two starts): among a million images no two meet by chance.
      let [a, b] = [2166136261, 374761393];
      for (let k = i * size; k < (i + 1) * size; k++) {
        a = Math.imul(a ^ values[k]!, 16777619);
        b = Math.imul(b ^ values[k]!, 2246822519);
      }
      return `${a} ${b}`;
    }),
  );
}

/** How many examples are copies of an earlier one. */
export const copyCount = (groups: Int32Array): number => groups.filter((group, i) => group !== i).length;

/** How many test examples have a copy among the training examples. */
export function seenInTraining(parts: readonly Part[], groups: Int32Array): number {
  const trained = new Set(groups.filter((_, i) => parts[i] === 'train'));
  return groups.filter((group, i) => parts[i] === 'test' && trained.has(group)).length;
}

/** A remark on test images that training sees too, which only a split that came with the images has. */
export const seenInTrainingRemark = (count: number): string[] =>
  count === 0 ? [] : [`${count === 1 ? '1 test image is' : `${formatted(count)} test images are`} also among the training images, by the split that came with them: accuracy looks better than it is.`];
