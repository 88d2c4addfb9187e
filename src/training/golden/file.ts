import * as v from 'valibot';
import { PlaygroundError } from '../../errors.ts';

const numbers = v.array(v.pipe(v.number('must be a number'), v.finite('must be finite')), 'must be a list of numbers');
const count = v.pipe(v.number('must be a whole number'), v.integer('must be a whole number'), v.minValue(0, 'must not be negative'));
const positive = v.pipe(v.number('must be a number'), v.finite('must be finite'));

const caseSchema = v.object({
  name: v.string('must be a text'),
  B: count,
  D: count,
  C: count,
  features: numbers,
  centers: numbers,
  labels: v.array(count, 'must be a list of class numbers'),
  loss: positive,
  d_features: numbers,
  d_centers: numbers,
  paper_delta: numbers,
});

const stepSchema = v.object({
  xent: positive,
  center: positive,
  loss: positive,
  features: v.nullish(numbers),
  grad_norms: v.nullish(numbers),
  centers_before: v.nullish(numbers),
});

const trajectorySchema = v.object({
  name: v.string('must be a text'),
  widths: v.pipe(v.array(count, 'must be a list of channel counts'), v.minLength(1, 'must name at least one block')),
  kernel: count,
  convs_per_block: count,
  hidden: count,
  B: count,
  lam: positive,
  optimizer: v.picklist(['adam', 'sgd'], 'must be "adam" or "sgd"'),
  lr: positive,
  center_lr: positive,
  center_rule: v.picklist(['sgd', 'paper'], 'must be "sgd" or "paper"'),
  phase: positive,
  params: v.array(v.array(count, 'must be a shape'), 'must be a list of shapes'),
  steps: v.pipe(v.array(stepSchema, 'must be a list of steps'), v.minLength(1, 'must hold at least one step')),
});

const fileSchema = v.object({
  cases: v.array(caseSchema, 'must be a list'),
  trajectories: v.array(trajectorySchema, 'must be a list'),
});

/** Center loss alone: value, gradients and Wen et al.'s center step for given features [B,D], centers [C,D], labels [B]. */
export type GoldenCase = v.InferOutput<typeof caseSchema>;
/** A few whole training steps of a network from closed-form parameters and images. */
export type GoldenTrajectory = v.InferOutput<typeof trajectorySchema>;
/** Reference numbers computed elsewhere (PyTorch, float64) that this code must reproduce. */
export type GoldenFile = v.InferOutput<typeof fileSchema>;

/** The closed-form sequence that inputs are made of: scale sin(0.37 i + phase) cos(0.011 i^2 + phase), i = 0 .. n-1. */
export function wave(n: number, phase: number, scale: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => scale * Math.sin(0.37 * i + phase) * Math.cos(0.011 * i * i + phase));
}

function refuseLength(name: string, field: string, values: readonly unknown[], length: number): void {
  if (values.length === length) return;
  throw new PlaygroundError(`${name}: ${field} holds ${values.length} numbers; its shape asks for ${length}.`, 'Correct the golden file.');
}

/** Checks a golden file. @throws PlaygroundError that names the first field that is missing, of another type or length. */
export function readGoldenFile(content: unknown): GoldenFile {
  const result = v.safeParse(fileSchema, content);
  if (!result.success) {
    const [issue] = result.issues;
    const path = issue.path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').replace(/^\./, '');
    throw new PlaygroundError(`The golden file's ${path ?? 'top level'} is wrong: ${issue.message}.`, 'Correct the file; its form is described in src/training/golden/file.ts.');
  }
  result.output.cases.forEach(({ name, B, D, C, features, centers, labels, d_features, d_centers, paper_delta }) => {
    for (const [field, values] of Object.entries({ features, d_features })) refuseLength(name, field, values, B * D);
    for (const [field, values] of Object.entries({ centers, d_centers, paper_delta })) refuseLength(name, field, values, C * D);
    refuseLength(name, 'labels', labels, B);
  });
  result.output.trajectories.forEach(({ name, B, params, steps }) =>
    steps.forEach(({ features, grad_norms, centers_before }, i) => {
      if (features) refuseLength(name, `steps[${i}].features`, features, 2 * B);
      if (grad_norms) refuseLength(name, `steps[${i}].grad_norms`, grad_norms, params.length);
      if (centers_before) refuseLength(name, `steps[${i}].centers_before`, centers_before, 20);
    }),
  );
  return result.output;
}
