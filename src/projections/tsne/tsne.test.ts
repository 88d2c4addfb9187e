import { describe, expect, it } from 'vitest';
import { neighbourAgreement } from '../../metrics/neighbours.ts';
import { createRandom } from '../../random.ts';
import type { Fitted } from '../projection.ts';
import { finished } from './finished.ts';
import { tsne } from './tsne.ts';

const fit = (features: Float32Array, dimension: number, before: Fitted | null = null, beside: Fitted | null = null) => finished(tsne(features, dimension, before, beside));

/** Points in three round groups, in turn, each about a corner at that distance from the origin. */
function groups(count: number, distance: number, seed = 1, dimension = 64) {
  const random = createRandom(seed, 'groups');
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const features = Float32Array.from({ length: count * dimension }, (_, k) => random.normal() + (k % dimension === labels[Math.floor(k / dimension)] ? distance : 0));
  return { features, labels };
}

const nudged = (features: Float32Array, by: number, seed: number) => {
  const random = createRandom(seed, 'nudged');
  return features.map((value) => value + by * random.normal());
};

/** Root mean square distance of points to those of the same index. */
const apart = (a: Float32Array, b: Float32Array) => Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0) / (a.length / 2));

/** Goes on until a picture has settled. */
function atRest(picture: Fitted): { picture: Fitted; parts: number } {
  let last = picture;
  for (let parts = 0; ; parts++) {
    const next = finished(last.settle!());
    if (!next) return { picture: last, parts };
    last = next;
  }
}

const separate = groups(150, 20);

describe('tsne', () => {
  it('draws three groups of 64 dimensions apart', () => {
    const points = fit(separate.features, 64).apply(separate.features);
    expect(neighbourAgreement(points, separate.labels, 2)).toBe(1);
    expect(apart(points, new Float32Array(300))).toBeCloseTo(1, 5);
  });

  it('gives the same bits for the same features', () => {
    const [one, other] = [0, 1].map(() => {
      const first = fit(separate.features, 64);
      return fit(nudged(separate.features, 0.1, 1), 64, first);
    });
    expect(one!.apply(separate.features)).toEqual(other!.apply(separate.features));
    const again = nudged(separate.features, 0.1, 1);
    expect(one!.apply(again)).toEqual(other!.apply(again));
  });

  it('moves points little when features move little, in 30 pictures', () => {
    const { features } = groups(150, 6, 2);
    let picture = atRest(fit(features, 64)).picture;
    let points = picture.apply(features);
    let now = features;
    for (let step = 0; step < 30; step++) {
      now = nudged(now, 0.02, step);
      picture = fit(now, 64, picture);
      const next = picture.apply(now);
      expect(apart(next, points)).toBeLessThan(0.15);
      points = next;
    }
    expect(apart(points, new Float32Array(300))).toBeCloseTo(1, 1);
  });

  it('follows a group that goes over to another, without a jump', () => {
    const { features, labels } = groups(150, 6, 3);
    let picture = atRest(fit(features, 64)).picture;
    let points = picture.apply(features);
    let now = features;
    for (let step = 1; step <= 40; step++) {
      // Group 0 goes to where group 1 is.
      now = features.map((value, k) => (labels[Math.floor(k / 64)] === 0 && k % 64 < 2 ? value + ((k % 64 === 0 ? -6 : 6) * step) / 40 : value));
      picture = fit(now, 64, picture);
      const next = picture.apply(now);
      expect(apart(next, points)).toBeLessThan(0.25);
      points = next;
    }
    expect(neighbourAgreement(points, labels.map((label) => Math.max(1, label)), 2)).toBe(1);
    expect(neighbourAgreement(points, labels, 2)).toBeLessThan(0.95);
  });

  it('draws a first picture as the one beside it lies, and the same features by the same picture', () => {
    const one = fit(separate.features, 64);
    expect(fit(separate.features.slice(), 64, null, one)).toBe(one);
    expect(fit(separate.features.slice(), 64, one, null)).toBe(one);
    const similar = nudged(separate.features, 0.3, 9);
    const [alone, beside] = [fit(similar, 64), fit(similar, 64, null, one)].map((picture) => picture.apply(similar));
    const points = one.apply(separate.features);
    expect(apart(beside!, points)).toBeLessThan(0.5);
    expect(apart(beside!, points)).toBeLessThanOrEqual(apart(alone!, points) + 1e-6);
  });

  it('begins anew where the picture before has other dimensions or is of another kind', () => {
    const fresh = fit(separate.features, 64).apply(separate.features);
    const flat = fit(groups(150, 9, 4, 8).features, 8);
    expect(fit(separate.features, 64, flat, flat).apply(separate.features)).toEqual(fresh);
    expect(fit(separate.features, 64, { apply: (vectors) => vectors }).apply(separate.features)).toEqual(fresh);
  });

  it('takes points over when their number changes, and puts new ones among their neighbours', () => {
    const few = fit(separate.features.subarray(0, 60 * 64), 64);
    const all = fit(separate.features, 64, few);
    const [before, after] = [few.apply(separate.features.slice(0, 60 * 64)), all.apply(separate.features)];
    expect(apart(after.subarray(0, 120), before)).toBeLessThan(0.5);
    expect(neighbourAgreement(after, separate.labels, 2)).toBe(1);
    const fewAgain = fit(separate.features.slice(0, 60 * 64), 64, all);
    expect(apart(fewAgain.apply(separate.features.slice(0, 60 * 64)), after.slice(0, 120))).toBeLessThan(0.5);
  });

  it('puts vectors that it was not fitted to among their neighbours', () => {
    const picture = fit(separate.features, 64);
    const points = picture.apply(separate.features);
    const means = Float32Array.from({ length: 3 * 64 }, (_, k) => (k % 64 === Math.floor(k / 64) ? 20 : 0));
    const places = picture.apply(Float32Array.of(...means, ...new Float32Array(64).fill(Number.NaN), ...new Float32Array(64).fill(1e38)));
    expect(neighbourAgreement(Float32Array.of(...points, ...places.subarray(0, 6)), Uint8Array.of(...separate.labels, 0, 1, 2), 2)).toBe(1);
    expect([...places.subarray(6, 8)]).toEqual([Number.NaN, Number.NaN]);
    expect(places.subarray(8).every(Number.isFinite)).toBe(true);
  });

  it('settles: the points agree and come to an end, and nothing is left to do', () => {
    const { features, labels } = groups(90, 8, 5);
    const { picture, parts } = atRest(fit(features, 64));
    expect(parts).toBeGreaterThan(0);
    expect(parts).toBeLessThanOrEqual(25);
    expect(finished(picture.settle!())).toBeNull();
    expect(neighbourAgreement(picture.apply(features), labels, 2)).toBe(1);
  });
});

