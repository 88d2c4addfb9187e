import type { Dataset, Examples } from '../../../data/dataset.ts';
import { mirrored } from '../../../data/images/resize.ts';
import type { WeightOptions, Weights } from '../../../data/sources/weights.ts';
import { CancelledError, PlaygroundError, describeError } from '../../../errors.ts';
import { backbones } from '../../../models/backbones/catalog.ts';
import type { Embedder } from '../../../models/backbones/embedder.ts';
import type { OwnImage, PhotographSet } from '../set.ts';
import type { OwnShelf } from '../shelf.ts';

/** Told while long work goes on: "Computing embeddings", 312 of 2,000. */
export type Telling = (what: string, done: number, total: number) => void;

/** Where backbones come from; tests give their own. */
export interface BackboneSource {
  loadWeights(id: string, options: WeightOptions): Promise<Weights>;
  /** Makes a backbone of its weights on the fastest part of this browser. */
  open(id: string, weights: Weights): Promise<Embedder>;
}

/** Images that go through the network at once, each with its mirror. */
const batch = 4;

/** How a backbone is brought, followed and cancelled. */
interface Opening {
  readonly weights: WeightOptions;
  readonly telling: Telling;
  readonly signal?: AbortSignal;
}

interface Held {
  readonly backbone: string;
  readonly opened: Promise<Embedder>;
}

const keyOf = (backbone: string, { hash }: OwnImage) => `${backbone}/${hash}`;

/** Embeddings of photographs, each of the image and of its mirror, computed once and kept. */
export class Embeddings {
  private readonly shelf: OwnShelf;
  private readonly source: BackboneSource;
  private held: Held | null = null;

  constructor(shelf: OwnShelf, source: BackboneSource) {
    this.shelf = shelf;
    this.source = source;
  }

  /**
   * The set as embeddings: image and mirror to train on, the image alone to test on. What is kept is not computed again, and
   * what was computed before a cancel stays.
   * @throws PlaygroundError when the backbone cannot be had or the pixels of an image are gone; CancelledError by the signal.
   */
  async dataset(set: PhotographSet, weights: WeightOptions, telling: Telling, signal: AbortSignal): Promise<Dataset> {
    const { backbone, images, id, label, classNames } = set;
    await this.complete(set, { weights, telling, signal });
    const { length } = backbones.get(backbone);
    const examples = async (part: OwnImage['part'], variants: number): Promise<Examples> => {
      const chosen = images.filter((image) => image.part === part);
      const values = new Float32Array(chosen.length * variants * length);
      for (const [i, image] of chosen.entries()) values.set((await this.kept(backbone, image)).subarray(0, variants * length), i * variants * length);
      return { values, labels: Uint8Array.from(chosen, (image) => image.label), variants };
    };
    return { id, label, classNames, form: { length }, train: await examples('train', 2), test: await examples('test', 1) };
  }

  /** The embedding of one image that is not kept, [length]. */
  async one(backbone: string, pixels: Uint8Array, weights: WeightOptions): Promise<Float32Array> {
    return this.embedded([pixels], backbone, { weights, telling: () => undefined });
  }

  private async kept(backbone: string, image: OwnImage): Promise<Float32Array> {
    const found = await this.shelf.get('embeddings', keyOf(backbone, image));
    if (!found) throw new PlaygroundError(`The embedding of ${image.path} is gone from this browser.`, 'Add the images again.');
    return found;
  }

  /** Computes what is not kept. */
  private async complete({ backbone, images }: PhotographSet, opening: Opening & { readonly signal: AbortSignal }): Promise<void> {
    const { telling, signal } = opening;
    const there = new Set(await this.shelf.keys('embeddings'));
    const missing = [...new Map(images.map((image) => [keyOf(backbone, image), image])).entries()].filter(([key]) => !there.has(key));
    if (missing.length === 0) return;
    for (let start = 0; start < missing.length; start += batch) {
      if (signal.aborted) throw new CancelledError(`Computing embeddings was cancelled after ${start} of ${missing.length} images.`, 'Set the experiment up again to go on: what was computed is kept.');
      telling('Computing embeddings', start, missing.length);
      const part = missing.slice(start, start + batch);
      await this.shelf.put('embeddings', await this.computed(backbone, part, opening));
    }
    telling('Computing embeddings', missing.length, missing.length);
  }

  private async computed(backbone: string, part: readonly (readonly [string, OwnImage])[], opening: Opening): Promise<[string, Float32Array][]> {
    const { side, length } = backbones.get(backbone);
    const inputs: Uint8Array[] = [];
    for (const [, image] of part) {
      const pixels = await this.shelf.get('pixels', image.hash);
      if (!pixels) throw new PlaygroundError(`The pixels of ${image.path} are gone from this browser.`, 'Add the images again.');
      inputs.push(pixels, mirrored(pixels, side));
    }
    const values = await this.embedded(inputs, backbone, opening);
    return part.map(([key], i) => [key, values.slice(2 * i * length, 2 * (i + 1) * length)]);
  }

  /** What the network makes of images. Where what it computes on has gone away, as a GPU does, it is opened anew and asked once more. */
  private async embedded(inputs: readonly Uint8Array[], backbone: string, opening: Opening): Promise<Float32Array> {
    try {
      return await this.tried(inputs, backbone, opening);
    } catch (error) {
      if (error instanceof PlaygroundError) throw error;
    }
    return this.tried(inputs, backbone, opening).catch((error: unknown) => {
      if (error instanceof PlaygroundError) throw error;
      throw new PlaygroundError(`The network failed twice on the same images: ${describeError(error).message}`, 'Try again: what was computed is kept. If it keeps happening, restart the browser.', { cause: error });
    });
  }

  /** After a failure the next use opens the network anew, on what computes then. */
  private async tried(inputs: readonly Uint8Array[], backbone: string, opening: Opening): Promise<Float32Array> {
    const held = this.opened(backbone, opening);
    const embedder = await held.opened;
    try {
      return await embedder.embed(inputs);
    } catch (error) {
      if (this.held === held) {
        this.held = null;
        embedder.dispose();
      }
      throw error;
    }
  }

  /** The network is opened once, and again after a failure. */
  private opened(backbone: string, { weights, telling, signal }: Opening): Held {
    const before = this.held;
    if (before?.backbone === backbone) return before;
    const open = async () => {
      await before?.opened.then((embedder) => embedder.dispose(), () => undefined);
      const loaded = await this.source.loadWeights(backbone, { ...weights, signal, onProgress: ({ receivedBytes, totalBytes }) => telling('Loading the network', receivedBytes, totalBytes) });
      telling('Trying what computes fastest', 0, 1);
      return this.source.open(backbone, loaded);
    };
    const held = { backbone, opened: open() };
    this.held = held;
    held.opened.catch(() => {
      if (this.held === held) this.held = null;
    });
    return held;
  }
}
