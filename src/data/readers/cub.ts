import { PlaygroundError } from '../../errors.ts';
import { requireTwoClasses } from '../classNames.ts';
import type { FileEntry, Skipped } from '../files/entry.ts';
import { cleanPath, foldersOf, nameOf, shown } from '../files/paths.ts';
import { formatted } from '../formats/bytes.ts';
import type { Part } from '../split/split.ts';
import { type Box, type NamedPhotograph, type PhotographCollection, photographs } from './collection.ts';

const hint = 'Bring the whole folder CUB_200_2011 as it was unpacked: images.txt, image_class_labels.txt, classes.txt, train_test_split.txt, bounding_boxes.txt and images/.';

/** The text files of the layout; the last three may be missing. */
const tables = { images: 'images.txt', labels: 'image_class_labels.txt', classes: 'classes.txt', split: 'train_test_split.txt', boxes: 'bounding_boxes.txt' } as const;

/** Far more than CUB's 11,788 lines. */
const mostTableBytes = 2 ** 25;

/** Lines of a table by their first word, an id. @throws PlaygroundError with the line for one that has no id and value, and for an id twice. */
async function readTable(entry: FileEntry | undefined): Promise<Map<string, string> | undefined> {
  if (!entry) return undefined;
  const name = shown(entry.path);
  if (entry.size > mostTableBytes) throw new PlaygroundError(`${name} has ${formatted(entry.size)} bytes; ${formatted(mostTableBytes)} are read at most.`, hint);
  const values = new Map<string, string>();
  new TextDecoder().decode(await entry.bytes()).split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === '') return;
    const [, id, value] = /^\s*(\S+)\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (id === undefined || value === undefined) throw new PlaygroundError(`${name}, line ${i + 1} is ${JSON.stringify(line.slice(0, 40))}; an id and a value are expected.`, hint);
    if (values.has(id)) throw new PlaygroundError(`${name}, line ${i + 1} names the id ${id.slice(0, 40)} a second time.`, hint);
    values.set(id, value);
  });
  return values;
}

/** The folder that holds the text files, with `/` at its end; undefined where these files have another layout. */
export function cubFolder(entries: readonly FileEntry[]): string | undefined {
  const paths = new Set(entries.map(({ path }) => path));
  const images = entries.filter(({ path }) => nameOf(path) === tables.images).map(({ path }) => path.slice(0, -tables.images.length));
  return images.find((folder) => paths.has(`${folder}${tables.labels}`));
}

function boxOf(text: string | undefined, id: string): Box | null {
  if (text === undefined) return null;
  const numbers = text.split(/\s+/).map(Number);
  const [x, y, width, height] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || !(width! > 0) || !(height! > 0)) {
    throw new PlaygroundError(`${tables.boxes}: the box of image ${id} is ${JSON.stringify(text.slice(0, 40))}; x, y, width and height in pixels are expected.`, hint);
  }
  return { x: x!, y: y!, width: width!, height: height! };
}

function partOf(text: string | undefined, id: string): Part | null {
  if (text === undefined) return null;
  if (text !== '0' && text !== '1') throw new PlaygroundError(`${tables.split}: image ${id} has ${JSON.stringify(text.slice(0, 40))}; 1 (training) or 0 (test) is expected.`, hint);
  return text === '1' ? 'train' : 'test';
}

/**
 * Reads a folder in the layout of CUB-200-2011: `images.txt` (id, path below `images/`), `image_class_labels.txt` (id, class),
 * `classes.txt` (class, name), `train_test_split.txt` (id, 1 for training) and `bounding_boxes.txt` (id, x, y, width, height in
 * pixels). The official split and the boxes are taken; only classes whose images are there count. Ids are any words (NABirds has
 * the same layout).
 * @param folder see `cubFolder`. @param images those of `entries` that are images.
 * @throws PlaygroundError with the line for a damaged table, for an image without class, for a class without name, and for fewer
 * than 2 classes.
 */
export async function readCub(folder: string, entries: readonly FileEntry[], images: readonly FileEntry[], before: readonly Skipped[]): Promise<PhotographCollection> {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const table = (name: string) => readTable(byPath.get(`${folder}${name}`));
  const [listed, labels, classes, split, boxes] = [await table(tables.images), await table(tables.labels), await table(tables.classes), await table(tables.split), await table(tables.boxes)];
  const imagePaths = new Map(images.map((entry) => [entry.path, entry]));
  const named: NamedPhotograph[] = [];
  let missing = 0;
  for (const [id, relative] of listed!) {
    const path = `${folder}images/${cleanPath(relative)}`;
    const file = imagePaths.get(path);
    if (!file) {
      missing++;
      continue;
    }
    imagePaths.delete(path);
    const label = labels!.get(id);
    const className = classes ? classes.get(label ?? '') : foldersOf(path).at(-1);
    if (label === undefined || className === undefined) throw new PlaygroundError(`Image ${id.slice(0, 40)} (${shown(relative)}) has ${label === undefined ? `no class in ${tables.labels}` : `class ${label.slice(0, 40)}, which ${tables.classes} does not name`}.`, hint);
    named.push({ path, className: className.normalize('NFC'), part: partOf(split?.get(id), id), box: boxOf(boxes?.get(id), id), file });
  }
  const notes = missing > 0 ? [`${formatted(missing)} of the ${formatted(listed!.size)} images in ${tables.images} are not here.`] : [];
  const skipped = [...before, ...[...imagePaths.keys()].map((path) => ({ path, reason: `not in ${tables.images}` }))];
  const collection = photographs(named, { skipped, notes });
  requireTwoClasses(collection.classes, `of ${tables.images} with images here`, hint);
  return collection;
}
