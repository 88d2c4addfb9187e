import { describe, expect, it } from 'vitest';
import { readLink } from '../../config/link/read.ts';
import { bare } from '../../config/link/shared.ts';
import { defaultExperiment } from '../../config/experiment.ts';
import { PlaygroundError } from '../../errors.ts';
import { encodePng } from '../../png/png.ts';
import type { Portrait } from '../../worker/protocol.ts';
import { deviations } from './compare.ts';
import { proofOf } from './make.ts';
import type { Proven } from './make.ts';
import { pngWithProof, proofIn, proofText, svgWithProof } from './proof.ts';

const run = { name: 'Softmax', points: new Float32Array(0), predictions: new Uint8Array(0), nearest: new Uint8Array(0), centers: new Float32Array(0), means: new Float32Array(0) };
const metrics = { losses: {}, testAccuracy: 0.75, withinClassRadius: 1, minCenterDistance: 1, compactness: 1, collapsed: false };
const portrait: Portrait = {
  look: { step: 30, count: 40, dimension: 2, runs: [run, { ...run, name: 'a < b & "c"' }], features: [0, 1].map((r) => Float32Array.from({ length: 80 }, (_, i) => Math.fround(i / 7 + r))), confidences: [] },
  labels: new Uint8Array(40),
  images: Int32Array.from({ length: 40 }, (_, i) => 3 * i),
  evaluation: { step: 30, count: 2004, runs: [{ name: 'Softmax', ...metrics }, { name: 'a < b & "c"', ...metrics }] },
  experiment: defaultExperiment,
  course: { begun: defaultExperiment, log: [], ahead: [], sample: null },
  dataset: { id: 'mnist-10k', label: 'MNIST-10k', trainCount: 7996, testCount: 2004, sha256: 'ab' },
};
const given: Proven = {
  portrait,
  shared: { ...bare, experiment: defaultExperiment, step: 30 },
  backend: { backend: 'webgpu', adapter: 'software' },
  lossHistory: Array.from({ length: 40 }, (_, i) => ({ step: i + 1, runs: [{ softmax: 2 / (i + 1) }, { softmax: 2.5, center: 1 / (i + 1) }] })),
};
const proof = proofOf(given);

describe('a proof', () => {
  it('has losses at a few known steps up to its own, features of the first images, and a link that is read again', () => {
    expect(proof.runs[0]!.losses.map(({ step }) => step)).toEqual([1, 7, 13, 18, 24, 30]);
    expect(proof.runs[1]!.losses[5]).toEqual({ step: 30, values: { softmax: 2.5, center: 0.0333333333 } });
    expect(proof.images).toEqual(Array.from({ length: 20 }, (_, i) => 3 * i));
    expect(proof.runs[1]!.features.map((row) => row.map(Math.fround))).toEqual(Array.from({ length: 20 }, (_, i) => [Math.fround((2 * i) / 7 + 1), Math.fround((2 * i + 1) / 7 + 1)]));
    expect(readLink(proof.link)).toEqual({ shared: given.shared, problems: [] });
    expect(proofOf({ ...given, steps: [2, 99] }).runs[0]!.losses.map(({ step }) => step)).toEqual([2]);
  });

  it('is refused in words where it cannot be held against anything', () => {
    expect(() => proofOf({ ...given, shared: null })).toThrow('It is not known what this training began as');
    const lost = { ...portrait, evaluation: { ...portrait.evaluation, runs: portrait.evaluation.runs.map((one) => ({ ...one, testAccuracy: Number.NaN })) } };
    expect(() => proofOf({ ...given, portrait: lost })).toThrow('not finite');
  });

  it('is of few images where each has many numbers', () => {
    const features = [0, 1].map(() => new Float32Array(40 * 256));
    expect(proofOf({ ...given, portrait: { ...portrait, look: { ...portrait.look, dimension: 256, features } } }).images).toHaveLength(5);
  });
});

const text = proofText(proof);
const png = encodePng(2, 2, Array.from({ length: 16 }, () => 9));
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>a</title></svg>\n';
const bytes = (held: string) => new TextEncoder().encode(held);

describe('a picture with a proof', () => {
  it('gives it back, PNG and SVG, also behind an XML declaration', () => {
    expect(proofIn(pngWithProof(png, text))).toEqual(proof);
    expect(proofIn(bytes(svgWithProof(svg, text)))).toEqual(proof);
    expect(proofIn(bytes(`<?xml version="1.0"?>\n${svgWithProof(svg, text)}`))).toEqual(proof);
  });

  it('without one says so', () => {
    for (const file of [png, bytes(svg)]) expect(() => proofIn(file)).toThrow('The picture has no proof in it.');
    expect(() => proofIn(bytes('GIF89a'))).toThrow('The PNG cannot be read: it does not begin as a PNG does.');
  });

  it('that was changed is refused, whichever letter it is', () => {
    const whole = svgWithProof(svg, text);
    const from = whole.indexOf('{');
    for (let at = from; at < whole.lastIndexOf('}'); at += 7) {
      const letter = whole[at] === '5' ? '6' : '5';
      const changed = whole.slice(0, at) + letter + whole.slice(at + 1);
      let refused: unknown = null;
      try {
        proofIn(bytes(changed));
      } catch (error) {
        refused = error;
      }
      expect(refused, `letter ${at}`).toBeInstanceOf(PlaygroundError);
    }
    expect(() => proofIn(pngWithProof(png, text.replace('"format":1', '"format":2')))).toThrow('of format 2; this project reads formats up to 1');
    expect(() => proofIn(pngWithProof(png, text.slice(0, -9)))).toThrow('it is no JSON');
    expect(() => proofIn(pngWithProof(png, proofText({ ...proof, step: -1 })))).toThrow('step:');
  });
});

describe('deviations', () => {
  const changed = (change: (one: (typeof proof.runs)[number]) => Partial<(typeof proof.runs)[number]>) => ({ ...proof, runs: proof.runs.map((one) => ({ ...one, ...change(one) })) });

  it('are none of the same, and as large as what differs', () => {
    expect(deviations(proof, proof).map(({ losses, features, testAccuracy }) => [losses, features, testAccuracy])).toEqual([[0, 0, 0], [0, 0, 0]]);
    const lossesOff = changed(({ losses }) => ({ losses: losses.map(({ step, values }) => ({ step, values: { ...values, softmax: values['softmax']! * (step === 13 ? 1.01 : 1) } })) }));
    expect(deviations(proof, lossesOff)[0]!.losses).toBeCloseTo(0.01, 6);
    const most = Math.max(...proof.runs[0]!.features.flat());
    const featuresOff = changed(({ features }) => ({ features: features.map((row, i) => row.map((value) => value + (i === 3 ? 0.5 : 0))), testAccuracy: 0.7 }));
    expect(deviations(proof, featuresOff)[0]!.features).toBeCloseTo(0.5 / most, 6);
    expect(deviations(proof, featuresOff)[1]!.testAccuracy).toBeCloseTo(0.05, 9);
  });

  it('are infinite for what is not there', () => {
    expect(deviations(proof, changed(({ losses }) => ({ losses: losses.slice(1) })))[0]!.losses).toBe(Infinity);
    expect(deviations(proof, { ...proof, images: [1] })[0]!.features).toBe(Infinity);
    expect(deviations(proof, { ...proof, runs: proof.runs.slice(0, 1) })[1]).toEqual({ name: 'a < b & "c"', losses: Infinity, features: Infinity, testAccuracy: Infinity });
  });
});
