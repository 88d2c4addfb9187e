import { describe, expect, it } from 'vitest';
import { errorsStandOut, interleavedOrder, longName, packed, placedCenters, placedClasses, shortName, startsAnew, unpacked } from './scene.ts';
import { sceneCase, snapshotCase } from './sceneCase.ts';

describe('interleavedOrder', () => {
  it('takes one point of each class in turn', () => {
    expect([...interleavedOrder(Uint8Array.of(0, 0, 0, 1, 2, 2))]).toEqual([0, 3, 4, 1, 5, 2]);
  });
});

describe('packed and unpacked', () => {
  it('give back points, centers and means', () => {
    const run = snapshotCase().runs[0]!;
    expect(unpacked(packed(run), run)).toEqual({ points: run.points, centers: run.centers, means: run.means });
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

describe('startsAnew', () => {
  it('is true at first, when the step goes back and when there are other classes', () => {
    const [run] = snapshotCase(200).runs;
    const other = { ...snapshotCase(200), runs: [{ ...run!, centers: new Float32Array(4) }] };
    expect(startsAnew(null, snapshotCase())).toBe(true);
    expect(startsAnew(snapshotCase(100), snapshotCase(0))).toBe(true);
    expect(startsAnew(snapshotCase(100), other)).toBe(true);
    expect(startsAnew(snapshotCase(100), snapshotCase(101))).toBe(false);
  });
});

describe('class names', () => {
  it('are the number on the disc and both in words where a name is long', () => {
    const names = ['0', 'T-shirt/top'];
    expect([shortName(names, 0), longName(names, 0)]).toEqual(['0', '0']);
    expect([shortName(names, 1), longName(names, 1)]).toEqual(['1', '1 T-shirt/top']);
  });
});
