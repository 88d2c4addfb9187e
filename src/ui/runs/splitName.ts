/** Letters of a name's end that stay in sight. */
const endLength = 7;

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A name in two, the second part what is always shown of it; a short one is all first part. Never within a letter. */
export function splitName(name: string): readonly [string, string] {
  const all = Array.from(letters.segment(name), ({ segment }) => segment);
  const at = all.length > 2 * endLength ? all.length - endLength : all.length;
  return [all.slice(0, at).join(''), all.slice(at).join('')];
}
