import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import type { Experiment } from '../../config/schema.ts';
import { PlaygroundError } from '../../errors.ts';
import { createRandom } from '../../random.ts';
import { openBackend } from '../backend/backend.ts';
import { tinyDataset } from '../tinyDataset.ts';
import { Trainer } from '../trainer.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import type { Checkpoint, CheckpointFormat } from './checkpoint.ts';
import { checkpointCases, differences, firstPart, inOneGo, secondPart } from './cases.ts';

beforeAll(async () => void (await openBackend('cpu')));

const small: Checkpoint = {
  experiment: defaultExperiment,
  step: 1234,
  arrays: { 'runs/0/centers': Float32Array.of(1.5, -0, Number.NaN, 1e-42), 'runs/1/centers': new Float32Array(0), 'runs/0/parameters/ä': Float32Array.of(3) },
};

/** An experiment, or refused: what a real check does with values of other types. */
function check(value: unknown): Experiment {
  if (JSON.stringify(value) !== JSON.stringify(defaultExperiment)) throw new PlaygroundError('Not the experiment.', 'Use another.');
  return value as Experiment;
}

const refused = (file: ArrayBuffer, format?: CheckpointFormat): PlaygroundError => {
  try {
    decodeCheckpoint(file, check, format);
  } catch (error) {
    if (error instanceof PlaygroundError) return error;
    throw error;
  }
  throw new Error('The file was read.');
};

/** A file whose header holds other values, with a right checksum. */
function withHeader(change: { experiment?: unknown; step?: unknown }): ArrayBuffer {
  return encodeCheckpoint({ ...small, ...change } as Checkpoint);
}

describe('a checkpoint file', () => {
  it('gives back the checkpoint to the bit', () => {
    const { experiment, step, arrays } = decodeCheckpoint(encodeCheckpoint(small), check);
    expect({ experiment, step }).toEqual({ experiment: small.experiment, step: small.step });
    expect(Object.keys(arrays)).toEqual(Object.keys(small.arrays));
    for (const [name, array] of Object.entries(arrays)) expect(new Uint8Array(array.buffer)).toEqual(new Uint8Array(small.arrays[name]!.buffer));
  });

  it('is refused when damaged anywhere, by any of 2,000 seeded mutations, and then names it', () => {
    const random = createRandom(5, 'mutations');
    const file = new Uint8Array(encodeCheckpoint(small));
    for (let round = 0; round < 2000; round++) {
      const mutated = Uint8Array.from(file);
      for (let n = random.integer(4); n >= 0; n--) mutated[random.integer(mutated.length)] = random.integer(256);
      const cut = random.integer(3) === 0 ? mutated.slice(0, random.integer(mutated.length + 1)) : mutated;
      if (cut.length === file.length && cut.every((byte, i) => byte === file[i])) continue;
      expect(refused(cut.buffer).message).toMatch(/^The checkpoint (cannot be read|has format)/);
    }
  });

  it('is refused for each thing that can be wrong with it, by name', () => {
    const file = encodeCheckpoint(small);
    expect(refused(new ArrayBuffer(0)).message).toContain('does not begin as a checkpoint does');
    expect(refused('text' as unknown as ArrayBuffer).message).toContain('not a file of bytes');
    expect(refused(file.slice(0, file.byteLength - 4)).message).toContain('cut short');
    expect(refused(encodeCheckpoint(small, { version: 3, migrations: {} }))).toMatchObject({ message: 'The checkpoint has format 3; this page reads formats up to 2.', hint: expect.stringContaining('newest') });
    expect(refused(withHeader({ step: -1 })).message).toContain('its step is -1');
    expect(refused(withHeader({ step: 'x' })).message).toContain('its step is "x"');
    expect(refused(withHeader({ experiment: { seed: 1 } })).message).toBe('Not the experiment.');
  });

  it('is refused when its header lies about its arrays, before memory is taken for them', () => {
    const file = encodeCheckpoint({ ...small, arrays: { abc: Float32Array.of(1, 2) } });
    expect(refused(resealed(file, '["abc",2]', '["abc",9]')).message).toContain('array abc says to have 9 values where 2 are left');
    expect(refused(resealed(file, '["abc",2]', '["abc",1]')).message).toContain('4 bytes follow its last array');
    expect(refused(resealed(file, '["abc",2]', '["abc",-]')).message).toContain('its header is no JSON');
    expect(refused(resealed(file, '[["abc",2]]', '[["abc",{}]')).message).toContain('its header is no JSON');
    expect(refused(resealed(file, '"arrays"', '"Arrays"')).message).toContain('no list of at most');
  });

  it('of an older format is brought up to date step by step; where a step is missing it is refused', () => {
    const first = { version: 1, migrations: {} };
    const format: CheckpointFormat = {
      version: 3,
      migrations: { 1: (stored) => ({ ...stored, step: Number(stored.step) * 10 }), 2: (stored) => ({ ...stored, step: Number(stored.step) + 1 }) },
    };
    expect(decodeCheckpoint(encodeCheckpoint(small, first), check, format).step).toBe(12341);
    expect(refused(encodeCheckpoint(small, first), { version: 2, migrations: {} }).message).toContain('formats 1 and older are not read any more');
  });
});

