import { expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import type { RunFeatures } from '../../worker/looks/drawing.ts';
import { Line } from './line.ts';

const run: RunFeatures = {
  name: 'Softmax',
  points: new Float32Array(20),
  predictions: new Uint8Array(10),
  nearest: new Uint8Array(10),
  centers: new Float32Array(4),
  means: new Float32Array(4),
};

const bytesOf = (drawn: RunFeatures) => {
  const line = new Line({ id: 1, name: 'a', start: 0, base: defaultExperiment, fork: null });
  line.draw({ step: 5, labels: new Uint8Array(10), indices: new Int32Array(10), runs: [drawn] });
  return line.frames.all[0]!.bytes;
};

it('a picture of the plane counts its arrays, with what is told besides, one in space its depths too', () => {
  expect(bytesOf(run)).toBe(80 + 10 + 10 + 16 + 16);
  const told = { confidences: new Float32Array(10), distances: new Float32Array(10) };
  expect(bytesOf({ ...run, told }) - bytesOf(run)).toBe(40 + 40);
  const depths = { points: new Float32Array(10), centers: new Float32Array(2), means: new Float32Array(2) };
  expect(bytesOf({ ...run, depths }) - bytesOf(run)).toBe(40 + 8 + 8);
});
