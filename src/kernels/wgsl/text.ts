/** Parts of a program's text: lines of WGSL, one or several in a string. */
export type Text = string | readonly string[];

/** The numbers 0 .. count-1. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Lines of WGSL, empty ones dropped. */
export const lines = (...parts: readonly Text[]): string => parts.flat().filter(Boolean).join('\n');

/** A loop over `variable` from 0; a single turn is written without a loop, whose counters would cost registers. */
export const loop = (variable: string, count: number, ...body: readonly Text[]): string =>
  count === 1 ? lines('{', `const ${variable} = 0;`, ...body, '}') : lines(`for (var ${variable} = 0; ${variable} < ${count}; ${variable}++) {`, ...body, '}');

/** The conditions that are not empty, all of which must hold. */
export const allOf = (...conditions: string[]): string => conditions.filter(Boolean).join(' && ');

/** A value where a condition holds, else zero; an empty condition always holds. */
export const zeroUnless = (condition: string, value: string): string => (condition ? `select(0.0, ${value}, ${condition})` : value);
