import { describe, expect, it } from 'vitest';
import { errorsStandOut, interleavedOrder, isLit, longName, placedCenters, placedClasses, shortName } from './scene.ts';
import { sceneCase } from './sceneCase.ts';

describe('interleavedOrder', () => {
  it('takes one point of each class in turn', () => {
    expect([...interleavedOrder(Uint8Array.of(0, 0, 0, 1, 2, 2))]).toEqual([0, 3, 4, 1, 5, 2]);
  });
});

describe('isLit', () => {
  it('goes by the image’s number in the test set, not by the place in the sample', () => {
    const scene = sceneCase({ selected: new Set([1, 12]) });
    expect(scene.images[2]).toBe(12);
    expect([...scene.labels.keys()].filter((i) => isLit(scene, i))).toEqual([2]);
    expect(isLit(sceneCase(), 0)).toBe(true);
  });
});

describe('errorsStandOut', () => {
  it('is true once a run is trained, however many points it reads wrong', () => {
    expect(errorsStandOut(sceneCase({ predictions: Uint8Array.of(0, 0, 1, 2, 0, 1) }))).toBe(true);
    expect(errorsStandOut({ ...sceneCase(), step: 0 })).toBe(false);
  });
});

describe('placedCenters', () => {
  it('are none before training, where they are random numbers', () => {
    expect(placedCenters({ ...sceneCase(), step: 0 })).toEqual([]);
    expect(placedCenters(sceneCase()).length).toBeGreaterThan(0);
  });
});

describe('placedClasses', () => {
  it('leaves out classes that are hidden or have no finite place', () => {
    const means = Float32Array.of(0, 0, Number.NaN, Number.NaN, 1, 1);
    expect(placedClasses(means, sceneCase({ hidden: new Set([0]) }))).toEqual([2]);
  });
});

describe('class names', () => {
  it('are the number on the disc and both in words where a name is long', () => {
    const names = ['0', 'T-shirt/top'];
    expect([shortName(names, 0), longName(names, 0)]).toEqual(['0', '0']);
    expect([shortName(names, 1), longName(names, 1)]).toEqual(['1', '1 T-shirt/top']);
  });
});
