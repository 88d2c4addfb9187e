import { describe, expect, it } from 'vitest';
import { defaultExperiment, makeRun, makeTerm } from '../../config/experiment.ts';
import { checkedExperiment } from '../../config/validate.ts';
import { nameRefusal, oneMore, weighableLosses, withLoss, withoutLoss } from './runEdits.ts';

const { runs } = defaultExperiment;

describe('withLoss and withoutLoss', () => {
  it('come to the runs that a weight of the center loss makes', () => {
    expect(withLoss(runs[0]!, makeTerm('center', 0.5))).toEqual(makeRun('Softmax', 0.5, 'softmax'));
    expect(withLoss(runs[1]!, makeTerm('center', 0.5))).toEqual(makeRun('Softmax + center', 0.5, 'center'));
    expect(withoutLoss(runs[1]!, 'center')).toEqual(makeRun('Softmax + center', 0, 'center'));
  });

  it('are valid for every loss that can be weighed', () => {
    for (const loss of weighableLosses()) {
      const added = withLoss(runs[0]!, makeTerm(loss));
      expect(checkedExperiment({ ...defaultExperiment, runs: [added] }).runs[0]).toEqual(added);
      expect(withoutLoss(added, loss)).toEqual(runs[0]);
    }
  });
});

describe('oneMore', () => {
  it('has a name and an id of its own, also beside runs that were taken away', () => {
    const [third, fourth] = [oneMore(runs, runs), oneMore([...runs, oneMore(runs, runs)], runs)];
    expect([third.name, third.id, fourth.name, fourth.id]).toEqual(['Run 3', 'run-3', 'Run 4', 'run-4']);
    const renamed = { ...third, name: 'Run 4' };
    expect(oneMore([...runs, renamed], runs).name).toBe('Run 4 2');
    expect(oneMore(runs, [...runs, third]).id).toBe('run-4');
  });
});

describe('nameRefusal', () => {
  const named = (...names: string[]) => names.map((name, i) => makeRun(name, 0, `run-${i}`));

  it.each([
    ['', 'The name is empty; give the run a name.'],
    ['   ', 'The name is empty; give the run a name.'],
    ['x'.repeat(41), 'The name is longer than 40 characters.'],
    ['a\u0007b', 'The name has a character that cannot be shown.'],
    [' Other ', 'Another run has this name.'],
    ['x'.repeat(40), null],
  ])('says of %j: %s', (name, refusal) => {
    expect(nameRefusal(named(name, 'Other'), 0, [])).toBe(refusal);
  });

  it('falls on the run that was called otherwise', () => {
    const known = named('One', 'Other');
    expect([0, 1].map((i) => nameRefusal(named('Other', 'Other'), i, known))).toEqual(['Another run has this name.', null]);
  });
});
