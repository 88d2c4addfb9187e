import { collect } from '../../data/readers/collect.ts';
import { packedSet } from './packed.ts';
import { readPhotographs } from './photographs.ts';
import type { PhotographReading } from './photographs.ts';
import type { OwnFile } from './protocol.ts';
import type { OwnSet } from './set.ts';
import { readSmallImages, smallSize } from './smallImages.ts';

/** What a set is called: the folder or the one file that it came in. */
function labelOf(files: readonly OwnFile[]): string {
  const roots = new Set(files.map(({ path }) => path.split('/')[0]!));
  const [root] = roots;
  if (roots.size !== 1 || !root) return 'Your images';
  return (files.length === 1 ? root.replace(/(\.[a-z0-9]{1,5})+$/i, '') : root).normalize('NFC').trim() || 'Your images';
}

/**
 * Reads files that a person brought. Packed images and images of one size of at most 32 x 32 train a network from scratch, all
 * others go through a backbone.
 * @throws PlaygroundError when nothing in them can be used; CancelledError by the signal.
 */
export async function readSet(files: readonly OwnFile[], reading: PhotographReading): Promise<OwnSet> {
  const label = labelOf(files);
  reading.telling('Looking through the files', 0, files.length);
  const collection = await collect(files);
  if (collection.kind === 'packed') return packedSet(label, collection);
  const size = await smallSize(collection);
  return size ? readSmallImages(label, collection, size, reading) : readPhotographs(label, collection, reading);
}
