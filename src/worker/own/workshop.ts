import { isImageForm } from '../../data/dataset.ts';
import type { Dataset } from '../../data/dataset.ts';
import { resized } from '../../data/images/resize.ts';
import { checkSeen, seenAs, seenImage } from '../../data/images/seen.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import { PlaygroundError } from '../../errors.ts';
import { backbones } from '../../models/backbones/catalog.ts';
import { contentsOf } from './contents.ts';
import { Embeddings } from './reading/embeddings.ts';
import type { BackboneSource, Telling } from './reading/embeddings.ts';
import { pixelDataset, seenPixels } from './sets/pixelDataset.ts';
import { readSet } from './reading/readSet.ts';
import type { Decoder } from './reading/photographs.ts';
import { Choosing } from './choosing.ts';
import type { ClassOffer } from './choosing.ts';
import type { OneImage, OwnCommand, OwnNews, OwnReplies } from './protocol.ts';
import { infoOf, trainingPaths } from './set.ts';
import type { OwnSet, OwnSetInfo } from './set.ts';
import { editedSet } from './sets/edit.ts';
import type { OwnShelf } from './shelf.ts';

/** What the workshop works with; tests give their own. */
export interface WorkshopParts {
  readonly shelf: Promise<OwnShelf>;
  readonly decode: Decoder;
  readonly backbones: BackboneSource;
}

/** No time left is told before work has gone on for so long. */
const leastSeconds = 2;

type CommandOf<T extends OwnCommand['type']> = Extract<OwnCommand, { type: T }>;

/** Kept pixels, [side,side,3], with their opacity. */
function photographOf(pixels: Uint8Array, backbone: string): SeenImage {
  const { side } = backbones.get(backbone);
  return seenImage(pixels, { width: side, height: side, channels: 3 }, 0);
}

/** Pixels of a picture's side in a gallery, for sharp screens. */
const pictureSide = 128;

function small({ width, height, pixels }: SeenImage): SeenImage {
  return seenImage(resized({ width, height, data: pixels }, { width: pictureSide, height: pictureSide }), { width: pictureSide, height: pictureSide, channels: 3 }, 0);
}

/** Reads a person's images, keeps them, and makes data sets of them. One `add` and one `load` at a time; a newer one ends the one before. */
export class Workshop {
  private readonly parts: WorkshopParts;
  private readonly emit: (news: OwnNews) => void;
  private readonly choosing = new Choosing();
  private readonly underWay: Partial<Record<'add' | 'load', AbortController>> = {};
  private embeddings: Embeddings | null = null;
  private held: OwnSet | null = null;

  constructor(parts: WorkshopParts, emit: (news: OwnNews) => void) {
    this.parts = parts;
    this.emit = emit;
  }

  /** Carries out a command. @throws PlaygroundError for what a person can mend; CancelledError when it was cancelled. */
  async handle(command: OwnCommand): Promise<OwnReplies[OwnCommand['type']]> {
    switch (command.type) {
      case 'add':
        return this.alone('add', (telling, signal) => this.add(command, telling, signal));
      case 'choose':
        this.choosing.answer(command.classes);
        return null;
      case 'load':
        return this.alone('load', (telling, signal) => this.load(command, telling, signal));
      case 'example':
        return this.example(command);
      case 'pictures':
        return this.pictures(command);
      case 'one':
        return this.one(command);
      case 'edit':
        return this.edit(command);
      case 'trainingPaths':
        return trainingPaths(await this.set(command.id));
      case 'contents':
        return contentsOf(await this.set(command.id));
      case 'list':
        return this.list();
      case 'remove':
        await this.remove(command.id);
        return null;
      case 'cancel':
        this.underWay[command.of]?.abort();
        return null;
      default:
        return command satisfies never;
    }
  }

  private async alone<T>(of: 'add' | 'load', work: (telling: Telling, signal: AbortSignal) => Promise<T>): Promise<T> {
    this.underWay[of]?.abort();
    const end = (this.underWay[of] = new AbortController());
    let began = { what: '', done: 0, at: 0 };
    const telling: Telling = (what, done, total) => {
      if (end.signal.aborted) return;
      const now = performance.now();
      if (began.what !== what) began = { what, done, at: now };
      const seconds = (now - began.at) / 1000;
      const secondsLeft = seconds > leastSeconds && done > began.done ? (seconds * (total - done)) / (done - began.done) : null;
      this.emit({ type: 'progress', of, what, done, total, secondsLeft });
    };
    try {
      return await work(telling, end.signal);
    } finally {
      if (this.underWay[of] === end) delete this.underWay[of];
    }
  }

  private async add({ files, choice }: CommandOf<'add'>, telling: Telling, signal: AbortSignal): Promise<OwnSetInfo> {
    const shelf = await this.parts.shelf;
    const ask = (offer: ClassOffer) => {
      this.emit({ type: 'question', offer });
      return this.choosing.wait(signal);
    };
    const set = await readSet(files, choice, { ask, shelf, decode: this.parts.decode, telling, signal });
    await shelf.put('sets', [[set.id, set]]);
    return infoOf(set, shelf.isLasting);
  }

