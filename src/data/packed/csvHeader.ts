import { formatted } from '../formats/bytes.ts';
import type { ImageShape } from './packedImages.ts';
import { squareOf } from './pairs.ts';

/** How the rows of a table become images. */
export interface CsvLayout {
  /** Character code of what stands between values: comma, semicolon or tab. */
  readonly separator: number;
  readonly columns: number;
  /** Names of the columns; undefined where the first line is an image. */
  readonly header: readonly string[] | undefined;
  readonly labelColumn: number;
  /** Columns that are neither labels nor pixels: numbers of rows, names of files. */
  readonly aside: ReadonlySet<number>;
  readonly shape: ImageShape;
}

/** Why a table holds no labelled images, as a phrase. */
export interface NoLayout {
  readonly reason: string;
}

const labelName = /^(labels?|class|classes|target|y|category|character)$/i;
const asideName = /^(|id|index|image_?id|row_?id|unnamed: ?\d+|file_?names?|paths?)$/i;

/** Values of a line, quotes and blanks taken away. */
const cellsOf = (line: string, separator: number): string[] => line.split(String.fromCharCode(separator)).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

const isNumber = (cell: string) => cell !== '' && Number.isFinite(Number(cell));

/** Whether cells count on by one, as pandas names columns that have no names. */
const countsOn = (cells: readonly string[]) => cells.length > 1 && cells.every((cell, i) => i === 0 || (isNumber(cell) && Number(cell) === Number(cells[i - 1]) + 1));

function isHeader(cells: readonly string[]): boolean {
  const texts = cells.filter((cell) => !isNumber(cell)).length;
  return texts > 1 || countsOn(cells) || countsOn(cells.slice(1)) || countsOn(cells.slice(0, -1));
}

function separatorOf(line: string): number | undefined {
  const counts = [',', ';', '\t'].map((separator) => [separator.charCodeAt(0), line.split(separator).length - 1] as const);
  const [most] = counts.sort(([, a], [, b]) => b - a);
  return most && most[1] > 0 ? most[0] : undefined;
}

/** How varied some cells are: number of different ones, and the share of the most frequent. */
function variety(cells: readonly string[]): { kinds: number; topShare: number } {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return { kinds: counts.size, topShare: Math.max(0, ...counts.values()) / Math.max(1, cells.length) };
}

/**
 * Whether labels stand in the last column of a table that does not say: the first is taken, as on Kaggle, unless it is like a
 * corner of images (always the same, nearly so, or of too many values) and the last like labels.
 */
function labelsAreLast(first: readonly string[], last: readonly string[]): boolean {
  if (first.some((cell) => !isNumber(cell))) return false;
  if (last.some((cell) => !isNumber(cell))) return true;
  const [ofFirst, ofLast] = [variety(first), variety(last)];
  const cornerFirst = ofFirst.kinds > 200 || ofFirst.topShare > 0.8;
  return cornerFirst && ofLast.kinds > 1 && ofLast.kinds <= 200 && ofLast.topShare < 0.6;
}

/** The first or the last of the columns that are not aside. */
function unnamedLabelColumn(rows: readonly (readonly string[])[], aside: ReadonlySet<number>): number {
  const present = (rows[0] ?? []).flatMap((_, i) => (aside.has(i) ? [] : [i]));
  const [first = 0, last = first] = [present[0], present.at(-1)];
  const column = (at: number) => rows.map((cells) => cells[at] ?? '');
  return labelsAreLast(column(first), column(last)) ? last : first;
}

/**
 * Finds out how a table holds labelled images: one an image a row, a column of labels (named label, class or target, else the first
 * or the last), every other column a pixel, of a square image that is grey or, interleaved, of three colours.
 * @param lines the first lines, whole ones.
 */
export function csvLayout(lines: readonly string[]): CsvLayout | NoLayout {
  const [top = ''] = lines;
  const separator = separatorOf(top);
  if (separator === undefined) return { reason: 'a text of one column, not a table of images' };
  const cells = cellsOf(top, separator);
  const header = isHeader(cells) ? cells : undefined;
  const aside = new Set(header?.flatMap((name, i) => (asideName.test(name) ? [i] : [])));
  const named = header?.findIndex((name) => labelName.test(name)) ?? -1;
  const numbers = cells.length - aside.size;
  const looksUnlabelled = named < 0 && !squareOf(numbers - 1) && squareOf(numbers);
  if (looksUnlabelled) return { reason: `a table of ${formatted(numbers)} columns, all pixels: none is named label, class or target` };
  const shape = squareOf(numbers - 1);
  if (!shape) return { reason: `a table of ${formatted(cells.length)} columns; a label and the pixels of a square image are expected, 785 for 28 x 28 or 2,353 in three colours` };
  const labelColumn = named >= 0 ? named : unnamedLabelColumn(lines.slice(header ? 1 : 0).map((line) => cellsOf(line, separator)), aside);
  return { separator, columns: cells.length, header, labelColumn, aside, shape };
}
