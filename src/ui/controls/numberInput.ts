/** What a number may be. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

/** A number as read, or why not. */
type Reading = { readonly value: number } | { readonly refusal: string };

const longest = 60;

/** Spaces, apostrophes and low lines that people set between thousands; a comma or a point may be one too. */
const grouped = /^(\d{1,3})(?:([\s'’ʼ_])\d{3}(?:\2\d{3})*)(?:[.,](\d+))?$/;
const commaGrouped = /^[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/;
const pointGrouped = /^[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/;
/** Three digits behind the only comma: thousands, or a fraction. */
const eitherComma = /^[1-9]\d{0,2},\d{3}$/;
/** Likewise with a point, which in a field of whole numbers may stand between thousands. */
const eitherPoint = /^[1-9]\d{0,2}\.\d{3}$/;
/** Zeros behind a comma, which in a field of whole numbers may be a slip in their thousands. */
const roundComma = /^\d+,0+$/;
const plain = /^(?:\d+\.?\d*|\.\d+)$/;
const decimalComma = /^\d*,\d+$/;

/** Full-width characters as the ones they stand for, and the typographic minus. */
function ordinary(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replaceAll('\u2212', '-');
}

const without = (digits: string, separators: RegExp) => digits.replace(separators, '');

/** The digits as JavaScript writes them; null for what is no number, and a pair of readings for what may be two. */
function inScript(digits: string, whole: boolean): string | readonly [string, string] | null {
  if (eitherComma.test(digits)) return whole ? without(digits, /,/g) : [digits.replace(',', '.'), without(digits, /,/g)];
  if (eitherPoint.test(digits) && whole) return [digits, without(digits, /\./g)];
  if (whole && roundComma.test(digits)) return [digits.replace(',', '.'), without(digits, /,/g)];
  if (plain.test(digits)) return digits;
  if (decimalComma.test(digits)) return digits.replace(',', '.');
  if (commaGrouped.test(digits)) return without(digits, /,/g);
  if (pointGrouped.test(digits)) return without(digits, /\./g).replace(',', '.');
  if (grouped.test(digits) && !digits.startsWith('0')) return without(digits, /[\s'’ʼ_]/g).replace(',', '.');
  return null;
}

/** The number that a text writes, in the ways people write numbers; refused where it is none or may be two. */
function parse(text: string, whole: boolean): Reading {
  const shown = `“${text.length > longest ? `${text.slice(0, longest)}…` : text}”`;
  const notANumber = { refusal: `${shown} is not a number.` };
  const parts = text.length > longest ? null : /^([+-]?)(.*?)(e[+-]?\d+)?$/i.exec(ordinary(text));
  const [, sign = '', digits = '', exponent = ''] = parts ?? [];
  const read = inScript(digits, whole && exponent === '');
  if (read === null) return notANumber;
  if (typeof read !== 'string') return { refusal: `${shown} may mean ${Number(read[0])} or ${Number(read[1])}; write ${Number(read[0])} or ${Number(read[1])}.` };
  if (exponent !== '' && !plain.test(digits) && !decimalComma.test(digits)) return notANumber;
  const value = Number(`${sign}${read}${exponent}`);
  if (value === 0) return /[1-9]/.test(digits) ? { refusal: `${shown} is too close to 0.` } : { value: 0 };
  return { value };
}

/**
 * What a person typed, read as a number within bounds, or why it is refused; never a part of it. Read are thousands with a
 * space, an apostrophe, a low line, a comma or a point between them, a decimal comma, exponents and full-width digits. Refused
 * is what may be two numbers: "1,000" where fractions are asked for, "1.000" where whole numbers are.
 */
export function readNumber(text: string, { min, max, whole = false }: Bounds): Reading {
  const trimmed = text.trim();
  const read = parse(trimmed, whole);
  if ('refusal' in read) return read;
  const { value } = read;
  if (value < min || value > max) return { refusal: `${trimmed} is outside ${min} to ${max}.` };
  if (whole && !Number.isInteger(value)) return { refusal: `${trimmed} is not a whole number.` };
  return { value };
}
