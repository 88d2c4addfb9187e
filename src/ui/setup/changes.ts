import type { Experiment } from '../../config/experiment.ts';
import { datasets } from '../../data/catalog.ts';
import { models } from '../../models/catalog.ts';
import { optimizers } from '../../training/catalog.ts';

/** What the set-up card edits; taking it over restarts the training. */
export type SetUpDraft = Partial<Pick<Experiment, 'dataset' | 'model' | 'optimizer' | 'learningRate' | 'batchSize' | 'seed'>>;

/** How each choice reads. */
const choices: readonly (readonly [label: string, show: (experiment: Experiment) => string])[] = [
  ['Data', ({ dataset }) => datasets[dataset].label],
  ['Model', ({ model }) => models[model].label],
  ['Optimizer', ({ optimizer }) => optimizers[optimizer].label],
  ['Learning rate', ({ learningRate }) => String(learningRate)],
  ['Batch size', ({ batchSize }) => String(batchSize)],
  ['Seed', ({ seed }) => String(seed)],
];

/** One line for each choice that differs from the experiment in effect: "Seed: 1 → 2". */
export function describeChanges(current: Experiment, draft: SetUpDraft): string[] {
  const next = { ...current, ...draft };
  return choices.filter(([, show]) => show(current) !== show(next)).map(([label, show]) => `${label}: ${show(current)} → ${show(next)}`);
}

/** The draft with another optimizer, and with the learning rate that suits it. */
export function withOptimizer(draft: SetUpDraft, optimizer: Experiment['optimizer']): SetUpDraft {
  return { ...draft, optimizer, learningRate: optimizers[optimizer].learningRate };
}
