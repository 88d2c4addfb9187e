import { describe, expect, it } from 'vitest';
import { fromStart } from './branch.ts';
import { defaultExperiment, makeRun } from './experiment.ts';

const [plain, pulled] = defaultExperiment.runs;
const namesFromStart = (...runs: ReturnType<typeof makeRun>[]) => fromStart({ ...defaultExperiment, runs: [plain!, pulled!, ...runs] }).runs.map(({ name }) => name).slice(2);

describe('fromStart', () => {
  it('leaves out of the names of branches from which step they went on', () => {
    expect(namesFromStart(makeRun('λ 1.1 from 448', 1.1, 'fork-1'))).toEqual(['λ 1.1']);
  });

  it('keeps names unique, those of other runs as they are', () => {
    expect(namesFromStart(makeRun(`${pulled!.name} from 448`, 0.1, 'fork-1'))).toEqual([`${pulled!.name} 2`]);
    expect(namesFromStart(makeRun('λ 2 from 448', 2, 'fork-1'), makeRun('λ 2 from 448 2', 2, 'fork-2'), makeRun('λ 2', 2, 'run-1'))).toEqual(['λ 2 2', 'λ 2 3', 'λ 2']);
  });

  it('changes nothing where there is no branch, or one that a person named', () => {
    expect(fromStart(defaultExperiment)).toBe(defaultExperiment);
    expect(namesFromStart(makeRun('Let go', 0, 'fork-1'), makeRun('Far from 0', 1, 'run-1'))).toEqual(['Let go', 'Far from 0']);
  });
});
