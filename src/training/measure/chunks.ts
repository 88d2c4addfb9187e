import { dispose } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { CountedFirst } from './countedFirst.ts';
import type { LossValues } from '../step/lossTrace.ts';

/** Images per forward pass: bounds memory and the time until a pause is answered. */
const chunkSize = 250;

/** Images `first` to `end` of those that are measured. */
export interface Chunk {
  readonly first: number;
  readonly end: number;
}

/** A chunk's forward pass on the device: features and logits of all runs [runs x B, D + C], and each run's losses. */
export interface QueuedChunk extends Chunk {
  readonly outputs: Tensor;
  readonly losses: readonly (readonly Scalar[])[];
}

/** The same on the host. */
export interface ReadChunk extends Chunk {
  readonly outputs: Float32Array;
  readonly losses: readonly (readonly number[])[];
}

/** Chunks of so many images, none on both sides of the sample's end. */
export function chunksOf(count: number, sample: number): Chunk[] {
  const cut = (first: number, end: number): Chunk[] =>
    Array.from({ length: Math.ceil((end - first) / chunkSize) }, (_, k) => ({ first: first + k * chunkSize, end: Math.min(end, first + (k + 1) * chunkSize) }));
  return [...cut(0, sample), ...cut(sample, count)];
}

/** Frees what a chunk holds on the device. */
export function disposeChunk({ outputs, losses }: QueuedChunk): void {
  dispose([outputs, ...losses.flat()]);
}

/** Features and logits of one run, [N,D] and [N,C], and its losses over the images that count. */
export interface RunOutputs {
  readonly features: Float32Array;
  readonly logits: Float32Array;
  readonly losses: LossValues;
}

/** What is measured: D, C, the classes that are left out, and the images in their order. */
interface Measured extends Pick<CountedFirst, 'images' | 'counted'> {
  readonly dimension: number;
  readonly classes: number;
  readonly heldOut: readonly number[];
}

/** What chunk by chunk was made for all runs, put together for run `r`. @param ids of its losses. */
export function outputsOf(r: number, ids: readonly string[], { dimension, classes, heldOut, images: { labels }, counted }: Measured, chunks: readonly ReadChunk[]): RunOutputs {
  const width = dimension + classes;
  const features = new Float32Array(dimension * labels.length);
  const logits = new Float32Array(classes * labels.length);
  const sums = ids.map(() => 0);
  for (const { first, end, outputs, losses } of chunks) {
    for (let i = first; i < end; i++) {
      const row = (r * (end - first) + i - first) * width;
      features.set(outputs.subarray(row, row + dimension), dimension * i);
      logits.set(outputs.subarray(row + dimension, row + width), classes * i);
      for (const one of heldOut) logits[classes * i + one] = -Infinity;
    }
    if (end <= counted) losses[r]!.forEach((value, k) => (sums[k]! += value * (end - first)));
  }
  return { features, logits, losses: Object.fromEntries(ids.map((id, k) => [id, sums[k]! / counted])) };
}
