import { PlaygroundError } from '../../errors.ts';
import { mostUnpackedBytes } from '../catalog.ts';
import type { FileEntry, Skipped } from '../files/entry.ts';
import { foldersOf, nameOf, shown } from '../files/paths.ts';
import { type Bytes, formatted } from '../formats/bytes.ts';
import { foreignHeadBytes, foreignKind } from '../formats/foreign.ts';
import { unpacked } from '../formats/gunzip.ts';
import { saidByName } from './arrayNames.ts';
import { type CsvLayout, csvLayout, type NoLayout } from './csvHeader.ts';
import { isBlank, linesOf, readRow } from './csvRows.ts';
import type { PackedCollection } from './packedImages.ts';
import { collectionOfParts, type PartPair } from './pairs.ts';

const hint = 'What can be read is a table like Kaggle\'s: one image a line, its label and its pixels from 0 to 255, as in "label,pixel0,…,pixel783".';

/** Lines looked at to find out how a table is laid out. */
const sampleLines = 500;
/** How often a long table lets the worker see to something else, in rows. */
const breatheRows = 2000;
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));

/** A table that holds no labelled images; where there are others, it is passed over. */
class NoImagesError extends PlaygroundError {
  override readonly name = 'NoImagesError';
  readonly reason: string;

  constructor(name: string, reason: string) {
    super(`${name} is ${reason}.`, hint);
    this.reason = reason;
  }
}

/** Whether a file is taken for a table, by its name. */
export const isTable = ({ path }: FileEntry): boolean => /\.(csv|tsv)(\.gz)?$/i.test(path);

/** Bytes that grow as they are filled. */
class Pixels {
  bytes: Bytes;

  constructor(expected: number) {
    this.bytes = new Uint8Array(Math.min(expected, mostUnpackedBytes));
  }

  /** @throws PlaygroundError for more than can be read. */
  reserve(count: number, name: string): void {
    if (count <= this.bytes.length) return;
    if (count > mostUnpackedBytes) throw new PlaygroundError(`${name} holds more than ${formatted(mostUnpackedBytes)} pixels.`, 'Bring a table of fewer images.');
    const grown = new Uint8Array(Math.min(mostUnpackedBytes, Math.max(count, 2 * this.bytes.length)));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

/** Lines with their numbers, from 1; blank ones are left out. A mark of byte order (UTF-8) is taken away. */
function* numbered(bytes: Bytes, name: string): Generator<{ line: Bytes; number: number }> {
  let number = 0;
  for (const line of linesOf(unpacked(bytes, { what: name, hint, mostBytes: 4 * mostUnpackedBytes }), name)) {
    number++;
    const marked = number === 1 && line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf;
    if (!isBlank(line)) yield { line: marked ? line.subarray(3) : line, number };
  }
}

async function readRows(bytes: Bytes, layout: CsvLayout, name: string): Promise<{ values: Bytes; classNames: string[] }> {
  const { height, width, channels } = layout.shape;
  const size = height * width * channels;
  const pixels = new Pixels(Math.ceil(bytes.length / 2));
  const names = new Map<string, string>();
  const classNames: string[] = [];
  let skipHeader = layout.header !== undefined;
  for (const { line, number } of numbered(bytes, name)) {
    if (skipHeader) {
      skipHeader = false;
      continue;
    }
    pixels.reserve((classNames.length + 1) * size, name);
    const label = readRow(line, layout, { name, line: number }, pixels.bytes, classNames.length * size);
    if (!names.has(label)) names.set(label, label);
    classNames.push(names.get(label)!);
    if (classNames.length % breatheRows === 0) await breathe();
  }
  return { values: pixels.bytes.slice(0, classNames.length * size), classNames };
}

function layoutOf(bytes: Bytes, name: string): CsvLayout | NoLayout {
  const sample: string[] = [];
  for (const { line } of numbered(bytes, name)) {
    sample.push(new TextDecoder().decode(line));
    if (sample.length === sampleLines) break;
  }
  return sample.length === 0 ? { reason: 'a table without lines' } : csvLayout(sample);
}

async function readTable(entry: FileEntry): Promise<PartPair & { note: string }> {
  const name = shown(entry.path);
  const bytes = await entry.bytes();
  const layout = layoutOf(bytes, name);
  if ('reason' in layout) {
    const kind = foreignKind(bytes.subarray(0, foreignHeadBytes));
    throw new NoImagesError(name, kind === undefined || /text|table/.test(kind) ? layout.reason : `${kind}, not a table`);
  }
  const { header, labelColumn, shape } = layout;
  const { part } = saidByName([nameOf(entry.path), ...foldersOf(entry.path).reverse()]);
  const called = header?.[labelColumn] ? ` ("${header[labelColumn].slice(0, 20)}")` : '';
  const note = `${name}: labels are in column ${formatted(labelColumn + 1)}${called}, images are ${shape.height} x ${shape.width}${shape.channels === 3 ? ' in three colours' : ''}.`;
  return { part, pair: { ...(await readRows(bytes, layout, name)), shape }, note };
}

/**
 * Reads tables of images (CSV, TSV; gzipped or not): one image a line, a column of labels, numbers or texts, every other column a
 * pixel from 0 to 255; see `csvLayout`. Several tables are told apart by train, test or val in their names; among several, those
 * that hold no labelled images are passed over and told.
 * @throws PlaygroundError with file, line and column for a value that is no pixel and a row of another length, and for what
 * `collectionOfParts` refuses.
 */
export async function readCsv(files: readonly FileEntry[], skipped: readonly Skipped[]): Promise<PackedCollection> {
  const tables: (PartPair & { note: string })[] = [];
  const passed: Skipped[] = [];
  for (const entry of files) {
    try {
      tables.push(await readTable(entry));
    } catch (error) {
      if (!(error instanceof NoImagesError) || files.length === 1) throw error;
      passed.push({ path: entry.path, reason: error.reason });
    }
  }
  const what = shown(nameOf(files[0]!.path));
  if (tables.length === 0) throw new PlaygroundError(`None of these ${files.length} tables holds labelled images. ${passed[0]!.path} is ${passed[0]!.reason}.`, hint);
  const twice = tables.find(({ part }, i) => tables.findIndex((other) => other.part === part) < i);
  if (twice) throw new PlaygroundError(`${what}: several tables hold ${twice.part ?? 'labelled'} images, so it is not clear which is meant.`, `Bring one table, or two named train and test. ${hint}`);
  const order = ['train', 'validation', 'test', null];
  tables.sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part));
  return collectionOfParts(tables, { what, hint, skipped: [...skipped, ...passed], notes: tables.map(({ note }) => note) });
}
