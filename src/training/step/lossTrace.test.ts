import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment, makeRun, withTerm } from '../../config/experiment.ts';
import type { Experiment } from '../../config/schema.ts';
import { DivergedError } from '../../errors.ts';
import { openBackend } from '../backend/backend.ts';
import { lossReport } from './lossTrace.ts';
import { tinyDataset } from '../tinyDataset.ts';
import { Trainer } from '../trainer.ts';

const experiment: Experiment = { ...defaultExperiment, runs: [makeRun('plain', 0), makeRun('pulled', 0.1)] };
const log = (...rows: number[][]) => ({ first: 10, values: Float32Array.from(rows.flat()) });

describe('what the log gave', () => {
  it('is told by steps and runs', () => {
    expect(lossReport(log([1, 2, 3, 4], [5, 6, 7, 8]), experiment)).toEqual({
      trace: { firstStep: 11, losses: [[{ softmax: 1, center: 2 }, { softmax: 3, center: 4 }], [{ softmax: 5, center: 6 }, { softmax: 7, center: 8 }]] },
      fault: null,
    });
    expect(lossReport(log(), experiment)).toEqual({ trace: { firstStep: 11, losses: [] }, fault: null });
  });

  it('keeps the steps before one that is not finite, and names run, step and value', () => {
    const { trace, fault } = lossReport(log([1, 2, 3, 4], [5, 6, 1e30, Infinity], [5, 6, Number.NaN, 0]), experiment);
    expect(trace).toEqual({ firstStep: 11, losses: [[{ softmax: 1, center: 2 }, { softmax: 3, center: 4 }]] });
    expect(fault).toBeInstanceOf(DivergedError);
    expect(fault).toMatchObject({ message: 'Center loss became Infinity in run "pulled" at step 12 (learning rate 0.005, center loss weight 0.1).' });
  });

  it('advises only what acts in the run', () => {
    const off = withTerm(experiment, 1, 'center', { on: false });
    const zero = withTerm(experiment, 1, 'center', { weight: 0 });
    const hints = [
      lossReport(log([Number.NaN, 2, 3, 4]), experiment).fault!.hint,
      lossReport(log([1, 2, 3, Number.NaN]), off).fault!.hint,
      lossReport(log([1, 2, 3, Number.NaN]), zero).fault!.hint,
      lossReport(log([1, 2, 3, Number.NaN]), experiment).fault!.hint,
    ];
    expect(hints.map((hint) => hint.includes('weight'))).toEqual([false, false, false, true]);
    expect(lossReport(log([Number.NaN, 2, 3, 4]), experiment).fault!.message).toBe('Cross-entropy became NaN in run "plain" at step 11 (learning rate 0.005).');
  });
});

describe('a training that diverges', () => {
  beforeAll(async () => void (await openBackend('cpu')));

  it('tells its finite steps and then the fault', async () => {
    const trainer = new Trainer({ ...experiment, batchSize: 4, optimizer: 'sgd', learningRate: 1, runs: [makeRun('pulled', 10)] }, tinyDataset({ side: 8, trainCount: 9 }));
    trainer.advance(12);
    const { trace, fault } = await trainer.readLosses();
    expect(fault?.message).toContain(`at step ${trace.losses.length + 1} (learning rate 1, center loss weight 10)`);
    expect(trace.losses.length).toBeGreaterThan(0);
    expect(trace.losses.flat().flatMap((values) => Object.values(values)).every(Number.isFinite)).toBe(true);
    trainer.dispose();
  });
});
