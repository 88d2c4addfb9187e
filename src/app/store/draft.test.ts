import { describe, expect, it } from 'vitest';
import { defaultExperiment, makeRun, withTerm } from '../../config/experiment.ts';
import { edited, followed, sameJson } from './draft.ts';

const [plain, pulled] = defaultExperiment.runs;
const live = withTerm(defaultExperiment, 1, 'center', { weight: 0.3 });
const weightsOf = (runs = defaultExperiment.runs) => runs.map(({ objective }) => objective.find(({ loss }) => loss === 'center')?.weight ?? 0);

describe('sameJson', () => {
  it('compares by what is said, whatever the order', () => {
    expect(sameJson({ a: [1, { b: 2 }], c: null }, { c: null, a: [1, { b: 2 }] })).toBe(true);
    expect(sameJson({ a: [1, 2] }, { a: [1] })).toBe(false);
    expect(sameJson({ a: 1 }, { a: 1, b: undefined })).toBe(true);
    expect(sameJson([], null)).toBe(false);
  });
});

describe('edited', () => {
  it('leaves out what equals the experiment, runs included', () => {
    expect(edited(defaultExperiment, { seed: 1, dimension: 3, runs: [makeRun('Softmax', 0, 'softmax'), pulled!] })).toEqual({ dimension: 3 });
    expect(edited(defaultExperiment, { runs: [plain!] })).toEqual({ runs: [plain] });
  });
});

describe('followed', () => {
  it('takes a live weight over into runs whose weight was left as it was', () => {
    const runs = [plain!, { ...pulled!, name: 'Renamed' }];
    expect(weightsOf(followed({ runs }, defaultExperiment, live).runs)).toEqual([0, 0.3]);
  });

  it('keeps a weight that was edited, and runs that are in no experiment', () => {
    const runs = [makeRun('Softmax + center', 2, 'center'), makeRun('New', 0.1, 'run-3')];
    expect(weightsOf(followed({ runs }, defaultExperiment, live).runs)).toEqual([2, 0.1]);
  });

  it('is no draft any more where the live change comes to what was edited', () => {
    const runs = [plain!, makeRun('Softmax + center', 0.3, 'center')];
    expect(followed({ seed: 4, runs }, defaultExperiment, live)).toEqual({ seed: 4 });
  });

  it('leaves a draft without runs as it is', () => {
    const draft = { seed: 3 };
    expect(followed(draft, defaultExperiment, live)).toBe(draft);
  });
});
