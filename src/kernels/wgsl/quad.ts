/** Up to four values that all lanes of a quad need. */
export interface QuadValue {
  /** Statement before first use. */
  readonly prepare: string;
  /** Expression of value 0 .. 3. */
  take(which: number): string;
}

/**
 * With subgroups each lane of a quad loads one of four values and hands it round (`quadBroadcast`); without, each loads
 * all. `load` gives the expression of value number `which`, which is a number or the word `lane`.
 */
export function quadValue(name: string, load: (which: number | 'lane') => string, subgroups: boolean): QuadValue {
  if (!subgroups) return { prepare: '', take: load };
  return { prepare: `let ${name} = ${load('lane')};`, take: (which) => `quadBroadcast(${name}, ${which}u)` };
}