describe('tsne of little', () => {
  it.each([1, 2, 3, 4, 5, 7])('draws %d points, finite and apart, again and again', (count) => {
    const { features } = groups(count, 3, 6, 3);
    let picture = fit(features, 3);
    for (let step = 0; step < 5; step++) picture = fit(nudged(features, 0.1, step), 3, picture);
    const points = atRest(picture).picture.apply(nudged(features, 0.1, 4));
    expect(points.every(Number.isFinite)).toBe(true);
    expect(new Set(Array.from({ length: count }, (_, i) => `${points[2 * i]} ${points[2 * i + 1]}`)).size).toBe(count);
  });

  it('draws points that are all alike in one place, and apart once they differ', () => {
    const alike = fit(new Float32Array(30 * 8).fill(2), 8);
    expect([...alike.apply(new Float32Array(30 * 8).fill(2))]).toEqual(Array.from({ length: 60 }, () => 0));
    const { features, labels } = groups(30, 12, 7, 8);
    const apartAgain = fit(features, 8, fit(new Float32Array(30 * 8).fill(3), 8, alike));
    expect(neighbourAgreement(apartAgain.apply(features), labels, 2)).toBe(1);
  });

  it('draws some that are alike close together among others', () => {
    const { features } = groups(40, 9, 8, 8);
    for (const i of [5, 11, 17]) features.copyWithin(i * 8, 2 * 8, 3 * 8);
    const points = fit(features, 8).apply(features);
    for (const i of [5, 11, 17]) expect(Math.hypot(points[2 * i]! - points[4]!, points[2 * i + 1]! - points[5]!)).toBeLessThan(0.02);
    expect(points.every(Number.isFinite)).toBe(true);
  });

  it('leaves out what is not finite, without disturbing the others', () => {
    const { features } = groups(61, 9, 9, 8);
    const broken = features.slice();
    broken[8 * 60 + 3] = Number.NaN;
    const whole = features.slice(0, 60 * 8);
    const [points, without] = [fit(broken, 8).apply(broken), fit(whole, 8).apply(whole)];
    expect(points.slice(0, 120)).toEqual(without);
    expect([points[120], points[121]]).toEqual([Number.NaN, Number.NaN]);
    const mended = fit(features, 8, fit(broken, 8)).apply(features);
    expect(mended.every(Number.isFinite)).toBe(true);
  });

  it('draws nothing of nothing finite', () => {
    const nothing = new Float32Array(24).fill(Infinity);
    const picture = fit(nothing, 8);
    expect([...picture.apply(nothing)]).toEqual(Array.from({ length: 6 }, () => Number.NaN));
    expect([...picture.apply(new Float32Array(8))]).toEqual([Number.NaN, Number.NaN]);
    expect(finished(picture.settle!())).toBeNull();
    const { features } = groups(30, 9, 10, 8);
    expect(fit(features, 8, picture).apply(features)).toEqual(fit(features, 8).apply(features));
  });
});
