import { PlaygroundError } from '../../errors.ts';
import type { Skipped } from '../files/entry.ts';
import { formatted } from '../formats/bytes.ts';
import type { SaidByName } from './arrayNames.ts';
import { labelNames, type NumberArray, pixelsOf } from './numbers.ts';
import { type ImageShape, joinedImages, type NamedImages, type PackedCollection, packedCollection, type Remarks } from './packedImages.ts';

/** An array with what its name says of it. */
export interface SaidArray {
  readonly array: NumberArray;
  readonly said: SaidByName;
}

/** How arrays are read. */
export interface PairOptions extends Remarks {
  /** Names the files in messages. */
  readonly what: string;
  /** What would do, for hints. */
  readonly hint: string;
  /** What a label is called; by its number where left out. */
  readonly nameOf?: ((label: number) => string) | undefined;
}

const leastSide = 4;

const shapeText = ({ name, dimensions }: NumberArray) => `${name} (${dimensions.map(formatted).join(' x ')})`;

/** Side of a square of that many pixels, grey or of three colours; undefined where it is none. */
export function squareOf(numbers: number): ImageShape | undefined {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(numbers / channels);
    if (Number.isInteger(side) && side >= leastSide) return { height: side, width: side, channels };
  }
  return undefined;
}

const isLabelList = ({ dimensions }: NumberArray) => dimensions.length === 1 || (dimensions.length === 2 && dimensions[1] === 1);

/** [N, height, width], [N, height, width, channels], [N, channels, height, width] or [N, pixels of a square]. */
function shapeOf(array: NumberArray, hint: string): ImageShape & { readonly channelsFirst: boolean } {
  const [, a = 0, b = 0, c = 0] = array.dimensions;
  const rank = array.dimensions.length;
  if (array.dimensions.includes(0)) throw new PlaygroundError(`${shapeText(array)} are no images: there is nothing in them.`, hint);
  if (rank === 3) return { height: a, width: b, channels: 1, channelsFirst: false };
  if (rank === 4 && (c === 1 || c === 3)) return { height: a, width: b, channels: c, channelsFirst: false };
  if (rank === 4 && (a === 1 || a === 3)) return { height: b, width: c, channels: a, channelsFirst: true };
  const square = rank === 2 ? squareOf(a) : undefined;
  if (square) return { ...square, channelsFirst: false };
  throw new PlaygroundError(`${shapeText(array)} are no images of one or three channels.`, `Images are N x height x width, N x height x width x 3 or N x the pixels of a square. ${hint}`);
}

function withChannelsLast({ values, classNames }: NamedImages, { height, width, channels }: ImageShape): NamedImages {
  const turned = new Uint8Array(values.length);
  const pixels = height * width;
  for (let to = 0; to < values.length; to++) {
    const [image, within] = [Math.floor(to / (pixels * channels)), to % (pixels * channels)];
    turned[to] = values[image * pixels * channels + (within % channels) * pixels + Math.floor(within / channels)]!;
  }
  return { values: turned, classNames };
}

interface Pair extends NamedImages {
  readonly shape: ImageShape;
}

/** Labelled images of one part. */
export interface PartPair {
  readonly part: SaidByName['part'];
  readonly pair: Pair;
}

function pairOf(images: NumberArray, labels: NumberArray, { hint, nameOf }: PairOptions): Pair {
  const { channelsFirst, ...shape } = shapeOf(images, hint);
  if (images.dimensions[0] !== labels.dimensions[0]) {
    throw new PlaygroundError(`${images.name} holds ${formatted(images.dimensions[0]!)} images, but ${labels.name} ${formatted(labels.dimensions[0]!)} labels.`, `Bring images and labels that belong together. ${hint}`);
  }
  const pair = { values: pixelsOf(images), classNames: labelNames(labels, nameOf) };
  return { ...(channelsFirst ? withChannelsLast(pair, shape) : pair), shape };
}

