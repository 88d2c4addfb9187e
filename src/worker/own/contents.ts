import { weightSources } from '../../data/sources/weights.ts';
import type { WeightFile } from '../../data/sources/weights.ts';
import { backbones } from '../../models/backbones/catalog.ts';
import type { BackboneChoice } from '../../models/backbones/catalog.ts';
import { trainingPaths } from './set.ts';
import type { OwnSet } from './set.ts';

/** A backbone with all that it takes to build it again elsewhere. */
export interface BackboneOrigin extends BackboneChoice {
  readonly id: string;
  /** Name of the folder of its files. */
  readonly folder: string;
  /** Public folders that hold them; each ends with a slash. */
  readonly addresses: readonly string[];
  readonly files: readonly WeightFile[];
}

/** Which images a set has, and what they go through. */
export interface OwnContents {
  /** Paths of the images that train, in the data set's order; a small image's is its number in the set. */
  readonly train: readonly string[];
  /** The same of those that test. */
  readonly test: readonly string[];
  /** Null for small images. */
  readonly backbone: BackboneOrigin | null;
}

function originOf(id: string): BackboneOrigin {
  const { folder, files, mirrors } = weightSources[id]!;
  return { ...backbones.get(id), id, folder, files, addresses: mirrors.map(({ url }) => url) };
}

/** Paths and backbone of a set. */
export function contentsOf(set: OwnSet): OwnContents {
  const train = trainingPaths(set);
  if (set.kind === 'photographs') return { train, test: set.images.flatMap(({ path, part }) => (part === 'test' ? [path] : [])), backbone: originOf(set.backbone) };
  return { train, test: [...set.labels.keys()].flatMap((i) => (set.isTest[i] === 1 ? [String(i)] : [])), backbone: null };
}
