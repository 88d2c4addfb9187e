import { defaultExperiment, makeRun } from '../../config/experiment.ts';
import type { Experiment } from '../../config/schema.ts';
import type { Dataset } from '../../data/dataset.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { embeddingExperiment, tinyDataset, tinyEmbeddings } from '../tinyDataset.ts';
import { Trainer } from '../trainer.ts';
import type { LossValues } from '../step/lossTrace.ts';

const images = (trainCount: number) => tinyDataset({ side: 8, trainCount });

/** Tests only: trainings on 8 x 8 images and on embeddings, each through several epochs with examples left over. */
export const checkpointCases: readonly { readonly experiment: Experiment; readonly dataset: Dataset }[] = [
  ...(['adam', 'sgd'] as const).flatMap((optimizer) => [
    { experiment: { ...defaultExperiment, batchSize: 2, learningRate: 0.002, optimizer }, dataset: images(15) },
    { experiment: { ...defaultExperiment, model: 'lenet++', batchSize: 2, learningRate: 0.002, optimizer, runs: [makeRun('Softmax + center', 0.1)] }, dataset: images(5) },
  ]),
  { experiment: { ...embeddingExperiment, batchSize: 2 }, dataset: tinyEmbeddings(15) },
];

/** Tests only: losses and end of a training. */
export interface Course {
  readonly losses: readonly (readonly LossValues[])[];
  readonly end: Checkpoint;
}

/** Tests only: takes an experiment as it is. */
export const asIs = (value: unknown) => value as Experiment;

/** Tests only: `steps` in one go, with a change of weight after `first` of them. */
export async function inOneGo(experiment: Experiment, dataset: Dataset, [first, second]: readonly [number, number], capture: boolean): Promise<Course> {
  const trainer = new Trainer(experiment, dataset, { capture });
  // Compiles on all cores; the first step would compile one program after the other.
  await trainer.prepare(() => undefined);
  trainer.advance(first);
  liveChange(trainer);
  trainer.advance(second);
  const course = { losses: (await trainer.readLosses()).trace.losses, end: await trainer.checkpoint() };
  trainer.dispose();
  return course;
}

/** Tests only: what is left of a training that was broken off: its losses, and its checkpoint as a file. */
export interface Stump {
  readonly losses: Course['losses'];
  readonly file: ArrayBuffer;
}

/** Tests only: the same training up to the change. Training goes on behind the checkpoint's back. */
export async function firstPart(experiment: Experiment, dataset: Dataset, first: number, capture: boolean): Promise<Stump> {
  const trainer = new Trainer(experiment, dataset, { capture });
  // Compiles on all cores; the first step would compile one program after the other.
  await trainer.prepare(() => undefined);
  trainer.advance(first);
  liveChange(trainer);
  const [reading, saving] = [trainer.readLosses(), trainer.checkpoint()];
  trainer.advance(1);
  const [{ trace }, saved] = await Promise.all([reading, saving]);
  trainer.dispose();
  return { losses: trace.losses, file: encodeCheckpoint(saved) };
}

/** Tests only: the rest of it, by a new trainer from the file. */
export async function secondPart({ losses, file }: Stump, dataset: Dataset, second: number, capture: boolean): Promise<Course> {
  const restored = decodeCheckpoint(file, asIs);
  const trainer = new Trainer(restored.experiment, dataset, { capture });
  trainer.restore(restored);
  trainer.advance(second);
  const { trace } = await trainer.readLosses();
  if (trace.firstStep !== losses.length + 1) throw new Error(`The restored training begins at step ${trace.firstStep}.`);
  const course = { losses: [...losses, ...trace.losses], end: await trainer.checkpoint() };
  trainer.dispose();
  return course;
}

function liveChange(trainer: Trainer): void {
  trainer.change({ kind: 'term', loss: 'center', runs: [trainer.runs.length - 1], weight: 0.7, on: true });
  trainer.change({ kind: 'rates', learningRate: 0.001, centerRate: 0.25 });
}

/** Tests only: the largest difference of two trainings' losses, relative to the largest one. */
export function lossDistance(a: Course, b: Course): number {
  const flat = ({ losses }: Course) => losses.flat().flatMap((values) => Object.values(values));
  const [one, other] = [flat(a), flat(b)];
  return Math.max(...one.map((value, i) => Math.abs(value - other[i]!))) / Math.max(...one);
}

/** Tests only: names of what is not the same to the bit in two checkpoints. (vitest compares a million numbers in ten seconds.) */
export function differences(a: Checkpoint, b: Checkpoint): string[] {
  const names = [...new Set([...Object.keys(a.arrays), ...Object.keys(b.arrays)])];
  const bits = ({ arrays }: Checkpoint, name: string) => (arrays[name] ? new Uint32Array(arrays[name].buffer, arrays[name].byteOffset, arrays[name].length) : new Uint32Array(0));
  const differing = names.filter((name) => {
    const [one, other] = [bits(a, name), bits(b, name)];
    return one.length !== other.length || one.some((word, i) => word !== other[i]);
  });
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return [...(same(a.experiment, b.experiment) ? [] : ['experiment']), ...(a.step === b.step ? [] : ['step']), ...differing];
}
