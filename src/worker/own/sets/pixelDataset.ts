import type { Dataset, Examples } from '../../../data/dataset.ts';
import { PlaygroundError } from '../../../errors.ts';
import { seenImage } from '../../../data/images/seen.ts';
import type { SeenImage } from '../../../data/images/seen.ts';
import type { PixelSet } from '../set.ts';

/** The set as images to train a network from scratch. */
export function pixelDataset({ id, label, classNames, form, values, labels, isTest }: PixelSet): Dataset {
  const size = form.height * form.width * form.channels;
  const part = (test: number): Examples => {
    const chosen = [...labels.keys()].filter((i) => isTest[i] === test);
    const picked = new Uint8Array(chosen.length * size);
    chosen.forEach((from, to) => picked.set(values.subarray(from * size, (from + 1) * size), to * size));
    return { values: picked, labels: Uint8Array.from(chosen, (i) => labels[i]!) };
  };
  return { id, label, classNames, form, train: part(0), test: part(1) };
}

/** Image number `path` of the set, in the order in which they lie in the file: "0" is the first. @throws PlaygroundError when there is none. */
export function seenPixels({ label, form, values, labels }: Pick<PixelSet, 'label' | 'form' | 'values' | 'labels'>, path: string): SeenImage {
  const index = Number(path);
  if (!Number.isInteger(index) || index < 0 || index >= labels.length) throw new PlaygroundError(`${label} has no image ${path}.`, `Give a number from 0 to ${labels.length - 1}.`);
  return seenImage(values, form, index);
}
