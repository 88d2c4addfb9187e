import * as v from 'valibot';
import { shown } from '../checks.ts';

/** A plain JSON object. */
export type Stored = Readonly<Record<string, unknown>>;

/** Most problems that are told one by one. */
const mostTold = 8;

/** Whether a value is an object with names. */
export const isObject = (value: unknown): value is Stored => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what came from elsewhere field by field: what is right is kept, what is not is told by its name and what takes its place. */
export class Fields {
  private readonly found: string[] = [];

  /** A value by its schema; where it is not there, or not right, which is told, `instead`. */
  read<T>(holder: Stored, name: string, schema: v.GenericSchema<unknown, T>, instead: T, at = name): T {
    if (!Object.hasOwn(holder, name)) return instead;
    return this.checked(holder[name], schema, instead, at);
  }

  /** The same of a value that is there. */
  checked<T>(value: unknown, schema: v.GenericSchema<unknown, T>, instead: T, at: string): T {
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    const [{ path, message }] = result.issues;
    const inside = path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${shown(key).replaceAll('"', '')}`)).join('') ?? '';
    this.tell(`${at}${inside} ${message}`);
    return instead;
  }

  /** An object; an empty one where it is none, which is told. */
  object(holder: Stored, name: string): Stored {
    const value = Object.hasOwn(holder, name) ? holder[name] : {};
    if (isObject(value)) return value;
    this.tell(`${name} is ${shown(value)}; it must be an object`);
    return {};
  }

  /** A list of at most so many entries; an empty one where it is none, which is told. */
  list(holder: Stored, name: string, most: number): readonly unknown[] {
    const value = Object.hasOwn(holder, name) ? holder[name] : [];
    if (!Array.isArray(value)) {
      this.tell(`${name} is ${shown(value)}; it must be a list`);
      return [];
    }
    if (value.length > most) this.tell(`${name} has ${value.length} entries; the first ${most} are used`);
    return (value as unknown[]).slice(0, most);
  }

  /** Tells every name that is not among those known. */
  onlyKnown(holder: Stored, known: readonly string[], what: string): void {
    for (const name of Object.keys(holder)) if (!known.includes(name)) this.tell(`${shown(name).replaceAll('"', '')} is not known here as a setting of ${what}`);
  }

  tell(problem: string): void {
    this.found.push(problem);
  }

  /** What was told, at most eight lines. */
  get problems(): readonly string[] {
    const more = this.found.length - mostTold;
    return more > 0 ? [...this.found.slice(0, mostTold), `${more} more`] : this.found;
  }
}
