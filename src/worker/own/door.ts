import type { Dataset, ExampleForm } from '../../data/dataset.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import type { Part } from '../../data/split/split.ts';
import { PlaygroundError } from '../../errors.ts';
import { createClient } from '../client.ts';
import type { Client } from '../client.ts';
import type { Endpoint } from '../endpoint.ts';
import type { ClassOffer } from './choosing.ts';
import type { OwnContents } from './contents.ts';
import type { OneImage, OwnCommand, OwnFile, OwnNews, OwnProgress, OwnReplies, ReadChoice, SetEdit } from './protocol.ts';
import type { OwnSetInfo } from './set.ts';

interface OwnProtocol {
  command: OwnCommand;
  replies: OwnReplies;
  event: OwnNews;
}

/** A worker for a person's images. */
export interface SpawnedWorkshop extends Endpoint {
  onerror: ((event: ErrorEvent) => unknown) | null;
}

/** How long work is followed and ended. */
export interface Following {
  readonly telling: (what: string, done: number, total: number, secondsLeft: number | null) => void;
  /** Told which classes there are while `add` waits for `choose`. */
  readonly asking?: ((offer: ClassOffer) => void) | undefined;
  /** Ends it; the promise then rejects with CancelledError. */
  readonly signal?: AbortSignal | undefined;
}

/** A person's own images, read and kept by a worker of their own that starts when it is first needed. */
export class OwnDoor {
  private readonly spawn: () => SpawnedWorkshop;
  private client: Client<OwnProtocol> | null = null;
  private readonly following: Partial<Record<OwnProgress['of'], Following>> = {};

  constructor(spawn: () => SpawnedWorkshop) {
    this.spawn = spawn;
  }

  /** Reads files into a set. @throws PlaygroundError when nothing in them can be used. */
  add(files: readonly OwnFile[], following: Following, choice: ReadChoice = {}): Promise<OwnSetInfo> {
    return this.followed('add', { files, choice }, following);
  }

  /** Answers what `add` asked: the classes to read, by name. */
  async choose(classes: readonly string[]): Promise<void> {
    await this.connected().send('choose', { classes });
  }

  /** A set ready to be trained on: small images as they are, photographs as embeddings. */
  load(id: string, dataUrl: string, following: Following): Promise<Dataset> {
    return this.followed('load', { id, dataUrl }, following);
  }

  /** An image as a network sees it. */
  example(id: string, path: string): Promise<SeenImage> {
    return this.connected().send('example', { id, path });
  }

  /** Photographs of one side of the split, by their numbers in the data set, small. */
  pictures(id: string, part: Part, indices: readonly number[]): Promise<readonly SeenImage[]> {
    return this.connected().send('pictures', { id, part, indices });
  }

  /** An image that belongs to no set, as a set's network sees it. */
  one(id: string, form: ExampleForm, file: Blob, dataUrl: string): Promise<OneImage> {
    return this.connected().send('one', { id, form, file, dataUrl });
  }

  /** Makes a set of another one, which stays; the same one where nothing changes. @throws PlaygroundError that names what cannot be done. */
  edit(id: string, edit: SetEdit): Promise<OwnSetInfo> {
    return this.connected().send('edit', { id, edit });
  }

  /** Paths of the images that train, in the order of the data set's. */
  trainingPaths(id: string): Promise<readonly string[]> {
    return this.connected().send('trainingPaths', { id });
  }

  /** Paths of all images of a set, and the backbone that they go through. */
  contents(id: string): Promise<OwnContents> {
    return this.connected().send('contents', { id });
  }

  list(): Promise<readonly OwnSetInfo[]> {
    return this.connected().send('list', {});
  }

  async remove(id: string): Promise<void> {
    await this.connected().send('remove', { id });
  }

  private async followed<T extends OwnProgress['of']>(of: T, body: Parameters<Client<OwnProtocol>['send']>[1], following: Following): Promise<OwnReplies[T]> {
    const client = this.connected();
    const { signal } = following;
    this.following[of] = following;
    const cancel = () => void client.send('cancel', { of }).catch(() => undefined); // the worker is gone then, and so is what it did
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cancel);
    try {
      return await client.send(of, body as never);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  private connected(): Client<OwnProtocol> {
    if (this.client) return this.client;
    const worker = this.spawn();
    const client = createClient<OwnProtocol>(worker, (news) => {
      if (news.type === 'question') this.following.add?.asking?.(news.offer);
      else this.following[news.of]?.telling(news.what, news.done, news.total, news.secondsLeft);
    });
    worker.onerror = ({ message }) => {
      if (this.client === client) this.client = null;
      client.close(new PlaygroundError(`The worker that reads images stopped: ${message || 'its script could not be loaded'}.`, 'Try again; with very large images, add fewer at once.'));
    };
    return (this.client = client);
  }
}
