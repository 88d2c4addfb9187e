import { strToU8, zipSync } from 'fflate';
import { PlaygroundError } from '../../errors.ts';
import { heads } from '../../models/catalog.ts';
import type { LearnedWithOrigin } from '../../worker/protocol.ts';
import { modelFile } from './modelFile.ts';
import { preprocessingOf } from './preprocessing.ts';
import type { LearnedHead } from './preprocessing.ts';
import predictMjs from './programs/predict.mjs?raw';
import predictPy from './programs/predict.py?raw';

/** Heads that the programs compute, and backbones that they build, whatever the width. */
const known = ['linear', 'linear-bias'];
const knownBackbone = /^mobilenet-v1-/;

const isHead = (learned: LearnedWithOrigin): learned is LearnedHead => learned.backbone !== null;

/**
 * A zip of a run's head, how an image becomes what it reads, and two programs that name the class of photographs with it:
 * `head.safetensors`, `preprocessing.json`, `predict.mjs`, `predict.py`.
 * @throws PlaygroundError when the run learned from images, and for a head or a backbone that the programs do not know.
 */
export function headZip(learned: LearnedWithOrigin): Uint8Array<ArrayBuffer> {
  const { dataset, experiment, run } = learned;
  if (!isHead(learned)) throw new PlaygroundError(`${dataset.label} is trained on its images themselves, so there is no head on a backbone.`, 'Save the model, or train on photographs.');
  const { id, label } = learned.backbone;
  if (!knownBackbone.test(id)) throw new PlaygroundError(`The programs cannot build ${label}.`, 'Save the table: it has the embeddings.');
  const { head } = experiment.runs[run]!;
  if (!known.includes(head)) throw new PlaygroundError(`The programs know no head “${heads.get(head).label}”.`, 'Save the model, or choose a run with a linear head.');
  return zipSync({
    'head.safetensors': modelFile(learned),
    'preprocessing.json': strToU8(`${JSON.stringify(preprocessingOf(learned), null, 2)}\n`),
    'predict.mjs': strToU8(predictMjs),
    'predict.py': strToU8(predictPy),
  });
}
