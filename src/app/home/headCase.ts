import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { weightSources } from '../../data/sources/weights.ts';
import type { WeightFile } from '../../data/sources/weights.ts';
import { sha256 } from '../../data/formats/sha256.ts';
import { backbones, defaultBackbone } from '../../models/backbones/catalog.ts';
import { channels, waves } from '../../models/backbones/mobileNetCase.ts';
import { createRandom } from '../../random.ts';
import { embeddingExperiment } from '../../training/tinyDataset.ts';
import type { BackboneOrigin } from '../../worker/own/contents.ts';
import type { LearnedHead } from './preprocessing.ts';

/** Tests only: classes of the heads. */
export const classNames = ['wren', 'robin, "red"', 'tit', 'finch', 'owl'];

/** Tests only: a backbone, and the bytes of its files where they are not in a folder. */
export interface BackboneCase {
  readonly origin: BackboneOrigin;
  /** The folder that holds the files; null where `files` are written. */
  readonly folder: string | null;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Means over places and nearly as many channels again: a byte rounded the other way changes the embedding little. */
function calm(name: string, value: number, k: number): number {
  if (name.endsWith('/depthwise_kernel')) return (1 + 0.3 * value) / 9;
  if (/^conv_pw_\d+\/kernel$/.test(name)) return 0.1 * value + Number(k % (channels + 1) === 0);
  if (name.endsWith('/moving_variance')) return 1;
  return name.endsWith('/beta') ? 0.1 * value : value;
}

/** Tests only: the page's backbone, where its weights are in DATA_DIR or were put beside the page; else a network of the same form four channels wide. */
export async function backboneCase(): Promise<BackboneCase> {
  const { folder, files, mirrors } = weightSources[defaultBackbone]!;
  const found = [join(process.env['DATA_DIR'] ?? '', 'weights', folder), join('public', 'data', folder)].find((path) => files.every(({ name }) => existsSync(join(path, name))));
  const choice = { ...backbones.get(defaultBackbone), id: defaultBackbone };
  if (found) return { origin: { ...choice, folder, files, addresses: mirrors.map(({ url }) => url) }, folder: found, files: new Map() };
  const weights = [...waves()].map(([name, { shape, values }]) => [name, { shape, values: values.map((value, k) => calm(name, value, k)) }] as const);
  const bytes = new Uint8Array(await new Blob(weights.map(([, { values }]) => values)).arrayBuffer());
  const file: WeightFile = { name: 'all', unpackedBytes: bytes.length, sha256: await sha256(bytes), tensors: Object.fromEntries(weights.map(([name, { shape }]) => [name, shape])) };
  return { origin: { ...choice, length: channels, folder: 'waves', files: [file], addresses: [] }, folder: null, files: new Map([['all', bytes]]) };
}

/** Tests only: a head with bias on a backbone, of 16 features and five classes, of seeded numbers. */
export function headOn(backbone: BackboneOrigin): LearnedHead {
  const random = createRandom(7, 'head');
  const drawn = (shape: number[], bound: number) => ({ shape, values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform(-bound, bound)) });
  const tensors = new Map([
    ['features/weight', drawn([backbone.length, 16], 2 / Math.sqrt(backbone.length))],
    ['features/bias', drawn([16], 1)],
    ['logits/weight', drawn([16, 5], 0.5)],
    ['logits/bias', drawn([5], 1)],
    ['terms/center/centers', drawn([5, 16], 1)],
  ]);
  const form = { length: backbone.length };
  return { experiment: embeddingExperiment, step: 40, run: 1, dataset: { id: 'photographs-0123456789ab', label: 'birds', classNames, form }, tensors, testAccuracy: 0.8125, testCount: 16, backbone };
}
