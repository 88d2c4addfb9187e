import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { PlaygroundError } from '../../errors.ts';
import { readTrainingFile, trainingFile } from './trainingFile.ts';
import type { FiledTraining } from './trainingFile.ts';

const metrics = { name: 'a', losses: { softmax: 1, center: 2 }, testAccuracy: 0.5, withinClassRadius: 1, minCenterDistance: 0, compactness: Number.NaN, collapsed: true };
const training: FiledTraining = {
  experiment: defaultExperiment,
  step: 7,
  log: [{ step: 3, change: { kind: 'rates', learningRate: 0.01, centerRate: 0.5 } }],
  begun: { ...defaultExperiment, seed: 2 },
  sample: 40,
  ahead: [],
  lossHistory: [{ step: 7, runs: [{ softmax: 1, center: 2 }] }],
  evaluations: [{ step: 7, count: 250, runs: [metrics] }],
  bytes: Uint8Array.from([1, 2, 3, 4]).buffer,
};

const refusal = (file: Blob) => readTrainingFile(file).then(() => 'read', (error: unknown) => (error instanceof PlaygroundError ? error.message : `threw ${String(error)}`));
const withHeader = (change: object) => trainingFile({ ...training, ...change });

describe('the file of a training', () => {
  it('gives it back, with its curves and its bytes', async () => {
    const read = await readTrainingFile(trainingFile(training));
    expect({ ...read, bytes: [...new Uint8Array(read.bytes)] }).toEqual({ ...training, bytes: [1, 2, 3, 4] });
  });

  it.each<[string, () => Blob | Promise<Blob>, string]>([
    ['empty', () => new Blob([]), 'it does not begin as the file of a training does'],
    ['another', () => new Blob(['PK'.repeat(40)]), 'it does not begin as the file of a training does'],
    ['cut short', () => trainingFile(training).slice(0, 100), 'its header says to have'],
    ['changed', async () => new Blob([await trainingFile(training).slice(0, 40).arrayBuffer(), 'X', await trainingFile(training).slice(41).arrayBuffer()]), 'the checksum of its header does not fit'],
    ['of a newer format', async () => new Blob([await trainingFile(training).slice(0, 8).arrayBuffer(), Uint8Array.from([9, 0, 0, 0]), await trainingFile(training).slice(12).arrayBuffer()]), 'The file is of format 9; this page reads formats up to 1.'],
    ['without an experiment', () => withHeader({ experiment: 5 }), 'experiment: The experiment is 5'],
    ['with another seed', () => withHeader({ begun: { ...defaultExperiment, seed: -1 } }), 'begun: seed is -1'],
    ['at no step', () => withHeader({ step: -1 }), 'step: is -1'],
    ['with another log', () => withHeader({ log: [{ step: 1 }] }), 'log: The log of live changes cannot be read'],
    ['with other curves', () => withHeader({ lossHistory: [{ step: 1, runs: 'x' }] }), 'its lossHistory 0.runs is not right'],
    ['without measures', () => withHeader({ evaluations: undefined }), 'its evaluations'],
  ])('%s is refused by name', async (_what, make, message) => {
    expect(await refusal(await make())).toContain(message);
  });

  it('is read or refused by name with any byte changed', async () => {
    const whole = new Uint8Array(await trainingFile(training).arrayBuffer());
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at]! ^= 1 << (at % 8);
      expect(await refusal(new Blob([changed]))).toMatch(/^(read|The file )/);
    }
  });
});
