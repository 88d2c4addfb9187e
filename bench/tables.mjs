/** @typedef {{ median: number, least: number, most: number }} Spread */

/** @param {number[]} list @returns {Spread} */
export function spreadOf(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? NaN, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}

/** @param {number} value a number with three digits or more */
export function digits(value) {
  if (!Number.isFinite(value)) return '';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows a table in Markdown */
export function markdown(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
