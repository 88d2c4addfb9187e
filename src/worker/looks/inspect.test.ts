import { describe, expect, it } from 'vitest';
import { confidences } from '../../metrics/softmax.ts';
import { ownMeanDistances } from '../../metrics/ownMean.ts';
import { inspect, nearestRows } from './inspect.ts';

const features = Float32Array.of(0, 0, 0, 3, 4, 0, 1, 1, 1, NaN, 0, 0, -1, 0, 0);
const logits = Float32Array.from([1, 2, 2, 2, 0, -Infinity, 5, 1, 0, 9].map(Math.log));

describe('what is told of an image', () => {
  it('is its probabilities and its nearest ones in all dimensions', () => {
    expect(nearestRows(features, 3, 0, 5)).toEqual([4, 2, 1]);
    const of = { step: 3, dimension: 3, indices: Int32Array.of(8, 6, 4, 2, 0), runs: [{ name: 'a', features, logits }] };
    const told = inspect(of, 6)!;
    expect([...told.runs[0]!.neighbours]).toEqual([4, 8, 0]);
    expect([...told.runs[0]!.probabilities]).toEqual([0.5, 0.5]);
    expect([...inspect(of, 0)!.runs[0]!.probabilities]).toEqual([0, 1]);
    expect(inspect(of, 5)).toBeNull();
  });
});

describe('what snapshots tell besides', () => {
  it('is how sure a run is, and how far an image is from its class', () => {
    expect(Array.from(confidences(logits.subarray(0, 4), 2), (p) => p.toFixed(6))).toEqual(['0.666667', '0.500000']);
    expect(Array.from(confidences(Float32Array.of(-Infinity, 800, 799), 3), (p) => p.toFixed(4))).toEqual(['0.7311']);
    expect([...ownMeanDistances(features.subarray(0, 6), Uint8Array.of(1, 0), Float32Array.of(NaN, 0, 0, 0, 0, 2), 3)]).toEqual([2, NaN]);
  });
});
