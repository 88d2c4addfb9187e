/** An encoding that names in zips without the UTF-8 flag may have, and what tells it from others. */
interface Guess {
  readonly encoding: string;
  /** Whether names look like it, by their bytes and by what these read as. */
  readonly fits: (names: readonly Uint8Array[], texts: readonly string[]) => boolean;
}

/** Runs of bytes from 0x80 on. */
function runsOfHighBytes(bytes: Uint8Array): Uint8Array[] {
  const runs: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start++) {
    let end = start;
    while (end < bytes.length && bytes[end]! >= 0x80) end++;
    if (end > start) runs.push(bytes.subarray(start, end));
    start = end;
  }
  return runs;
}

const inRange = (byte: number, from: number, to: number) => byte >= from && byte <= to;

const fullCharacter = /[\u3040-\u30ff\u4e00-\u9fff]/gu;
/** Accented letters read as Shift-JIS give half-width katakana, stray signs, or kanji amid a word's small letters. */
const strayInJapanese = /[^\p{ASCII}\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]/u;
const withinLetters = /[\u3040-\u30ff\u4e00-\u9fff][a-z]/gu;

function looksJapanese(_: readonly Uint8Array[], texts: readonly string[]): boolean {
  const text = texts.join('\n');
  const count = (what: RegExp) => text.match(what)?.length ?? 0;
  return !strayInJapanese.test(text) && count(fullCharacter) > 0 && 2 * count(withinLetters) <= count(fullCharacter);
}

/** GB 2312: pairs of bytes from 0xa1 on, characters from 0xb0 on; other alphabets have letters that stand alone. */
function looksChinese(names: readonly Uint8Array[]): boolean {
  const pairs = (run: Uint8Array) => run.length % 2 === 0 && run.every((byte, i) => (i % 2 === 0 ? inRange(byte, 0xb0, 0xf7) : inRange(byte, 0xa1, 0xfe)));
  return names.every((name) => runsOfHighBytes(name).every(pairs));
}

/** Cyrillic words are high bytes throughout; elsewhere accented letters stand alone. */
function looksCyrillic(names: readonly Uint8Array[]): boolean {
  const runs = names.flatMap(runsOfHighBytes);
  return runs.some((run) => run.length > 2) && runs.every((run) => run.every((byte) => inRange(byte, 0x80, 0xaf) || inRange(byte, 0xe0, 0xf1)));
}

const guesses: readonly Guess[] = [
  { encoding: 'utf-8', fits: () => true },
  { encoding: 'shift_jis', fits: looksJapanese },
  { encoding: 'gbk', fits: looksChinese },
  { encoding: 'ibm866', fits: looksCyrillic },
];

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not of this encoding, which is what was asked
  }
}

/**
 * The encoding of a zip's names that are not flagged as UTF-8: the format does not tell, and tools wrote in their country's. All
 * names are looked at together, so that one short name does not decide.
 * @returns a label for `TextDecoder`: 'utf-8', 'shift_jis', 'gbk' or 'ibm866'; or 'ibm437', the format's own, which it does not know.
 */
export function guessEncoding(names: readonly Uint8Array[]): string {
  const telling = names.filter((name) => name.some((byte) => byte >= 0x80));
  const guess = guesses.find(({ encoding, fits }) => {
    const texts = telling.flatMap((name) => decoded(name, encoding) ?? []);
    return texts.length === telling.length && fits(telling, texts);
  });
  return guess?.encoding ?? 'ibm437';
}
