import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('./', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name.replaceAll('\\', '/'), folder), 'utf8') }));

/**
 * What the oldest browsers of the README lack: Chrome and Edge 111, Firefox 115, Safari 16.4. A source may name one where it
 * looks first whether it is there (`'Segmenter' in Intl`).
 */
const younger: readonly (readonly [name: string, use: RegExp])[] = [
  ['any', /\bAbortSignal\.any\b/],
  ['withResolvers', /\bPromise\.withResolvers\b/],
  ['try', /\bPromise\.try\b/],
  ['groupBy', /\b(Object|Map)\.groupBy\b/],
  ['fromAsync', /\bArray\.fromAsync\b/],
  ['isWellFormed', /\.(is|to)WellFormed\(/],
  ['union', /\.(union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(/],
  ['Iterator', /\bIterator\.(from|prototype|concat)\b|\.(values|keys|entries)\(\)\s*\.(map|filter|take|drop|flatMap|reduce|toArray|some|every|find|forEach)\(/],
  ['escape', /\bRegExp\.escape\b/],
  ['fromBase64', /\.(fromBase64|toBase64|fromHex|toHex)\(/],
  ['Float16Array', /\bFloat16Array\b|\bMath\.(f16round|sumPrecise)\b/],
  ['parse', /\bURL\.(parse|canParse)\b/],
  ['scheduler', /\bscheduler\.\w/],
  ['startViewTransition', /\bstartViewTransition\b/],
  ['requestIdleCallback', /\brequestIdleCallback\b/],
  ['checkVisibility', /\bcheckVisibility\b/],
  ['transfer', /\.transfer(ToFixedLength)?\(|\bresizable\b/],
  ['waitAsync', /\bAtomics\.waitAsync\b/],
  ['Segmenter', /\bnew Intl\.Segmenter\b/],
  ['DurationFormat', /\bIntl\.DurationFormat\b/],
  ['showPopover', /\.(showPopover|hidePopover|togglePopover)\(/],
];

/** What browsers keep from pages over plain http or deny to some: looked at with `?.`, in a `try`, or after a look whether it is there. */
const denied: readonly (readonly [name: string, use: RegExp])[] = [
  ['navigator', /\bnavigator\.(locks|storage|clipboard|serviceWorker|userAgentData|connection)\.\w/],
  ['randomUUID', /\bcrypto\.randomUUID\b/],
  ['subtle', /\bcrypto\.subtle\.\w/],
];

const offenders = (list: typeof younger) =>
  sources.flatMap(({ name, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    return list.flatMap(([api, use]) => (use.test(code) && !code.includes(`'${api}' in `) ? [`${name}: ${use.exec(code)![0]}`] : []));
  });

describe('the sources', () => {
  it('use nothing that the oldest browsers lack without a look whether it is there', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(offenders(younger)).toEqual([]);
  });

  it('use nothing without care that browsers deny to pages over plain http', () => {
    expect(offenders(denied)).toEqual([]);
  });
});
