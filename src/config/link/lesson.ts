import * as v from 'valibot';
import { losses } from '../../losses/catalog.ts';
import { choiceOf, integerIn, listOf, numberIn, objectMessage, shown } from '../checks.ts';
import { ranges } from '../ranges.ts';
import { axesMode } from './view.ts';

/** Bounds of a lesson, in characters and counts. */
export const lessonLimits = { title: 80, text: 600, words: 600, choice: 120, reply: 400, steps: 30, choices: { min: 2, max: 6 } } as const;

/** What of the page a lesson can hide, with the words for it. */
export const lessonControls = {
  objective: 'Objective',
  rates: 'Rates',
  setUp: 'Set-up',
  curves: 'Curves',
  comparison: 'Side by side',
  luck: 'Is it luck?',
  lens: 'Mistakes',
  strangers: 'Would it know a stranger?',
  suspects: 'Labels that look wrong',
  home: 'Take it home',
  explanation: 'Explanation',
} as const;

/** One of them. */
export type LessonControl = keyof typeof lessonControls;

/** A text of so many characters that can be shown. */
function textUpTo(most: number, least = 1) {
  return v.pipe(
    v.string((issue) => `is ${shown(issue.input)}; it must be a text`),
    v.trim(),
    v.minLength(least, 'is empty'),
    v.maxLength(most, (issue) => `has ${issue.input.length} characters; at most ${most} fit`),
    v.check((text) => !/[\p{Cc}\p{Cs}]/u.test(text.replaceAll('\n', ' ')), 'has a character that cannot be shown'),
  );
}

const run = integerIn({ min: 0, max: ranges.runs.max - 1 });
const step = integerIn({ min: 1, max: 1e6 });

const taskSchema = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('train'), to: step }, objectMessage('such a task', '{ kind, to }')),
    v.strictObject({ kind: v.literal('atLeast'), run, loss: choiceOf(losses), weight: numberIn({ min: 0, max: 10 }) }, objectMessage('such a task', '{ kind, run, loss, weight }')),
    v.strictObject({ kind: v.literal('atMost'), run, loss: choiceOf(losses), weight: numberIn({ min: 0, max: 10 }) }, objectMessage('such a task', '{ kind, run, loss, weight }')),
    v.strictObject({ kind: v.literal('accuracy'), run, share: numberIn({ min: 0, max: 1 }) }, objectMessage('such a task', '{ kind, run, share }')),
    v.strictObject({ kind: v.literal('centerRate'), rate: numberIn(ranges.centerRate) }, objectMessage('such a task', '{ kind, rate }')),
    v.strictObject({ kind: v.literal('pause') }, objectMessage('such a task', '{ kind }')),
    v.strictObject({ kind: v.literal('axes'), mode: axesMode }, objectMessage('such a task', '{ kind, mode }')),
    v.pipe(
      v.strictObject(
        {
          kind: v.literal('question'),
          choices: listOf(textUpTo(lessonLimits.choice), lessonLimits.choices, { none: 'it must be a list of texts', empty: 'has less than two choices', many: (count) => `has ${count} choices; at most ${lessonLimits.choices.max} fit` }),
          reply: textUpTo(lessonLimits.reply, 0),
          right: v.optional(integerIn({ min: 0, max: lessonLimits.choices.max - 1 })),
        },
        objectMessage('such a task', '{ kind, choices, reply, right }'),
      ),
      v.forward(
        v.check(({ choices, right = 0 }) => right < choices.length, (issue) => `is ${issue.input.right}; there are ${issue.input.choices.length} choices, from 0`),
        ['right'],
      ),
    ),
  ],
  (issue) => `is ${shown(issue.input)}; a task is to train, to set a weight, to reach an accuracy, to pause, to choose axes or to answer`,
);

/**
 * What a person does before a lesson goes on: trains up to a step, brings the weight of a loss in a run to a number or beyond,
 * brings the rate of the centers up to one, waits for an accuracy, pauses, chooses axes, or answers. `right` is the
 * index of a question's right choice; where it is left out, it asks for a guess.
 */
export type LessonTask = Readonly<v.InferOutput<typeof taskSchema>>;

/** The schema of one step of a lesson. */
export const lessonStepSchema = v.strictObject({ words: textUpTo(lessonLimits.words), task: v.nullable(taskSchema) }, objectMessage('a step', '{ words, task }'));

/** One step: words, and what is done before the next one; null where reading is all. */
export type LessonStep = Readonly<v.InferOutput<typeof lessonStepSchema>>;

/** The schema of what a lesson has besides its steps. */
export const lessonHead = {
  title: textUpTo(lessonLimits.title),
  text: textUpTo(lessonLimits.text, 0),
  hidden: v.array(v.picklist(Object.keys(lessonControls) as LessonControl[], (issue) => `is ${shown(issue.input)}; it must be one of ${Object.keys(lessonControls).join(', ')}`), 'must be a list of parts of the page'),
};

/** A lesson: title, what it is about, steps in their order, and what of the page it hides. */
export interface Lesson {
  readonly title: string;
  readonly text: string;
  readonly hidden: readonly LessonControl[];
  readonly steps: readonly LessonStep[];
}

const fieldWords: Readonly<Record<string, string>> = { words: 'what it says', choices: 'choice', reply: 'what is said after the answer', right: 'the right answer', to: 'the step', weight: 'the weight', rate: 'the rate', share: 'the accuracy' };

/** Where in a step something is, as the page calls it: "choice 2". */
function partsOf(path: readonly unknown[]): string[] {
  const words = path.filter((key) => key !== 'task').map((key) => (typeof key === 'number' ? String(key + 1) : (fieldWords[String(key)] ?? String(key))));
  return words.length > 0 ? [words.join(' ')] : [];
}

/** What is to be put right in a lesson before it can be handed on, field by field. */
export function lessonProblems({ title, text, steps }: Lesson): string[] {
  const problems = (value: unknown, schema: v.GenericSchema, at: string) => (v.safeParse(schema, value).issues ?? []).map(({ path = [], message }) => `${[at, ...partsOf(path.map(({ key }) => key))].join(', ')} ${message}.`);
  const head = [...problems(title, lessonHead.title, 'The title'), ...problems(text, lessonHead.text, 'What it is about')];
  const counts = steps.length === 0 ? ['It has no step.'] : steps.length > lessonLimits.steps ? [`It has ${steps.length} steps; at most ${lessonLimits.steps} fit.`] : [];
  return [...head, ...counts, ...steps.flatMap((step, i) => problems(step, lessonStepSchema, `Step ${i + 1}`))];
}
