import type { Dataset, Examples } from '../../../data/dataset.ts';
import { mirrored } from '../../../data/images/resize.ts';
import type { WeightOptions, Weights } from '../../../data/sources/weights.ts';
import { CancelledError, PlaygroundError } from '../../../errors.ts';
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

const keyOf = (backbone: string, { hash }: OwnImage) => `${backbone}/${hash}`;

/** Embeddings of photographs, each of the image and of its mirror, computed once and kept. */
export class Embeddings {
  private readonly shelf: OwnShelf;
  private readonly source: BackboneSource;
  private embedder: { readonly backbone: string; readonly opened: Promise<Embedder> } | null = null;

  constructor(shelf: OwnShelf, source: BackboneSource) {
    this.shelf = shelf;
    this.source = source;
  }

  /**
   * The set as embeddings: image and mirror to train on, the image alone to test on. What is kept is not computed again, and
   * what was computed before a cancel stays.
   * @throws PlaygroundError when the backbone cannot be had or the pixels of an image are gone; CancelledError by the signal.
   */
  async dataset(set: PhotographSet, weightOptions: WeightOptions, telling: Telling, signal: AbortSignal): Promise<Dataset> {
    const { backbone, images, id, label, classNames } = set;
    await this.complete(set, weightOptions, telling, signal);
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
  async one(backbone: string, pixels: Uint8Array, weightOptions: WeightOptions): Promise<Float32Array> {
    return (await this.opened(backbone, weightOptions, () => undefined)).embed([pixels]);
  }

  private async kept(backbone: string, image: OwnImage): Promise<Float32Array> {
    const found = await this.shelf.get('embeddings', keyOf(backbone, image));
    if (!found) throw new PlaygroundError(`The embedding of ${image.path} is gone from this browser.`, 'Add the images again.');
    return found;
  }

  /** Computes what is not kept. */
  private async complete({ backbone, images }: PhotographSet, weightOptions: WeightOptions, telling: Telling, signal: AbortSignal): Promise<void> {
    const there = new Set(await this.shelf.keys('embeddings'));
    const missing = [...new Map(images.map((image) => [keyOf(backbone, image), image])).entries()].filter(([key]) => !there.has(key));
    if (missing.length === 0) return;
    const embedder = await this.opened(backbone, weightOptions, telling, signal);
    for (let start = 0; start < missing.length; start += batch) {
      if (signal.aborted) throw new CancelledError(`Computing embeddings was cancelled after ${start} of ${missing.length} images.`, 'Set the experiment up again to go on: what was computed is kept.');
      telling('Computing embeddings', start, missing.length);
      const part = missing.slice(start, start + batch);
      await this.shelf.put('embeddings', await this.computed(embedder, backbone, part));
    }
    telling('Computing embeddings', missing.length, missing.length);
  }

  private async computed(embedder: Embedder, backbone: string, part: readonly (readonly [string, OwnImage])[]): Promise<[string, Float32Array][]> {
    const { side, length } = backbones.get(backbone);
    const inputs: Uint8Array[] = [];
    for (const [, image] of part) {
      const pixels = await this.shelf.get('pixels', image.hash);
      if (!pixels) throw new PlaygroundError(`The pixels of ${image.path} are gone from this browser.`, 'Add the images again.');
      inputs.push(pixels, mirrored(pixels, side));
    }
    const values = await embedder.embed(inputs);
    return part.map(([key], i) => [key, values.slice(2 * i * length, 2 * (i + 1) * length)]);
  }

  /** The network is opened once, and again after a failure. */
  private async opened(backbone: string, weightOptions: WeightOptions, telling: Telling, signal?: AbortSignal): Promise<Embedder> {
    if (this.embedder?.backbone !== backbone) {
      const previous = this.embedder;
      const opening = async () => {
        (await previous?.opened)?.dispose();
        const weights = await this.source.loadWeights(backbone, { ...weightOptions, signal, onProgress: ({ receivedBytes, totalBytes }) => telling('Loading the network', receivedBytes, totalBytes) });
        telling('Trying what computes fastest', 0, 1);
        return this.source.open(backbone, weights);
      };
      this.embedder = { backbone, opened: opening() };
      this.embedder.opened.catch(() => (this.embedder = null));
    }
    return this.embedder!.opened;
  }
}
