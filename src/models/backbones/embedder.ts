import { tensor4d } from '@tensorflow/tfjs-core';
import { PlaygroundError, describeError } from '../../errors.ts';
import type { Backbone } from './backbone.ts';
import { backbones } from './catalog.ts';
import type { Engine } from './engines.ts';
import { backboneFactories } from './index.ts';
import type { NamedTensors } from './mobileNet.ts';

/** A frozen network at work on the backend that a trial found fastest. */
export interface Embedder {
  /** Name of the backend. */
  readonly engine: string;
  /** Milliseconds that one image took in the trial. */
  readonly imageMs: number;
  /** Images [N,side,side,3] of bytes, one after the other -> embeddings [N,length]. */
  embed(images: readonly Uint8Array[]): Promise<Float32Array>;
  dispose(): void;
}

async function computed(network: Backbone, images: readonly Uint8Array[], side: number): Promise<Float32Array> {
  const packed = new Int32Array(images.length * side * side * 3);
  images.forEach((image, i) => packed.set(image, i * side * side * 3));
  const input = tensor4d(packed, [images.length, side, side, 3], 'int32');
  const output = network.embed(input);
  try {
    return (await output.data()) as Float32Array;
  } finally {
    input.dispose();
    output.dispose();
  }
}

interface Candidate {
  readonly engine: Engine;
  readonly network: Backbone;
  readonly imageMs: number;
}

/** @param clock gives milliseconds. */
async function tried(engine: Engine, make: () => Backbone, side: number, clock: () => number): Promise<Candidate> {
  await engine.start();
  const network = make();
  const image = new Uint8Array(side * side * 3).fill(128);
  await computed(network, [image], side); // compiles
  const start = clock();
  await computed(network, [image], side);
  return { engine, network, imageMs: clock() - start };
}

/**
 * Makes a backbone on the engine that is fastest in a trial of one image. The last engine is tried only where none before it
 * works.
 * @throws PlaygroundError with what each engine said when none works.
 */
export async function openEmbedder(id: string, weights: NamedTensors, engines: readonly Engine[], clock = () => performance.now()): Promise<Embedder> {
  const { side } = backbones.get(id);
  const make = () => backboneFactories.get(id)(weights);
  const candidates: Candidate[] = [];
  const failures: string[] = [];
  for (const [i, engine] of engines.entries()) {
    if (i > 0 && i === engines.length - 1 && candidates.length > 0) break;
    try {
      candidates.push(await tried(engine, make, side, clock));
    } catch (error) {
      failures.push(`${engine.name}: ${describeError(error).message}`);
    }
  }
  const [best, ...others] = candidates.toSorted((a, b) => a.imageMs - b.imageMs);
  if (!best) throw new PlaygroundError(`No part of this browser can compute embeddings. ${failures.join(' ')}`, 'Try another browser, or one with hardware acceleration switched on.');
  others.forEach(({ engine, network }) => {
    network.dispose();
    engine.stop();
  });
  await best.engine.start();
  return {
    engine: best.engine.name,
    imageMs: best.imageMs,
    embed: (images) => computed(best.network, images, side),
    dispose() {
      best.network.dispose();
      best.engine.stop();
    },
  };
}
