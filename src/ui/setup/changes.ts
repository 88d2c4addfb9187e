import type { AppState, SetUpDraft } from '../../app/store/state.ts';
import { defaultExperiment } from '../../config/experiment.ts';
import type { Experiment } from '../../config/schema.ts';
import { datasets } from '../../data/catalog.ts';
import { models } from '../../models/catalog.ts';
import { optimizers } from '../../training/catalog.ts';

/** How each choice reads. */
const choices: readonly (readonly [label: string, show: (experiment: Experiment) => string])[] = [
  ['Data', ({ dataset }) => datasets.get(dataset).label],
  ['Model', ({ model }) => models.get(model).label],
  ['Optimizer', ({ optimizer }) => optimizers.get(optimizer).label],
  ['Learning rate', ({ learningRate }) => String(learningRate)],
  ['Batch size', ({ batchSize }) => String(batchSize)],
  ['Seed', ({ seed }) => String(seed)],
];

/** One line for each choice that differs from the experiment in effect: "Seed: 1 → 2". */
export function describeChanges(current: Experiment, draft: SetUpDraft): string[] {
  const next = { ...current, ...draft };
  return choices.filter(([, show]) => show(current) !== show(next)).map(([label, show]) => `${label}: ${show(current)} → ${show(next)}`);
}

/** The change to another optimizer with the learning rate that suits it; back to the one in effect with the rate in effect. */
export function withOptimizer(current: Experiment, optimizer: Experiment['optimizer']): SetUpDraft {
  return { optimizer, learningRate: optimizer === current.optimizer ? current.learningRate : optimizers.get(optimizer).learningRate };
}

/** Whether two pieces of plain JSON say the same. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
}

/** Whether restoring the defaults would change nothing: the default experiment at step 0, seen as at first. */
export function atDefaults({ step, experiment, draft, view, hiddenClasses }: Pick<AppState, 'step' | 'experiment' | 'draft' | 'view' | 'hiddenClasses'>): boolean {
  return step === 0 && view === 'follow' && hiddenClasses.length === 0 && Object.keys(draft).length === 0 && same(experiment, defaultExperiment);
}
