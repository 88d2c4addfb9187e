import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import type { Trained } from './luck.ts';
import { areaSpread, checkedStrangers, meanCurve, strangersSummary } from './strangers.ts';

const roc = (area: number, ...curve: number[]) => ({ area, curve: Float32Array.from(curve) });
const measured = (seed: number, area: number) => ({
  seed,
  seconds: 1,
  fault: null,
  runs: [0, 0.125].map((more) => ({ testAccuracy: 0.5, compactness: 1, distance: roc(area + more, 0, area, 1), probability: roc(0.5, 0, 0.5, 1) })),
});
const stopped = { seed: 2, seconds: 1, fault: 'It diverged.', runs: [] };
const trained: Trained = { kind: 'strangers', experiment: { ...defaultExperiment, heldOut: [7, 9] }, steps: 4, seeds: [1, 2, 3], outcomes: [measured(1, 0.5), stopped, measured(3, 0.75)] };

describe('what is asked of strangers', () => {
  it('has defaults: the classes drawn, three repeats, the steps of the training', () => {
    expect(checkedStrangers({}, 10, [3, 8])).toEqual({ heldOut: [3, 8], seeds: 3, steps: null });
    expect(checkedStrangers({ heldOut: [0], repeats: 5, steps: 12.7 }, 10, [3, 8])).toEqual({ heldOut: [0], seeds: 5, steps: 12 });
  });

  it.each([
    [7, 'Strangers are asked for by { heldOut, repeats, steps }'],
    [{ classes: [1] }, 'Strangers are asked for by { heldOut, repeats, steps }'],
    [{ heldOut: [10] }, 'heldOut is no list of different class numbers from 0 to 9.'],
    [{ heldOut: [1, 1] }, 'heldOut is no list of different class numbers'],
    [{ heldOut: ['7'] }, 'heldOut is no list of different class numbers'],
    [{ heldOut: [] }, 'Leaving out 0 of 10 classes leaves no strangers'],
    [{ heldOut: [0, 1, 2, 3, 4, 5, 6, 7, 8] }, 'Leaving out 9 of 10 classes'],
    [{ repeats: 6 }, 'repeats is 6; it must be a number from 1 to 5'],
    [{ steps: 0 }, 'steps is 0'],
  ])('is refused by name: %j', (wish, message) => {
    expect(() => checkedStrangers(wish, 10, [3, 8])).toThrow(message);
  });
});

describe('what strangers come to', () => {
  it('is a list of areas for scripts, NaN where a training was stopped', () => {
    const { steps, heldOut, runs } = strangersSummary(trained);
    expect([steps, heldOut, runs.map(({ name }) => name)]).toEqual([4, [7, 9], ['Softmax', 'Softmax + center']]);
    expect(runs[1]!.seeds).toEqual([
      { seed: 1, testAccuracy: 0.5, distance: 0.625, probability: 0.5 },
      { seed: 2, testAccuracy: NaN, distance: NaN, probability: NaN },
      { seed: 3, testAccuracy: 0.5, distance: 0.875, probability: 0.5 },
    ]);
  });

  it('is a mean with its spread, and a mean curve, over those that were measured', () => {
    expect(areaSpread(trained.outcomes, 0, 'distance')).toMatchObject({ count: 2, mean: 0.625 });
    expect(meanCurve(trained.outcomes, 0, 'distance')).toEqual([0, 0.625, 1]);
    expect(meanCurve([stopped], 0, 'distance')).toBeNull();
  });
});
