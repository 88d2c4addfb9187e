import { loadWeights } from '../../src/data/sources/weights.ts';
import { resized } from '../../src/data/images/resize.ts';
import { backbones, defaultBackbone } from '../../src/models/backbones/catalog.ts';
import { openEmbedder } from '../../src/models/backbones/embedder.ts';
import type { Embedder } from '../../src/models/backbones/embedder.ts';
import { enginesToTry } from '../../src/models/backbones/engines.ts';
import { createRandom } from '../../src/random.ts';
import { decoded } from '../../src/worker/own/reading/decode.ts';

/** An image as the page has it at each stage; bytes in base64. */
export interface EmbeddedImage {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3], as the file is decoded. */
  readonly pixels: string;
  /** [side, side, 3], as the network sees it. */
  readonly seen: string;
  /** [K] */
  readonly embedding: readonly number[];
}

/** The page's backbone, to be asked for one image after the other. */
export interface PageBackbone {
  readonly id: string;
  readonly engine: string;
  /** An image file, decoded as a person's are. */
  file(base64: string): Promise<EmbeddedImage>;
  /** An image of seeded waves and noise. */
  pattern(seed: number, width: number, height: number): Promise<EmbeddedImage>;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2 ** 15) text += String.fromCharCode(...bytes.subarray(i, i + 2 ** 15));
  return btoa(text);
}

/** Waves of a seeded length and direction in each channel, with noise on them; [height, width, 3]. */
function waves(seed: number, width: number, height: number): Uint8Array {
  const random = createRandom(seed, 'verify');
  const channels = Array.from({ length: 3 }, () => [random.uniform(-0.3, 0.3), random.uniform(-0.3, 0.3), random.uniform(0, 6)] as const);
  return Uint8Array.from({ length: width * height * 3 }, (_, k) => {
    const [across, down, phase] = channels[k % 3]!;
    const place = Math.floor(k / 3);
    return 118 + 100 * Math.sin(across * (place % width) + down * Math.floor(place / width) + phase) + random.uniform(0, 36);
  });
}

async function embedded(embedder: Embedder, pixels: Uint8Array, seen: Uint8Array, size: { readonly width: number; readonly height: number }): Promise<EmbeddedImage> {
  return { ...size, pixels: base64(pixels), seen: base64(seen), embedding: Array.from(await embedder.embed([seen])) };
}

/** Opens the page's backbone on what a trial finds fastest, of the weights beside the page. */
export async function openBackbone(): Promise<PageBackbone> {
  const id = defaultBackbone;
  const { side } = backbones.get(id);
  const square = { width: side, height: side };
  const weights = await loadWeights(id, { baseUrl: new URL('/data/', location.href).href });
  const embedder = await openEmbedder(id, weights, await enginesToTry());
  return {
    id,
    engine: embedder.engine,
    async file(given) {
      const bytes = Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));
      const { width, height } = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' });
      const size = { width, height };
      return embedded(embedder, await decoded(bytes, size, null), await decoded(bytes, square, null), size);
    },
    async pattern(seed, width, height) {
      const pixels = waves(seed, width, height);
      const data = new Uint8Array(width * height * 4).map((_, k) => (k % 4 === 3 ? 255 : pixels[3 * Math.floor(k / 4) + (k % 4)]!));
      return embedded(embedder, pixels, resized({ width, height, data }, square), { width, height });
    },
  };
}
