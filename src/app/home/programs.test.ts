import { setBackend, tensor4d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { unzipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../../bench/contenders/pytorch.mjs';
import { resized } from '../../data/images/resize.ts';
import { createMobileNet } from '../../models/backbones/mobileNet.ts';
import type { NamedTensors } from '../../models/backbones/mobileNet.ts';
import { backboneCase, classNames, headOn } from './headCase.ts';
import type { BackboneCase } from './headCase.ts';
import { headZip } from './headZip.ts';
import type { LearnedHead } from './preprocessing.ts';

const side = 224;
const python = findPython();
const folder = mkdtempSync(join(tmpdir(), 'playground-head-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly pixels: Uint8Array;
}

/** Pictures of the network's own size, larger, smaller and oblong ones: waves of different lengths and colours. */
const pictures = ([[224, 224], [500, 333], [90, 160], [225, 224], [64, 48]] as const).map(([width, height], p): Picture => {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, k) => {
    const [c, x, y] = [k % 3, Math.floor(k / 3) % width, Math.floor(k / 3 / width)];
    return 127 + 120 * Math.sin((0.02 + 0.11 * p) * (c === p % 3 ? x : y) + c * p) * (c === (p + 1) % 3 ? 0.3 : 1);
  });
  return { name: `${p}.ppm`, width, height, pixels };
});

function weightsOf({ origin, folder: held, files }: BackboneCase): NamedTensors {
  return new Map(
    origin.files.flatMap(({ name, tensors }) => {
      const numbers = new Float32Array(new Uint8Array(held ? readFileSync(join(held, name)) : files.get(name)!).buffer);
      let at = 0;
      return Object.entries(tensors).map(([tensor, shape]) => [tensor, { shape, values: numbers.subarray(at, (at += shape.reduce((a, b) => a * b, 1))) }] as const);
    }),
  );
}

/** Rows [N] times a matrix [N, M] and a bias [M]. */
function dense(row: ArrayLike<number>, { tensors }: LearnedHead, name: string): number[] {
  const { values, shape } = tensors.get(`${name}/weight`)!;
  const width = shape[1]!;
  return Array.from(tensors.get(`${name}/bias`)!.values, (bias, m) => Array.from(row).reduce((sum, value, n) => sum + value * values[n * width + m]!, bias));
}

/** What the page's own code says of the pictures: a class and its probability. */
async function expectedOf(backbone: BackboneCase, head: LearnedHead) {
  await setBackend('wasm');
  const network = createMobileNet(weightsOf(backbone));
  const made = [];
  for (const { width, height, pixels } of pictures) {
    const data = new Uint8Array(width * height * 4).map((_, k) => (k % 4 === 3 ? 255 : pixels[3 * Math.floor(k / 4) + (k % 4)]!));
    const input = tensor4d(Int32Array.from(resized({ width, height, data }, { width: side, height: side })), [1, side, side, 3], 'int32');
    const output = network.embed(input);
    const logits = dense(dense(await output.data(), head, 'features'), head, 'logits');
    [input, output].forEach((held) => held.dispose());
    const best = logits.indexOf(Math.max(...logits));
    made.push({ name: classNames[best]!, probability: 1 / logits.reduce((sum, logit) => sum + Math.exp(logit - logits[best]!), 0) });
  }
  network.dispose();
  return made;
}

/** Runs a program of the zip as it stands. */
function said(program: string, file: string) {
  const { status, stdout, stderr } = spawnSync(program, [file, ...pictures.map(({ name }) => name)], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ended with ${status}: ${stderr}`);
  return stdout.trimEnd().split(/\r?\n/).map((line) => line.split('\t'));
}

const state: { backbone?: BackboneCase; expected?: Awaited<ReturnType<typeof expectedOf>> } = {};

beforeAll(async () => {
  const backbone = await backboneCase();
  const head = headOn(backbone.origin);
  for (const [name, bytes] of Object.entries(unzipSync(headZip(head)))) writeFileSync(join(folder, name), bytes);
  for (const { name, width, height, pixels } of pictures) writeFileSync(join(folder, name), Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), pixels]));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  const { origin, folder: held, files } = backbone;
  if (held) symlinkSync(resolve(held), join(folder, origin.folder), 'junction');
  else mkdirSync(join(folder, origin.folder));
  for (const [name, bytes] of files) writeFileSync(join(folder, origin.folder, name), bytes);
  Object.assign(state, { backbone, expected: await expectedOf(backbone, head) });
}, 300_000);

describe('a program of the zip', { timeout: 120_000 }, () => {
  // Without PyTorch the program in Python is not run.
  const programs = [['predict.mjs', process.execPath] as const, ...(python ? [['predict.py', python.path] as const] : [])];

  it.each(programs)('%s names the classes that the page names, by the same probabilities', (file, program) => {
    const { expected } = state;
    const found = said(program, file);
    expect(found.map(([path, name]) => [path, name])).toEqual(expected!.map(({ name }, i) => [pictures[i]!.name, name]));
    // A byte on the edge between two may be rounded the other way, which moves a probability by less than a thousandth.
    found.forEach(([, , probability], i) => expect(Math.abs(Number(probability) - expected![i]!.probability), pictures[i]!.name).toBeLessThan(2e-3));
    // No two pictures come to the same, so that one cannot stand for another.
    expect(new Set(expected!.map(({ probability }) => probability.toFixed(3))).size).toBe(pictures.length);
  });

  it.each(programs)('%s says what is wrong with weights that were changed', (file, program) => {
    const { origin } = state.backbone!;
    const told = JSON.parse(readFileSync(join(folder, 'preprocessing.json'), 'utf8')) as { backbone: { files: { sha256: string }[] } };
    const changed = { ...told, backbone: { ...told.backbone, files: told.backbone.files.map((one) => ({ ...one, sha256: '0' })) } };
    writeFileSync(join(folder, 'preprocessing.json'), JSON.stringify(changed));
    try {
      expect(() => said(program, file)).toThrow(new RegExp(`${origin.folder}/${origin.files[0]!.name} is damaged: delete it and start again`));
    } finally {
      writeFileSync(join(folder, 'preprocessing.json'), JSON.stringify(told));
    }
  });
});
