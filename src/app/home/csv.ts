/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * A text as a cell of a CSV table, RFC 4180. Where a spreadsheet would take it for a formula, it begins with an apostrophe, which
 * makes it a text there.
 */
export function textCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A float32 as a cell, in the nine digits that it takes to be read back to the bit; empty where it is not finite. */
export function numberCell(value: number): string {
  if (!Number.isFinite(value)) return '';
  return Number.isInteger(value) ? String(value) : value.toPrecision(9);
}

/** Cells that are quoted already, as a line. */
export const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;
