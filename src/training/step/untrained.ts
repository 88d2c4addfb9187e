import type { Experiment } from '../../config/schema.ts';
import type { Dataset } from '../../data/dataset.ts';
import { centerRuleFormulas } from '../../losses/centerRules.ts';
import { createModel } from '../../models/index.ts';
import { createRandom } from '../../random.ts';
import { optimizerFactories } from './optimizers.ts';
import type { Rates } from './rates.ts';
import { TrainingRun } from './run.ts';

/** The runs of an experiment before their first step, which the caller disposes. @param rates of each run. */
export function untrainedRuns(experiment: Experiment, { form, classNames }: Pick<Dataset, 'form' | 'classNames'>, rates: readonly Rates[]): TrainingRun[] {
  const { seed, dimension } = experiment;
  const classes = classNames.length;
  const context = { classes, dimension, random: (purpose: string) => createRandom(seed, purpose) };
  const rule = centerRuleFormulas.get(experiment.centerRule);
  return experiment.runs.map((run, r) => {
    const model = createModel({ model: experiment.model, head: run.head }, { example: form, dimension, classes }, createRandom(seed, 'weights'));
    return new TrainingRun({ run, model, optimizer: optimizerFactories.get(experiment.optimizer), context: { ...context, centerMotion: { rule, rate: rates[r]!.centerRate.tensor } } });
  });
}
