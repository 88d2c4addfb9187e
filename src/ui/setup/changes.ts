import type { AppState, SetUpDraft } from '../../app/store/state.ts';
import { defaultExperiment } from '../../config/experiment.ts';
import type { Experiment, Run } from '../../config/schema.ts';
import { datasetLabel } from '../../data/catalog.ts';
import { centerRules, losses } from '../../losses/catalog.ts';
import { heads, models } from '../../models/catalog.ts';
import { projections, usualProjection } from '../../projections/catalog.ts';
import { optimizers } from '../../training/catalog.ts';
import { weightText } from '../shared/format.ts';
import { sameJson } from '../../app/store/draft.ts';

/** How each choice reads. */
const choices: readonly (readonly [label: string, show: (experiment: Experiment) => string])[] = [
  ['Data', ({ dataset }) => datasetLabel(dataset)],
  ['Model', ({ model }) => models.get(model).label],
  ['Features', ({ dimension }) => `${dimension} dimensions`],
  ['Drawn by', ({ projection }) => projections.get(projection).label],
  ['Optimizer', ({ optimizer }) => optimizers.get(optimizer).label],
  ['Learning rate', ({ learningRate }) => String(learningRate)],
  ['Centers move', ({ centerRule }) => centerRules.get(centerRule).label],
  ['Batch size', ({ batchSize }) => String(batchSize)],
  ['Seed', ({ seed }) => String(seed)],
];

const arrow = (label: string, before: string, after: string): string[] => (before === after ? [] : [`${label}: ${before} → ${after}`]);

/** One line for each choice and each run that differs from the experiment in effect: "Seed: 1 → 2". */
export function describeChanges(current: Experiment, draft: SetUpDraft): string[] {
  const next = { ...current, ...draft };
  return [...choices.flatMap(([label, show]) => arrow(label, show(current), show(next))), ...describeRuns(current.runs, next.runs)];
}

function describeRuns(current: readonly Run[], next: readonly Run[]): string[] {
  const gone = current.filter(({ id }) => !next.some((run) => run.id === id));
  return [...gone.map(({ name }) => `Without run ${name}`), ...next.flatMap((run) => describeRun(current.find(({ id }) => id === run.id), run))];
}

function describeRun(before: Run | undefined, run: Run): string[] {
  if (!before) return [`New run ${run.name}: ${objectiveText(run)}`];
  return [...arrow('Run', before.name, run.name), ...arrow(run.name, objectiveText(before), objectiveText(run))];
}

/** What a run minimises, short: "softmax", "λ 0.1", "λ 0.1, ρ 0.01 (first radius R 5)". */
function objectiveText({ head, objective }: Run): string {
  const terms = objective.flatMap(({ loss, weight, on, options }) => {
    const { weightSign, options: declared } = losses.get(loss);
    if (weightSign === null) return [];
    const set = Object.entries(declared).map(([name, { label }]) => `${label} ${options[name]}`);
    return [`${weightSign} ${on ? weightText(weight) : 'off'}${set.length > 0 ? ` (${set.join(', ')})` : ''}`];
  });
  const turned = head === heads.ids[0] ? [] : [heads.get(head).label];
  return [...turned, ...(terms.length > 0 ? terms : ['softmax'])].join(', ');
}

/** The change to another optimizer with the learning rate that suits it; back to the one in effect with the rate in effect. */
export function withOptimizer(current: Experiment, optimizer: Experiment['optimizer']): SetUpDraft {
  return { optimizer, learningRate: optimizer === current.optimizer ? current.learningRate : optimizers.get(optimizer).learningRate };
}

/** The projections that can draw so many dimensions. */
export function projectionsFor(dimension: number): string[] {
  return projections.entries.filter(([, { least, most }]) => least <= dimension && dimension <= most).map(([id]) => id);
}

/** The change to another number of dimensions, drawn as in the experiment in effect where that can draw them. */
export function withDimension(current: Experiment, dimension: number): SetUpDraft {
  const fits = projectionsFor(dimension).includes(current.projection);
  return { dimension, projection: fits ? current.projection : usualProjection(dimension) };
}

/** Whether restoring the defaults would change nothing: the default experiment at step 0, seen as at first. */
export function atDefaults({ step, experiment, draft, view, hiddenClasses }: Pick<AppState, 'step' | 'experiment' | 'draft' | 'view' | 'hiddenClasses'>): boolean {
  return step === 0 && view === 'follow' && hiddenClasses.length === 0 && Object.keys(draft).length === 0 && sameJson(experiment, defaultExperiment);
}
