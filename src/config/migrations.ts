import { experimentVersion } from './schema.ts';

type Stored = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Stored => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Experiments without a version: two losses, two dimensions, centers that follow the gradient. */
function from1(stored: Stored): Stored {
  const runs: unknown = stored['runs'];
  const upToDate = (run: unknown, i: number): unknown => {
    if (!isObject(run)) return run;
    const objective = run['objective'];
    const terms = Array.isArray(objective) ? (objective as unknown[]).map((term) => (isObject(term) ? { options: {}, ...term } : term)) : objective;
    const hasCenter = Array.isArray(terms) && terms.some((term) => isObject(term) && term['loss'] === 'center');
    return { id: `run-${i + 1}`, head: 'linear', watched: hasCenter ? [] : ['center'], ...run, objective: terms };
  };
  return { dimension: 2, projection: 'identity', centerRule: 'gradient', ...stored, version: 2, runs: Array.isArray(runs) ? (runs as unknown[]).map(upToDate) : runs };
}

/** Experiments of version 2 train all classes. */
const from2 = (stored: Stored): Stored => ({ heldOut: [], ...stored, version: 3 });

/** How an experiment of version n becomes one of version n + 1. */
const migrations: Readonly<Record<number, (stored: Stored) => Stored>> = { 1: from1, 2: from2 };

/** What was stored as an experiment, in the form of today; what is no experiment stays as it is. */
export function upToDate(value: unknown): unknown {
  if (!isObject(value)) return value;
  let current = value;
  const version = value['version'] ?? 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return value;
  for (let from = version; from < experimentVersion; from++) current = migrations[from]!(current);
  return current;
}