describe('a checkpoint of format 1', () => {
  it('has its centers where the center loss keeps them now', () => {
    const file = encodeCheckpoint({ ...small, arrays: { 'runs/0/centers': Float32Array.of(1), 'runs/11/centers': Float32Array.of(2), 'runs/0/parameters/centers': Float32Array.of(3) } }, { version: 1, migrations: {} });
    expect(decodeCheckpoint(file, check).arrays).toEqual({
      'runs/0/terms/center/centers': Float32Array.of(1),
      'runs/11/terms/center/centers': Float32Array.of(2),
      'runs/0/parameters/centers': Float32Array.of(3),
    });
  });
});

/** A file with text of its header replaced by text as long, and a right checksum. */
function resealed(file: ArrayBuffer, from: string, to: string): ArrayBuffer {
  const bytes = new Uint8Array(file.slice(0));
  const text = String.fromCharCode(...bytes);
  const at = text.indexOf(from);
  if (at < 0 || from.length !== to.length) throw new Error('Nothing to replace.');
  bytes.set(Uint8Array.from(to, (letter) => letter.charCodeAt(0)), at);
  let hash = 2166136261;
  for (const word of new Uint32Array(bytes.buffer, 16)) hash = Math.imul(hash ^ word, 16777619);
  new DataView(bytes.buffer).setUint32(12, hash >>> 0, true);
  return bytes.buffer;
}

describe('a training', () => {
  it.each(checkpointCases)('of $experiment.model with $experiment.optimizer goes on from its checkpoint to the bit, and leaks nothing', async ({ experiment, dataset }) => {
    const before = memory().numTensors;
    const [first, second] = experiment.model === 'lenet++' ? ([1, 1] as const) : ([20, 30] as const);
    const expected = await inOneGo(experiment, dataset, [first, second], true);
    const course = await secondPart(await firstPart(experiment, dataset, first, true), dataset, second, true);
    expect(course.losses).toEqual(expected.losses);
    expect(differences(course.end, expected.end)).toEqual([]);
    expect(expected.end.step).toBe(first + second);
    expect(memory().numTensors).toBe(before);
  }, 240_000);

  it('refuses a checkpoint that does not fit, names the array and the sizes, and stays as it was', async () => {
    const make = (change: Partial<Experiment> = {}, side = 8) => new Trainer({ ...defaultExperiment, batchSize: 4, ...change }, tinyDataset({ side, trainCount: 9 }));
    const trainer = make();
    trainer.advance(3);
    const held = await trainer.checkpoint();
    const others = [
      { other: make({ model: 'lenet++', runs: defaultExperiment.runs.slice(0, 1) }), message: 'The checkpoint is of the model lenet++; this training has small-cnn.' },
      { other: make({}, 16), message: 'The array runs/0/parameters/hidden/weight holds 8192 values; this training has 2048 there.' },
      { other: make({ optimizer: 'sgd' }), message: 'The array runs/0/optimizer/conv1/filter/slot1 is missing; this training has 72 there.' },
      { other: make({ runs: defaultExperiment.runs.slice(0, 1) }), message: 'The array runs/1/parameters/conv1/filter is missing' },
      { other: make({ runs: [...defaultExperiment.runs, { ...defaultExperiment.runs[0]!, name: 'third' }] }), message: 'The array runs/2/parameters/conv1/filter with 72 values has no place in this training.' },
    ];
    for (const { other, message } of others) {
      const foreign = await other.checkpoint();
      expect(() => trainer.restore(foreign)).toThrow(PlaygroundError);
      expect(() => trainer.restore(foreign)).toThrow(message);
      other.dispose();
    }
    expect(trainer.step).toBe(3);
    expect(await trainer.checkpoint()).toEqual(held);
    trainer.dispose();
  });

  it('can be taken back to an earlier step of its own', async () => {
    const trainer = new Trainer({ ...defaultExperiment, batchSize: 4 }, tinyDataset({ side: 8, trainCount: 9 }));
    trainer.advance(1);
    const held = await trainer.checkpoint();
    await trainer.readLosses();
    trainer.advance(4);
    const first = await trainer.readLosses();
    trainer.restore(held);
    expect(trainer.step).toBe(1);
    trainer.advance(4);
    expect(await trainer.readLosses()).toEqual(first);
    trainer.dispose();
  });
});
