import { describe, expect, it } from 'vitest';
import { accuracy, predictionsOf } from './accuracy.ts';
import { createRandom } from '../random.ts';
import { classMeans, compactness, isCollapsed } from './compactness.ts';
import { neighbourAgreement } from './neighbours.ts';
import { silhouette } from './silhouette.ts';

describe('accuracy', () => {
  it('is the fraction of predictions that equal their label', () => {
    expect(accuracy(Uint8Array.of(1, 2, 3, 3), Uint8Array.of(1, 2, 0, 3))).toBe(0.75);
  });
});

describe('predictionsOf', () => {
  it('takes the largest logit, the first of equals', () => {
    expect(Array.from(predictionsOf(Float32Array.of(1, 3, 2, 5, 5, -1), 3))).toEqual([1, 0]);
  });
});

describe('compactness', () => {
  // Class 0 at (0,0) and (2,0), class 1 at (10,0) and (10,4): means (1,0) and (10,2).
  const features = Float32Array.of(0, 0, 2, 0, 10, 0, 10, 4);
  const labels = Uint8Array.of(0, 0, 1, 1);

  it('measures radius and distance of a case worked by hand', () => {
    const { means, withinClassRadius, minCenterDistance, compactness: ratio } = compactness(features, labels, 2, 2);
    expect(Array.from(means)).toEqual([1, 0, 10, 2]);
    expect(withinClassRadius).toBeCloseTo(Math.sqrt((1 + 1 + 4 + 4) / 4), 12);
    expect(minCenterDistance).toBeCloseTo(Math.sqrt(81 + 4), 12);
    expect(ratio).toBeCloseTo(Math.sqrt(2.5) / Math.sqrt(85), 12);
  });

  it('does not change when all features are scaled', () => {
    const scaled = features.map((x) => 37 * x);
    expect(compactness(scaled, labels, 2, 2).compactness).toBeCloseTo(compactness(features, labels, 2, 2).compactness, 6);
  });

  it('leaves out a class without points', () => {
    const { means, minCenterDistance } = compactness(features, labels, 3, 2);
    expect(means[4]).toBeNaN();
    expect(minCenterDistance).toBeCloseTo(Math.sqrt(85), 12);
  });

  it('takes any feature dimension', () => {
    expect(Array.from(classMeans(Float32Array.of(1, 2, 3, 3, 4, 5), Uint8Array.of(0, 0), 1, 3))).toEqual([2, 3, 4]);
  });
});

describe('isCollapsed', () => {
  it('marks features on one point with accuracy near chance', () => {
    const labels = Uint8Array.of(0, 1);
    expect(isCollapsed(0.5, compactness(new Float32Array(4), labels, 2, 2), 2, 2)).toBe(true);
  });

  it.each([Number.NaN, Infinity])('does not mark features with %d among them', (value) => {
    const labels = Uint8Array.of(0, 1);
    expect(isCollapsed(0.5, compactness(new Float32Array(4).fill(value), labels, 2, 2), 2, 2)).toBe(false);
    expect(isCollapsed(0.5, compactness(Float32Array.of(0, 0, 0, value), labels, 2, 2), 2, 2)).toBe(false);
  });

  it('does not mark separate classes, nor good accuracy', () => {
    const labels = Uint8Array.of(0, 1);
    const apart = compactness(Float32Array.of(0, 0, 5, 5), labels, 2, 2);
    expect(isCollapsed(0.5, apart, 2, 2)).toBe(false);
    expect(isCollapsed(0.97, compactness(new Float32Array(4), labels, 2, 2), 2, 2)).toBe(false);
  });
});

