import { effectiveWeight } from '../../config/experiment.ts';
import type { BackboneOrigin } from '../../worker/own/contents.ts';
import type { LearnedWithOrigin } from '../../worker/protocol.ts';

/** A run that learned from photographs. */
export interface LearnedHead extends LearnedWithOrigin {
  readonly backbone: BackboneOrigin;
}

/** What `preprocessing.json` says: how an image becomes what the head reads, and what the head is. The programs beside it read it. */
export interface Preprocessing {
  readonly format: 1;
  readonly project: string;
  readonly backbone: {
    readonly id: string;
    readonly name: string;
    readonly source: string;
    readonly licence: string;
    /** Which numbers of it are the embedding. */
    readonly output: string;
    readonly folder: string;
    readonly addresses: readonly string[];
    readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string; readonly tensors: Readonly<Record<string, readonly number[]>> }[];
  };
  readonly input: { readonly height: number; readonly width: number; readonly channels: string; readonly resize: string; readonly range: readonly [number, number]; readonly scaling: string };
  /** In the order of the logits. */
  readonly classes: readonly string[];
  /** K. */
  readonly embeddingLength: number;
  /** D. */
  readonly dimension: number;
  /** Id of the head, as in the experiment. */
  readonly head: string;
  readonly run: string;
  /** Weight of the center loss at this step. */
  readonly centerWeight: number;
  readonly objective: readonly { readonly loss: string; readonly weight: number; readonly on: boolean }[];
  readonly dataset: string;
  readonly seed: number;
  readonly step: number;
  /** 0 to 1. */
  readonly testAccuracy: number | null;
  readonly testImages: number;
}

const resize = 'the whole image, or its box where the set came with boxes, turned by its EXIF orientation, transparent parts on white, squashed to this size: bilinear with antialiasing, as Pillow and PyTorch (antialias=True) have it, rounded to bytes';

/** What to tell the programs, and a person who writes another one. */
export function preprocessingOf({ backbone, experiment, step, run: number, dataset, testAccuracy, testCount }: LearnedHead): Preprocessing {
  const { id, label, source, licence, side, length, folder, addresses, files } = backbone;
  const run = experiment.runs[number]!;
  return {
    format: 1,
    project: 'Center Loss Playground',
    backbone: {
      id,
      name: label,
      source,
      licence,
      output: 'the mean of its last block (conv_pw_13_relu) over all places',
      folder,
      addresses,
      files: files.map(({ name, unpackedBytes, sha256, tensors }) => ({ name, bytes: unpackedBytes, sha256, tensors })),
    },
    input: { height: side, width: side, channels: 'red, green, blue', resize, range: [-1, 1], scaling: 'byte / 127.5 - 1' },
    classes: dataset.classNames,
    embeddingLength: length,
    dimension: experiment.dimension,
    head: run.head,
    run: run.name,
    centerWeight: effectiveWeight(run, 'center'),
    objective: run.objective.map(({ loss, weight, on }) => ({ loss, weight, on })),
    dataset: dataset.label,
    seed: experiment.seed,
    step,
    testAccuracy,
    testImages: testCount,
  };
}
