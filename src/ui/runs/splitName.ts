/** Letters of a name's end that stay in sight. */
const endLength = 7;

/** Letters with their marks; code points in browsers that cannot tell (Firefox before 125). */
const letters = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** A name in two, the second part what is always shown of it; a short one is all first part. Never within a letter. */
export function splitName(name: string): readonly [string, string] {
  const all = letters ? Array.from(letters.segment(name), ({ segment }) => segment) : Array.from(name);
  const at = all.length > 2 * endLength ? all.length - endLength : all.length;
  return [all.slice(0, at).join(''), all.slice(at).join('')];
}
