import { PlaygroundError } from '../../errors.ts';
import { OwnDoor } from './door.ts';
import type { Following, SpawnedWorkshop } from './door.ts';
import type { OwnFile } from './protocol.ts';
import { serveOwn } from './serve.ts';
import { MemoryShelf } from './shelf.ts';
import type { OwnShelf } from './shelf.ts';

/** Tests only: pixels of a side, as the default backbone takes them. */
export const side = 224;
/** Tests only: nobody listens. */
export const following: Following = { telling: () => undefined };

/** Tests only: a file whose bytes are a number, of which the fake decoder makes its pixels, a little lighter by `light`; 255 cannot be decoded. */
export const image = (path: string, value: number, light = 0): OwnFile => ({ path, file: new Blob([Uint8Array.of(0xff, 0xd8, value, light)]) });

/** Tests only: blocks of 28 x 28 that no two values have alike; the first pixel is the value, the last one black. */
export function pixelsOf(value: number): Uint8Array {
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, k) => {
    const [x, y] = [Math.floor(k / 3) % side, Math.floor(k / 3 / side)];
    return (Math.imul(value * 64 + Math.floor(x / 28) * 8 + Math.floor(y / 28), 2654435761) >>> 16) % 256;
  });
  pixels.fill(value, 0, 3);
  pixels.fill(0, -3);
  return pixels;
}

/** Tests only: a workshop behind a real channel. `embedded` counts images; `hold` is waited for before each image is decoded; the calls of the network that are numbered in `failing` fail, and `log` says how it was opened and given up. */
export function workshop({ shelf = new MemoryShelf(), hold = () => Promise.resolve(), failing = [] }: { shelf?: OwnShelf; hold?: () => Promise<void>; failing?: readonly number[] } = {}) {
  const { port1, port2 } = new MessageChannel();
  const embedded: number[] = [];
  const log: string[] = [];
  let calls = 0;
  serveOwn(port2 as SpawnedWorkshop & MessagePort, {
    shelf: Promise.resolve(shelf),
    async decode(bytes) {
      await hold();
      if (bytes[2] === 255) throw new PlaygroundError('it is no image, whatever its name says', 'Leave it out.');
      return pixelsOf(bytes[2]!).map((pixel) => Math.min(255, pixel + bytes[3]!));
    },
    backbones: {
      loadWeights: () => Promise.resolve(new Map()),
      open: () => {
        log.push('opened');
        return Promise.resolve({
          engine: 'none',
          imageMs: 0,
          async embed(images: readonly Uint8Array[]) {
            if (failing.includes(++calls)) throw new DOMException('The device was lost.', 'AbortError');
            embedded.push(images.length);
            return Float32Array.from({ length: images.length * 768 }, (_, k) => images[Math.floor(k / 768)]!.at(k % 768 === 0 ? 0 : -1)!);
          },
          dispose: () => void log.push('given up'),
        });
      },
    },
  });
  port1.start();
  port2.start();
  return { door: new OwnDoor(() => port1 as unknown as SpawnedWorkshop), embedded, log, close: () => port1.close() };
}

/** Tests only: a folder of three classes with a copy, a file that is no image and a class of one image. */
export const folder = [
  ...[1, 2, 3, 4, 5].map((value) => image(`birds/10/${value}.jpg`, value)),
  ...[11, 12, 13, 14, 11].map((value, i) => image(`birds/2/${i}.jpg`, value)),
  image('birds/2/broken.jpg', 255),
  image('birds/alone/one.jpg', 30),
  image('birds/.DS_Store', 0),
];

/** Tests only: a set as a data set. */
export const load = (door: OwnDoor, id: string, signal?: AbortSignal) => door.load(id, 'https://page.test/data/', { ...following, signal });
