import * as v from 'valibot';
import { PlaygroundError } from '../../errors.ts';
import { losses } from '../../losses/catalog.ts';
import { projections, usualProjection } from '../../projections/catalog.ts';
import { integerIn, numberIn, shown } from '../checks.ts';
import { termOf } from '../experiment.ts';
import { loggedSchema } from '../liveChange.ts';
import type { LoggedChange } from '../liveChange.ts';
import { ranges } from '../ranges.ts';
import { experimentSchema, settings } from '../schema.ts';
import type { Experiment } from '../schema.ts';
import { baseFor } from './base.ts';
import { Fields, isObject } from './fields.ts';
import type { Stored } from './fields.ts';
import { lessonHead, lessonLimits, lessonStepSchema } from './lesson.ts';
import type { Lesson } from './lesson.ts';
import { contentOf, unpacked } from './packed.ts';
import { readRuns } from './readRuns.ts';
import { bare } from './shared.ts';
import type { OpenedLink, Shared } from './shared.ts';
import { axesMode } from './view.ts';
import { linkVersion } from './write.ts';

/** The versions of links that are read: how the value of version n becomes one of version n + 1. */
export interface LinkFormat {
  readonly version: number;
  readonly migrations: Readonly<Record<number, (stored: unknown) => unknown>>;
}

const format: LinkFormat = { version: linkVersion, migrations: {} };

const mostChanges = 500;
const stepNumber = integerIn({ min: 0, max: 1e9 });
const hiddenClasses = v.pipe(v.array(integerIn({ min: 0, max: 9999 }), 'must be a list of classes by their numbers'), v.maxLength(1000, 'has more than 1000 classes'));
const names = ['experiment', ...Object.keys(bare)];

function readExperiment(stored: Stored, fields: Fields): Experiment {
  const given = fields.object(stored, 'experiment');
  fields.onlyKnown(given, [...Object.keys(settings), 'runs'], 'an experiment');
  const base = baseFor(fields.read(given, 'dataset', settings.dataset, 'mnist-10k'));
  const read = Object.entries(settings).map(([name, schema]) => [name, name === 'dataset' ? base.dataset : fields.read(given, name, schema as v.GenericSchema<unknown, unknown>, base[name as keyof Experiment])]);
  const chosen = { ...base, ...(Object.fromEntries(read) as Partial<Experiment>) };
  const { least, most } = projections.get(chosen.projection);
  const projection = chosen.dimension >= least && chosen.dimension <= most ? chosen.projection : usualProjection(chosen.dimension);
  if (projection !== chosen.projection) fields.tell(`projection is ${chosen.projection}, which does not draw ${chosen.dimension} dimensions; it is ${projection}`);
  const experiment = { ...chosen, projection, runs: Object.hasOwn(given, 'runs') ? readRuns(fields.list(given, 'runs', ranges.runs.max), base, fields) : base.runs };
  return fields.checked(experiment, experimentSchema, { ...experiment, runs: base.runs }, 'experiment');
}

/** What a change asks for that the experiment does not allow; null where it does. */
function refusalOf({ runs }: Experiment, { change }: LoggedChange): string | null {
  if (change.kind === 'rates') {
    const fits = v.is(numberIn(ranges.learningRate), change.learningRate) && v.is(numberIn(ranges.centerRate), change.centerRate);
    return fits ? null : `has rates ${change.learningRate} and ${change.centerRate}, out of range`;
  }
  if (!losses.has(change.loss) || change.runs.length === 0) return `names ${shown(change.loss)} of runs ${shown(change.runs)}, which there is not`;
  const without = change.runs.find((run) => !runs[run] || !termOf(runs[run], change.loss));
  if (without !== undefined) return `names ${shown(change.loss)} of run ${without}, which has no such term`;
  const { weight, loss } = change;
  const fits = weight === null || v.safeParse(numberIn(losses.get(loss).weight), weight).success;
  return fits ? null : `has weight ${weight}, out of range`;
}

/** Live changes that the experiment allows, in the order of their steps. */
function readChanges(name: 'changes' | 'branches', stored: Stored, experiment: Experiment, fields: Fields): LoggedChange[] {
  const read = fields.list(stored, name, mostChanges).flatMap((entry, i) => {
    const change = fields.checked<LoggedChange | null>(entry, loggedSchema, null, `${name}[${i}]`);
    const refusal = change && refusalOf(experiment, change);
    if (refusal) fields.tell(`${name}[${i}] ${refusal}`);
    return change && !refusal ? [change] : [];
  });
  return read.sort((a, b) => a.step - b.step);
}

function readLesson(stored: Stored, fields: Fields): Lesson | null {
  if (!Object.hasOwn(stored, 'lesson') || stored['lesson'] === null) return null;
  const given = fields.object(stored, 'lesson');
  fields.onlyKnown(given, ['title', 'text', 'hidden', 'steps'], 'a lesson');
  const steps = fields.list(given, 'steps', lessonLimits.steps).flatMap((step, i) => fields.checked<Lesson['steps'][number] | null>(step, lessonStepSchema, null, `lesson.steps[${i}]`) ?? []);
  if (steps.length === 0) {
    fields.tell('lesson has no step that can be shown');
    return null;
  }
  return {
    title: fields.read(given, 'title', lessonHead.title, 'Lesson', 'lesson.title'),
    text: fields.read(given, 'text', lessonHead.text, '', 'lesson.text'),
    hidden: fields.read(given, 'hidden', lessonHead.hidden, [], 'lesson.hidden'),
    steps,
  };
}

/** What a value says that is shared, field by field; what it lacks is usual. */
export function readShared(value: unknown): OpenedLink {
  const fields = new Fields();
  if (!isObject(value)) fields.tell(`what it holds is ${shown(value)}; it must be an object`);
  const stored = isObject(value) ? value : {};
  fields.onlyKnown(stored, names, 'a link');
  const experiment = readExperiment(stored, fields);
  const shared: Shared = {
    experiment,
    changes: readChanges('changes', stored, experiment, fields),
    step: fields.read(stored, 'step', stepNumber, 0),
    stopAt: fields.read(stored, 'stopAt', v.nullable(integerIn({ min: 1, max: 1e9 })), null),
    axes: fields.read(stored, 'axes', axesMode, 'follow'),
    hiddenClasses: fields.read(stored, 'hiddenClasses', hiddenClasses, []),
    branches: readChanges('branches', stored, experiment, fields),
    lesson: readLesson(stored, fields),
  };
  return { shared, problems: fields.problems };
}

/**
 * What a link shares; links of older versions are brought up to date. `address` is the whole address, its fragment, or the
 * content alone.
 * @throws PlaygroundError that names what is wrong with the link as a whole; what is wrong with a field is among `problems`.
 */
export function readLink(address: string, { version: newest, migrations }: LinkFormat = format): OpenedLink {
  const content = contentOf(address);
  if (content === null) throw new PlaygroundError('This address has nothing shared in it: no #x= with what follows.', 'Copy the whole link, to its last character.');
  const { version, value } = unpacked(content);
  if (version > newest) throw new PlaygroundError(`The link is of version ${version}; this page reads versions up to ${newest}.`, 'Reload the page to get its newest version, then open the link again.');
  let current = value;
  for (let from = version; from < newest; from++) current = migrations[from]!(current);
  return readShared(current);
}