/** Points [N,D] at random, their labels below C, and both worked out anew from all distances. */
function randomCase(count: number, dimension: number, classes: number) {
  const random = createRandom(1, 'metrics');
  const labels = Uint8Array.from({ length: count }, () => random.integer(classes));
  const points = Float32Array.from({ length: count * dimension }, (_, k) => random.normal() + labels[Math.floor(k / dimension)]!);
  const distance = (i: number, j: number) => Math.hypot(...Array.from({ length: dimension }, (_, d) => points[i * dimension + d]! - points[j * dimension + d]!));
  const others = (i: number) => Array.from(labels, (_, j) => j).filter((j) => j !== i);
  return { labels, points, distance, others };
}

describe('neighbourAgreement', () => {
  it.each([2, 17, 64])('is what the six nearest of all distances vote, in %d dimensions', (dimension) => {
    const { labels, points, distance, others } = randomCase(120, dimension, 5);
    const right = Array.from(labels, (label, i) => {
      const six = others(i).sort((a, b) => distance(i, a) - distance(i, b)).slice(0, 6).map((j) => labels[j]);
      const votes = (of: number | undefined) => six.filter((one) => one === of).length;
      return votes(label) === Math.max(...six.map(votes));
    });
    expect(neighbourAgreement(points, labels, dimension)).toBeCloseTo(right.filter(Boolean).length / 120, 12);
  });

  it('counts a vote that is tied, and no class that is outvoted', () => {
    // On a line: three of class 0, three of class 1, then one of class 2.
    const labels = Uint8Array.of(0, 0, 0, 1, 1, 1, 2);
    const points = Float32Array.of(0, 1, 2, 3, 4, 5, 6);
    // All others vote: of class 0 and 1 two against three, of class 2 none against three.
    expect(neighbourAgreement(points, labels, 1)).toBe(0);
    expect(neighbourAgreement(points.subarray(0, 4), labels.subarray(0, 4), 1)).toBe(3 / 4);
    expect(neighbourAgreement(Float32Array.of(0, 1, 2), Uint8Array.of(0, 0, 1), 1)).toBe(2 / 3);
  });

  it('leaves out what is not finite, and is nothing without two points', () => {
    expect(neighbourAgreement(Float32Array.of(0, 1, Number.NaN, 50, 51), Uint8Array.of(0, 0, 1, 0, 0), 1)).toBe(1);
    expect(neighbourAgreement(Float32Array.of(0, Infinity), Uint8Array.of(0, 0), 1)).toBeNaN();
    expect(neighbourAgreement(Float32Array.of(3), Uint8Array.of(0), 1)).toBeNaN();
  });
});

describe('silhouette', () => {
  it('measures a case worked by hand', () => {
    // Class 0 at 0 and 2, class 1 at 10; the last is alone and counts 0.
    const expected = ((10 - 2) / 10 + (8 - 2) / 8) / 3;
    expect(silhouette(Float32Array.of(0, 2, 10), Uint8Array.of(0, 0, 1), 2, 1)).toBeCloseTo(expected, 12);
  });

  it('is the mean over all points of all distances', () => {
    const { labels, points, distance, others } = randomCase(80, 6, 4);
    const each = Array.from(labels, (label, i) => {
      const meanTo = (of: number) => {
        const to = others(i).filter((j) => labels[j] === of).map((j) => distance(i, j));
        return to.reduce((a, b) => a + b, 0) / to.length;
      };
      const [a, b] = [meanTo(label), Math.min(...[0, 1, 2, 3].filter((of) => of !== label).map(meanTo))];
      return (b - a) / Math.max(a, b);
    });
    expect(silhouette(points, labels, 4, 6)).toBeCloseTo(each.reduce((a, b) => a + b, 0) / 80, 6);
    expect(silhouette(points, labels, 9, 6)).toBe(silhouette(points, labels, 4, 6));
  });

  it('is 0 where all is in one place, and nothing with one class', () => {
    expect(silhouette(new Float32Array(8), Uint8Array.of(0, 0, 1, 1), 2, 2)).toBe(0);
    expect(silhouette(new Float32Array(8), new Uint8Array(4), 2, 2)).toBeNaN();
  });
});