  private async load({ id, dataUrl }: CommandOf<'load'>, telling: Telling, signal: AbortSignal): Promise<Dataset> {
    const shelf = await this.parts.shelf;
    const set = await this.set(id);
    if (set.kind === 'pixels') return pixelDataset(set);
    return this.embedded(shelf).dataset(set, { baseUrl: dataUrl }, telling, signal);
  }

  /** An image that belongs to no set, as the set's network sees it. @throws PlaygroundError that names the file where it cannot be read. */
  private async one({ id, form, file, dataUrl }: CommandOf<'one'>): Promise<OneImage> {
    if (isImageForm(form)) return seenAs(form, await this.decodedOne(file, form));
    const set = await this.set(id);
    if (set.kind !== 'photographs') throw new PlaygroundError(`${set.label} is no set of photographs.`, 'Choose another data set.');
    const { side } = backbones.get(set.backbone);
    const pixels = await this.decodedOne(file, { width: side, height: side });
    const embeddings = this.embedded(await this.parts.shelf);
    return { picture: small(photographOf(pixels, set.backbone)), values: await embeddings.one(set.backbone, pixels, { baseUrl: dataUrl }) };
  }

  private async decodedOne(file: Blob, size: Parameters<Decoder>[1]): Promise<Uint8Array> {
    try {
      return await this.parts.decode(new Uint8Array(await file.arrayBuffer()), size, null);
    } catch (error) {
      if (!(error instanceof PlaygroundError)) throw error;
      throw new PlaygroundError(`${file instanceof File ? file.name : 'The image'} cannot be shown to the runs: ${error.message}.`, error.hint, { cause: error });
    }
  }

  private embedded(shelf: OwnShelf): Embeddings {
    return (this.embeddings ??= new Embeddings(shelf, this.parts.backbones));
  }

  private async example({ id, path }: CommandOf<'example'>): Promise<SeenImage> {
    const set = await this.set(id);
    if (set.kind === 'pixels') return seenPixels(set, path);
    const image = set.images.find((one) => one.path === path);
    const pixels = image && (await (await this.parts.shelf).get('pixels', image.hash));
    if (!pixels) throw new PlaygroundError(`${set.label} has no image ${path}.`, 'Give a path as it was added: class/name.jpg.');
    return photographOf(pixels, set.backbone);
  }

  /** Photographs of one side of the split, in the order of the data set, small. */
  private async pictures({ id, part, indices }: CommandOf<'pictures'>): Promise<SeenImage[]> {
    const set = await this.set(id);
    if (set.kind === 'pixels') throw new PlaygroundError(`${set.label} is no set of photographs.`, 'Its images lie in the data set.');
    const images = set.images.filter((image) => image.part === part);
    checkSeen(indices, images.length);
    const shelf = await this.parts.shelf;
    const seen: SeenImage[] = [];
    for (const index of indices) {
      const pixels = await shelf.get('pixels', images[index]!.hash);
      if (!pixels) throw new PlaygroundError(`The pixels of ${images[index]!.path} are gone from this browser.`, 'Add the images again.');
      seen.push(small(photographOf(pixels, set.backbone)));
    }
    return seen;
  }

  /** What an edit comes to may be there already: it is what it was then. */
  private async edit({ id, edit }: CommandOf<'edit'>): Promise<OwnSetInfo> {
    const shelf = await this.parts.shelf;
    const made = await editedSet(await this.set(id), edit);
    const there = await shelf.get('sets', made.id);
    if (!there) await shelf.put('sets', [[made.id, made]]);
    return infoOf(there ?? made, shelf.isLasting);
  }

  private async list(): Promise<OwnSetInfo[]> {
    const shelf = await this.parts.shelf;
    const sets: OwnSetInfo[] = [];
    for (const id of await shelf.keys('sets')) sets.push(infoOf((await shelf.get('sets', id))!, shelf.isLasting));
    return sets;
  }

  /** Removes a set, and pixels and embeddings that no other set has. */
  private async remove(id: string): Promise<void> {
    const shelf = await this.parts.shelf;
    await shelf.remove('sets', [id]);
    if (this.held?.id === id) this.held = null;
    const used = new Set<string>();
    for (const other of await shelf.keys('sets')) {
      const set = (await shelf.get('sets', other))!;
      if (set.kind === 'photographs') set.images.forEach(({ hash }) => used.add(hash));
    }
    const hashOf = (key: string) => key.slice(key.lastIndexOf('/') + 1);
    for (const room of ['pixels', 'embeddings'] as const) await shelf.remove(room, (await shelf.keys(room)).filter((key) => !used.has(hashOf(key))));
  }

  /** The last one asked for is held: its pictures are asked for one by one. */
  private async set(id: string): Promise<OwnSet> {
    const set = this.held?.id === id ? this.held : await (await this.parts.shelf).get('sets', id);
    if (!set) throw new PlaygroundError(`The images of ${id} are not in this browser.`, 'Add them again, or choose another data set.');
    return (this.held = set);
  }
}
