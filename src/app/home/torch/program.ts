import { lossesOf, termOf } from '../../../config/experiment.ts';
import type { LoggedChange } from '../../../config/liveChange.ts';
import type { Experiment, Run } from '../../../config/schema.ts';
import type { Dataset } from '../../../data/dataset.ts';
import { centerRules, heads, losses, networks, optimizers, written } from './parts.ts';
import running from './running.py?raw';

/** What the program is written for. */
export interface TorchContents {
  /** As it is at step 0. */
  readonly experiment: Experiment;
  /** Live changes by their steps. */
  readonly changes: readonly LoggedChange[];
  readonly dataset: Pick<Dataset, 'label' | 'classNames' | 'form'> & { readonly variants: number; readonly testVariants: number };
  /** Steps whose batches lie beside it. */
  readonly steps: number;
}

/** JSON as Python reads it: the text of one line as a raw JSON literal. */
const asJson = (value: unknown) => `json.loads(r'''${JSON.stringify(value).replaceAll("'", '\\u0027')}''')`;

/** A run as the program has it: every loss it computes, with its weight, 0 where it is off; null where it is only watched. */
function runForm({ id, name, head, rates, ...run }: Run) {
  written(heads, head, 'head');
  const terms = lossesOf({ id, name, head, ...run }).map((loss) => {
    written(losses, loss, 'loss');
    const term = termOf({ id, name, head, ...run }, loss);
    return { loss, weight: term ? (term.on ? term.weight : 0) : null, set: term?.weight ?? null };
  });
  return { name, head, rates: rates ?? null, terms };
}

/**
 * A program in Python that trains an experiment with PyTorch, from the page's initial weights and on its batches.
 * @throws PlaygroundError that names a choice that it cannot write.
 */
export function torchProgram({ experiment, changes, dataset, steps }: TorchContents): string {
  const { model, optimizer, centerRule, dimension, batchSize, learningRate, centerRate, seed, heldOut } = experiment;
  const { form, classNames, variants, testVariants } = dataset;
  const image = 'height' in form;
  const used = [...new Set(experiment.runs.flatMap(lossesOf))];
  const settings = `DATASET = ${asJson(dataset.label)}
CLASS_NAMES = ${asJson(classNames)}
SHAPE = (${image ? `${form.height}, ${form.width}, ${form.channels}` : `${form.length},`})
IMAGES = ${image ? 'True' : 'False'}
MEAN, STD = ${image ? `${form.mean}, ${form.std}` : '0.0, 1.0'}  # of pixels scaled to 0..1
VARIANTS = ${variants}  # of each training example
TEST_VARIANTS = ${testVariants}
CLASSES = ${classNames.length}
HELD_OUT = ${JSON.stringify(heldOut)}  # classes that are in no batch and counted in no measure
DIMENSION = ${dimension}
BATCH_SIZE = ${batchSize}
LEARNING_RATE = ${learningRate}
CENTER_RATE = ${centerRate}
SEED = ${seed}
RECORDED_STEPS = ${steps}
RUNS = ${asJson(experiment.runs.map(runForm))}
# Live changes, each after the step that it names.
CHANGES = ${asJson(changes)}
HEADS_WITH_BIAS = ${asJson(Object.entries(heads).flatMap(([id, bias]) => (bias === 'True' ? [id] : [])))}
`;
  const own = `class Network(nn.Module):
${written(networks, model, 'model')}

${used.map((loss) => written(losses, loss, 'loss')).join('\n\n')}

LOSSES = {${used.map((loss) => `"${loss}": ${loss}_loss`).join(', ')}}


def optimizer_of(parameters, rate):
    return ${written(optimizers, optimizer, 'optimizer')}


def center_step(pull, counts, labels):
    return ${written(centerRules, centerRule, 'center rule')}
`;
  return running.replace('# settings\n', () => settings).replace('# network and losses\n', () => own);
}
