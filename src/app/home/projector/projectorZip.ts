import { strToU8, zipSync } from 'fflate';
import type { SeenImage } from '../../../data/images/seen.ts';
import { encodePng } from '../../../png/png.ts';

/** Side of an image in the sprite at most, and of the sprite, in pixels: the Embedding Projector takes no larger one. */
const mostSide = 64;
const spriteSide = 8192;

/** What is written: one row a test image. */
export interface ProjectorContents {
  /** D. */
  readonly dimension: number;
  /** [N, D] */
  readonly features: Float32Array;
  /** [N] each. */
  readonly labels: Uint8Array;
  readonly predictions: Uint8Array;
  readonly indices: Int32Array;
  readonly classNames: readonly string[];
  readonly images: readonly SeenImage[];
  /** What the run is called. */
  readonly name: string;
}

/** A cell of a table whose cells are parted by tabs. */
const cell = (text: string) => text.replace(/[\t\r\n]+/g, ' ');

/** All images in rows of a square, each shrunk by whole pixels to fit. */
function spriteOf(images: readonly SeenImage[]) {
  const across = Math.max(1, Math.ceil(Math.sqrt(images.length)));
  const { width = 1, height = 1 } = images[0] ?? {};
  const every = Math.ceil(Math.max(width, height) / Math.min(mostSide, Math.floor(spriteSide / across)));
  const size = [Math.max(1, Math.floor(width / every)), Math.max(1, Math.floor(height / every))] as const;
  const [wide, high] = size;
  const pixels = new Uint8Array(4 * across * wide * across * high).fill(255);
  images.forEach(({ pixels: from, width: row }, i) => {
    const [left, top] = [(i % across) * wide, Math.floor(i / across) * high];
    for (let y = 0; y < high; y++) {
      for (let x = 0; x < wide; x++) {
        const at = 4 * (y * every * row + x * every);
        pixels.set(from.subarray(at, at + 4), 4 * ((top + y) * across * wide + left + x));
      }
    }
  });
  return { png: encodePng(across * wide, across * high, pixels), size };
}

/**
 * A zip for TensorFlow's Embedding Projector: `tensors.tsv` (features), `metadata.tsv` (class, prediction, number in the test set),
 * `sprite.png`, and `projector_config.json`, which names the three.
 */
export function projectorZip({ dimension, features, labels, predictions, indices, classNames, images, name }: ProjectorContents): Uint8Array<ArrayBuffer> {
  const count = labels.length;
  const rows = Array.from({ length: count }, (_, i) => Array.from(features.subarray(i * dimension, (i + 1) * dimension), (value) => Number(value.toPrecision(9))).join('\t'));
  const className = (label: number) => cell(classNames[label] ?? String(label));
  const metadata = ['class\tprediction\timage', ...Array.from(labels, (label, i) => `${className(label)}\t${className(predictions[i]!)}\t${indices[i]!}`)];
  const { png, size } = spriteOf(images);
  const config = { embeddings: [{ tensorName: name, tensorShape: [count, dimension], tensorPath: 'tensors.tsv', metadataPath: 'metadata.tsv', sprite: { imagePath: 'sprite.png', singleImageDim: size } }] };
  return zipSync({
    'tensors.tsv': strToU8(`${rows.join('\n')}\n`),
    'metadata.tsv': strToU8(`${metadata.join('\n')}\n`),
    'sprite.png': png,
    'projector_config.json': strToU8(JSON.stringify(config, null, 2)),
  });
}