/** The images and labels of one part; undefined where it has neither, or where what there is cannot be used and was told. */
function findPair(arrays: readonly SaidArray[], part: SaidByName['part'], options: PairOptions, skipped: Skipped[]): Pair | undefined {
  const ofPart = arrays.filter(({ said }) => said.part === part).map(({ array }) => array);
  const [images, labels] = [ofPart.filter((array) => !isLabelList(array)), ofPart.filter(isLabelList)];
  if (ofPart.length === 0) return undefined;
  if (images.length > 1 || labels.length > 1) {
    const many = images.length > 1 ? images : labels;
    throw new PlaygroundError(`${options.what}: ${many.slice(0, 4).map(shapeText).join(', ')} are ${images.length > 1 ? 'images' : 'labels'} of several sets, or of one in several pieces.`, `Bring the files of one set only. ${options.hint}`);
  }
  const [[image], [label]] = [images, labels];
  if (image && label) return pairOf(image, label, options);
  skipped.push({ path: (image ?? label)!.name, reason: image ? 'images without labels' : 'labels without images' });
  return undefined;
}

/** Who trains and who tests, of pairs in the order train, validation, test. */
function arranged(pairs: readonly PartPair[]): { train: NamedImages; test: NamedImages | null; joined: boolean } {
  const of = (wanted: SaidByName['part']) => pairs.find(({ part }) => part === wanted)?.pair;
  const [train, validation, test] = [of('train'), of('validation'), of('test')];
  if (pairs.length === 1) return { train: pairs[0]!.pair, test: null, joined: false };
  if (train && validation && test) return { train: joinedImages(train, validation), test, joined: true };
  return { train: train!, test: (test ?? validation)!, joined: false };
}

function requireOneSize(pairs: readonly PartPair[], what: string, hint: string): void {
  const size = ({ pair: { shape } }: PartPair) => `${shape.height} x ${shape.width} x ${shape.channels}`;
  const other = pairs.find((pair) => size(pair) !== size(pairs[0]!));
  if (other) throw new PlaygroundError(`${what}: some images are ${size(pairs[0]!)}, others ${size(other)}.`, `Bring images of one size. ${hint}`);
}

/**
 * A collection of the parts that files hold, in the order train, validation, test, unnamed: training and test images are kept
 * apart; validation images train where there are test images, and test where there are none; one part alone is to be split.
 * @throws PlaygroundError for parts that do not go together, and for what `packedCollection` refuses.
 */
export function collectionOfParts(pairs: readonly PartPair[], options: PairOptions): PackedCollection {
  const { what, hint } = options;
  if (pairs.length > 1 && pairs.at(-1)!.part === null) throw new PlaygroundError(`${what}: some images are named as training or test images, others not.`, `Bring the files of one set only. ${hint}`);
  if (pairs.length > 1 && pairs[0]!.part !== 'train') throw new PlaygroundError(`${what}: there are validation and test images, but none to train on.`, hint);
  requireOneSize(pairs, what, hint);
  const { joined, ...parts } = arranged(pairs);
  const notes = joined ? ['There are test images, so the validation images train.'] : [];
  return packedCollection(what, pairs[0]!.pair.shape, parts, { ...options, notes: [...(options.notes ?? []), ...notes] });
}

/**
 * Puts images and labels of arrays together, by the parts that their names say; see `collectionOfParts`. Pairs that lack a half are
 * told in `skipped`, but without training images nothing is read.
 * @throws PlaygroundError for no pair, several sets, counts that do not fit, what is no image, and what `pixelsOf`, `labelNames`
 * and `collectionOfParts` refuse.
 */
export function pairedArrays(arrays: readonly SaidArray[], options: PairOptions): PackedCollection {
  const { what, hint } = options;
  const oneHot = arrays.find(({ array, said }) => said.holds === 'labels' && !isLabelList(array));
  if (oneHot) throw new PlaygroundError(`${shapeText(oneHot.array)} are labels with several numbers each.`, `Save one whole number an image, the number of its class: y.argmax(1). ${hint}`);
  const halves: Skipped[] = [];
  const pairs = (['train', 'validation', 'test', null] as const).flatMap((part): PartPair[] => {
    const pair = findPair(arrays, part, options, halves);
    return pair ? [{ part, pair }] : [];
  });
  const trainMissing = arrays.some(({ said }) => said.part === 'train') || pairs.length > 1;
  if (pairs.length === 0 || (trainMissing && pairs[0]!.part !== 'train')) {
    const told = halves.map(({ path, reason }) => ` ${path}: ${reason}.`).join('');
    throw new PlaygroundError(`${what}: there are no training images with labels.${told}`, hint);
  }
  return collectionOfParts(pairs, { ...options, skipped: [...options.skipped, ...halves] });
}
