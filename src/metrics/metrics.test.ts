import { describe, expect, it } from 'vitest';
import { accuracy, predictionsOf } from './accuracy.ts';
import { classMeans, compactness, isCollapsed } from './compactness.ts';

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
