import { PlaygroundError } from '../../errors.ts';
import { type Bytes, formatted } from '../formats/bytes.ts';
import type { CsvLayout } from './csvHeader.ts';

/** More bytes than a line of images that can be read has: 256 x 256 in three colours take 800 kB. */
const mostLineBytes = 2 ** 22;

const [newline, carriage, blank, quote, zero, nine] = [0x0a, 0x0d, 0x20, 0x22, 0x30, 0x39];
const mend = 'Mend that line, or save the table again: one image a line, its label and its pixels as whole numbers from 0 to 255.';

/**
 * Lines of a text that comes in pieces, without their ends; the last one may lack its own.
 * @throws PlaygroundError for a line of more than 4 MB.
 */
export function* linesOf(pieces: Iterable<Bytes>, name: string): Generator<Bytes> {
  let rest: Bytes = new Uint8Array();
  const trimmed = (line: Bytes) => (line.at(-1) === carriage ? line.subarray(0, -1) : line);
  for (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      yield trimmed(joined(rest, piece.subarray(start, end)));
      rest = new Uint8Array();
      start = end + 1;
    }
    rest = joined(rest, piece.subarray(start));
    if (rest.length > mostLineBytes) throw new PlaygroundError(`${name} has a line of more than ${formatted(mostLineBytes)} bytes, so it is no table of images.`, mend);
  }
  if (rest.length > 0) yield trimmed(rest);
}

function joined(a: Bytes, b: Bytes): Bytes {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Where a row is, for messages. */
interface Place {
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

const textOf = (bytes: Bytes) => new TextDecoder().decode(bytes).trim().replace(/^"(.*)"$/, '$1').trim();

function refuse(cell: Bytes, column: number, { header }: CsvLayout, { name, line }: Place): never {
  const text = textOf(cell);
  const said = text === '' ? 'is nothing' : `is ${Number.isFinite(Number(text)) ? text.slice(0, 20) : JSON.stringify(text.slice(0, 20))}`;
  const called = header?.[column] ? ` (${header[column].slice(0, 20)})` : '';
  throw new PlaygroundError(`${name}, line ${formatted(line)}, column ${formatted(column + 1)}${called} ${said}; pixels are whole numbers from 0 to 255.`, mend);
}

/** A pixel from the bytes of its cell; undefined when it is none. */
function pixelOf(line: Bytes, start: number, end: number): number | undefined {
  let value = 0;
  for (let i = start; i < end; i++) {
    const byte = line[i]!;
    if (byte < zero || byte > nine) return slowPixel(line.subarray(start, end));
    value = 10 * value + byte - zero;
  }
  return end > start && value <= 255 ? value : undefined;
}

/** "0.0", "1.000e+02", quoted and padded numbers. */
function slowPixel(cell: Bytes): number | undefined {
  const text = textOf(cell);
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isInteger(value) && value >= 0 && value <= 255 ? value : undefined;
}

/** Name of a class: whole numbers are the same however they are written ("3", "3.0", " 3"). */
function labelOf(cell: Bytes, column: number, { name, line }: Place): string {
  const text = textOf(cell).normalize('NFC');
  if (text === '') throw new PlaygroundError(`${name}, line ${formatted(line)}, column ${formatted(column + 1)} has no label.`, mend);
  const value = Number(text);
  return Number.isSafeInteger(value) ? String(value) : text.slice(0, 80);
}

/**
 * Reads one row: writes its pixels to `pixels` from `at` on, and returns the label.
 * @throws PlaygroundError with line and column for a value that is no pixel, and for a row of another length than the first.
 */
export function readRow(line: Bytes, layout: CsvLayout, place: Place, pixels: Uint8Array, at: number): string {
  const { separator, columns, labelColumn, aside } = layout;
  let label = '';
  let [column, start, to] = [0, 0, at];
  for (let end = 0; end <= line.length; end++) {
    if (end < line.length && line[end] !== separator) continue;
    if (column === labelColumn) label = labelOf(line.subarray(start, end), column, place);
    else if (column < columns && !aside.has(column)) pixels[to++] = pixelOf(line, start, end) ?? refuse(line.subarray(start, end), column, layout, place);
    column++;
    start = end + 1;
  }
  if (column !== columns) {
    throw new PlaygroundError(`${place.name}, line ${formatted(place.line)} has ${formatted(column)} values; the first line has ${formatted(columns)}.`, mend);
  }
  return label;
}

/** Whether a line holds nothing but blanks and quotes, as some tables end. */
export const isBlank = (line: Bytes): boolean => line.every((byte) => byte === blank || byte === quote);
