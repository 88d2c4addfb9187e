import * as v from 'valibot';
import { PlaygroundError } from '../../errors.ts';

/** The format of a head; counted up when it changes. */
export const headVersion = 1;

/** Bounds of a name, in characters. */
export const nameLength = { min: 1, max: 80 } as const;

/** How long a picture's address may be, in characters. */
const mostPicture = 100_000;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.trim(), v.minLength(nameLength.min), v.maxLength(nameLength.max));

const head = v.object({
  version: v.literal(headVersion),
  name,
  /** What the data set is called. */
  dataset: v.string(),
  step: whole,
  /** When it was kept, in milliseconds since 1970. */
  at: v.pipe(v.number(), v.finite()),
  /** Of checkpoint, curves and log. */
  bytes: whole,
  /** How its panels looked: a PNG as a data address; null where there was nothing to see, or it is none. */
  picture: v.fallback(v.nullable(v.pipe(v.string(), v.startsWith('data:image/png;base64,'), v.maxLength(mostPicture))), null),
});

/** What the list says of a training that is kept under a name. */
export type KeptHead = v.InferOutput<typeof head>;

/** A name as a person gives it, without space at its ends. @throws PlaygroundError where there is none or it is too long. */
export function checkedName(given: string): string {
  const result = v.safeParse(name, given);
  if (result.success) return result.output;
  const { length } = given.trim();
  throw new PlaygroundError(length === 0 ? 'The training has no name.' : `The name has ${length} characters; at most ${nameLength.max} are kept.`, 'Type one, such as "digits, weight 0.1".');
}

/** A head as this version of the page reads it. @throws PlaygroundError for one of a newer version, or one that is damaged. */
export function readHead(found: unknown): KeptHead {
  const version: unknown = typeof found === 'object' && found !== null && 'version' in found ? found.version : undefined;
  if (typeof version === 'number' && version > headVersion) throw new PlaygroundError(`A training here was kept by a newer version of this page (format ${version}; this one reads up to ${headVersion}).`, 'Reload the page to get its newest version.');
  const result = v.safeParse(head, found);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new PlaygroundError(`What is written of a training here is damaged: ${v.getDotPath(issue) ?? 'all of it'}: ${issue.message}.`, 'It cannot be opened; the others can. Delete it to free its space.');
}
