import { describe, expect, it } from 'vitest';
import { luckCsv } from './csv.ts';

const seeds = (shift: number) => [{ seed: 1, testAccuracy: 0.5 + shift, compactness: 0.5 }, { seed: 2, testAccuracy: Number.NaN, compactness: Number.NaN }];

describe('seeds as a CSV file', () => {
  it('have names quoted where they need it, and nothing where a seed was stopped', () => {
    expect(luckCsv({ steps: 1, runs: [{ name: 'a "b", c', seeds: seeds(0) }, { name: 'Softmax + center', seeds: seeds(0.25) }] })).toBe(
      ['seed,run,test_accuracy,compactness', '1,"a ""b"", c",0.5,0.5', '1,Softmax + center,0.75,0.5', '2,"a ""b"", c",,', '2,Softmax + center,,', ''].join('\r\n'),
    );
    expect(luckCsv({ steps: 1, runs: [] })).toBe('seed,run,test_accuracy,compactness\r\n');
  });

  it('are no formula to a spreadsheet, whatever a run is called', () => {
    expect(luckCsv({ steps: 1, runs: [{ name: '=HYPERLINK("x")', seeds: seeds(0).slice(0, 1) }] })).toContain(`1,"'=HYPERLINK(""x"")",0.5,0.5`);
  });
});
