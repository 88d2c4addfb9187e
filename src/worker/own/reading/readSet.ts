import { collect } from '../../../data/readers/collect.ts';
import { offerOf, requireLearnable, withClasses } from '../choosing.ts';
import type { ClassOffer } from '../choosing.ts';
import { packedSet } from './packed.ts';
import { readPhotographs } from './photographs.ts';
import type { PhotographReading } from './photographs.ts';
import type { OwnFile, ReadChoice } from '../protocol.ts';
import type { OwnSet } from '../set.ts';
import { readSmallImages, smallSize } from './smallImages.ts';

/** What a set is called: the folder or the one file that it came in. */
function labelOf(files: readonly OwnFile[]): string {
  const roots = new Set(files.map(({ path }) => path.split('/')[0]!));
  const [root] = roots;
  if (roots.size !== 1 || !root) return 'Your images';
  return (files.length === 1 ? root.replace(/(\.[a-z0-9]{1,5})+$/i, '') : root).normalize('NFC').trim() || 'Your images';
}

/** What files are read with: `ask` asks a person, of many photographs, which classes to read. */
export interface SetReading extends PhotographReading {
  readonly ask: (offer: ClassOffer) => Promise<readonly string[]>;
}

/**
 * Reads files that a person brought. Which classes of photographs are read is settled as soon as the classes are known, before any
 * is decoded. Packed images and images of one size of at most 32 x 32 train a network from scratch, all
 * others go through a backbone.
 * @throws PlaygroundError when nothing in them can be used; CancelledError by the signal.
 */
export async function readSet(files: readonly OwnFile[], { classes, asks = false }: ReadChoice, reading: SetReading): Promise<OwnSet> {
  const label = labelOf(files);
  reading.telling('Looking through the files', 0, files.length);
  const found = await collect(files);
  if (found.kind === 'packed') return packedSet(label, found);
  const offer = asks ? offerOf(label, found) : null;
  const wanted = classes ?? (offer && (await reading.ask(offer)));
  const collection = wanted ? withClasses(found, wanted) : found;
  requireLearnable(collection);
  const size = await smallSize(collection);
  return size ? readSmallImages(label, collection, size, reading) : readPhotographs(label, collection, reading);
}
