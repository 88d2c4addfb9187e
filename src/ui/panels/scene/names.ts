/** Size of the names at class means, in CSS pixels. */
export const nameSize = 12;

/** Height of a name's line, in CSS pixels. */
export const nameLine = 15;

/** The CSS font of the names at class means. */
export const nameFont = (family: string): string => `600 ${nameSize}px ${family}`;

/** Letters of a name that are shown at most. */
const mostLetters = 18;

/** One letter as an eye sees it, with its accents, or an emoji of several parts. */
const letter = /.(?:[\p{M}\u{1f3fb}-\u{1f3ff}]|\u{200d}.)*/gsu;

/** A name that is too long without its middle: its beginning and its end tell alike names apart. Cut between whole letters. */
export function shortened(name: string, most = mostLetters): string {
  const letters = name.match(letter) ?? [];
  if (letters.length <= most) return name;
  const first = Math.ceil((most - 1) / 2);
  return `${letters.slice(0, first).join('').trimEnd()}…${letters.slice(first + 1 - most).join('').trimStart()}`;
}
