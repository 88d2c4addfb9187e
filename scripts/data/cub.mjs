import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { projectPath, reasonOf, writeAtomically } from './dataFiles.mjs';
import { fetchInto } from './download.mjs';
import { filesOfTar } from './tar.mjs';

/** @typedef {{ file: string, folder: string, archive: string, url: string, md5: string, firstClass: number, lastClass: number }} Archive see src/data/archives.json */
/** @typedef {Map<string, Uint8Array>} Files by their path below the archive's folder */

/** Tables of the layout; the first column is an image's id, of classes.txt a class's. */
const tables = /** @type {const} */ (['images.txt', 'image_class_labels.txt', 'train_test_split.txt', 'bounding_boxes.txt', 'classes.txt']);

/** The same bytes give the same zip. */
const mtime = new Date('1980-01-01T12:00:00Z');

/**
 * Lines of a table as [id, value].
 *
 * @param {Files} files
 * @param {typeof tables[number]} name
 * @returns {[id: string, value: string][]}
 */
function readTable(files, name) {
  const bytes = files.get(name);
  if (!bytes) throw new Error(`there is no ${name}`);
  return Buffer.from(bytes).toString('utf8').split(/\r?\n/).filter((line) => line.trim() !== '').map((line, i) => {
    const [, id, value] = /^\s*(\S+)\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (id === undefined || value === undefined) throw new Error(`${name}, line ${i + 1} is ${JSON.stringify(line.slice(0, 40))}; an id and a value are expected`);
    return [id, value];
  });
}

/**
 * The tables cut to the chosen classes, and the ids and paths of their images.
 *
 * @param {Files} files
 * @param {Archive} archive
 */
function chosenTables(files, { firstClass, lastClass }) {
  const classOf = new Map(readTable(files, 'image_class_labels.txt'));
  /** @param {string | undefined} number */
  const chosen = (number) => Number(number) >= firstClass && Number(number) <= lastClass;
  const classes = readTable(files, 'classes.txt').filter(([number]) => chosen(number));
  if (classes.length !== lastClass - firstClass + 1) throw new Error(`classes.txt names ${classes.length} of the classes ${firstClass} to ${lastClass}, not ${lastClass - firstClass + 1}`);
  const images = readTable(files, 'images.txt').filter(([id]) => chosen(classOf.get(id)));
  const lines = Object.fromEntries(tables.map((name) => [name, readTable(files, name).filter(([id]) => chosen(name === 'classes.txt' ? id : classOf.get(id)))]));
  const uneven = tables.find((name) => name !== 'classes.txt' && lines[name]?.length !== images.length);
  if (uneven) throw new Error(`${uneven} has ${lines[uneven]?.length} lines of these classes, images.txt ${images.length}`);
  return { images, lines };
}

/**
 * The chosen classes as a zip in the same layout.
 *
 * @param {Files} files tables, and the photographs of these classes at least
 * @param {Archive} archive
 */
export function packClasses(files, archive) {
  const { images, lines } = chosenTables(files, archive);
  /** @type {import('fflate').Zippable} */
  const zip = {};
  for (const name of tables) zip[`${archive.folder}/${name}`] = [strToU8((lines[name] ?? []).map((line) => `${line.join(' ')}\n`).join('')), { level: 6, mtime }];
  for (const [id, path] of images) {
    const bytes = files.get(`images/${path}`);
    if (!bytes) throw new Error(`image ${id}, images/${path}, is not there`);
    if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new Error(`image ${id}, images/${path}, is no JPEG file`);
    zip[`${archive.folder}/images/${path}`] = [bytes, { level: 0, mtime }];
  }
  const train = (lines['train_test_split.txt'] ?? []).filter(([, isTraining]) => isTraining === '1').length;
  return { bytes: zipSync(zip), train, test: images.length - train };
}

/**
 * From an unpacked folder.
 *
 * @param {string} folder
 * @param {Archive} archive
 */
function filesOfFolder(folder, archive) {
  /** @type {Files} */
  const files = new Map();
  for (const name of tables) if (existsSync(join(folder, name))) files.set(name, readFileSync(join(folder, name)));
  for (const [, path] of chosenTables(files, archive).images) {
    const file = join(folder, 'images', path);
    if (existsSync(file)) files.set(`images/${path}`, readFileSync(file));
  }
  return files;
}

/**
 * From a packed archive, whose MD5 is checked on the way.
 *
 * @param {string} path
 * @param {Archive} archive
 */
async function filesOfArchive(path, { folder, md5, firstClass, lastClass }) {
  const sum = createHash('md5');
  const source = createReadStream(path).on('data', (chunk) => sum.update(chunk));
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  /** @param {string} of */
  const relative = (of) => of.replace(/^\.\//, '').slice(folder.length + 1);
  /** @param {string} of */
  const wanted = (of) => {
    const number = Number(/^images\/(\d+)\./.exec(relative(of))?.[1] ?? Number.NaN);
    return tables.some((name) => relative(of) === name) || (number >= firstClass && number <= lastClass);
  };
  /** @type {Files} */
  const files = new Map();
  let fault = null;
  try {
    for await (const file of filesOfTar(unpacked, wanted)) files.set(relative(file.path), file.bytes);
  } catch (error) {
    fault = error;
    source.unpipe(unpacked);
    for await (const rest of source) void rest;
  }
  const found = sum.digest('hex');
  if (found !== md5) throw new Error(`the MD5 of ${path} is ${found}, expected ${md5}; delete it to have it fetched anew`);
  if (fault) throw fault;
  return files;
}

/**
 * The archive, fetched; what a broken transfer has brought stays beside it, and the next one goes on from there.
 *
 * @param {string} target
 * @param {Archive} archive
 */
async function fetchArchive(target, { url, archive }) {
  const part = `${target}.part`;
  try {
    await fetchInto(url, part, { name: archive });
  } catch (error) {
    throw new Error(`${url} could not be fetched to its end: ${reasonOf(error)}`, { cause: error });
  }
  renameSync(part, target);
}

/**
 * Where the archive is, or is to be: DATA_DIR, else the project's cache, from which it is deleted once it is packed.
 *
 * @param {Archive} archive
 */
function archivePath({ archive }) {
  const folder = process.env['DATA_DIR'] || projectPath('node_modules', '.cache', 'center-loss-playground');
  mkdirSync(folder, { recursive: true });
  return join(folder, archive);
}

/**
 * Makes the chosen classes of CUB-200-2011 lie beside the page as a zip in that layout: of the folder or the archive in DATA_DIR,
 * else of the archive from its public address.
 *
 * @param {string} into the page's folder of data
 * @param {string} id
 * @param {Archive} archive
 */
export async function provideCub(into, id, archive) {
  const target = join(into, id, archive.file);
  console.log(`${id}, into ${target}`);
  if (existsSync(target)) {
    console.log('  already there');
    return;
  }
  const folder = process.env['DATA_DIR'] ? join(process.env['DATA_DIR'], archive.folder) : null;
  const packed = archivePath(archive);
  /** @type {Files} */
  let files;
  if (folder && existsSync(folder)) {
    files = filesOfFolder(folder, archive);
    console.log(`  taken from ${folder}`);
  } else {
    if (!existsSync(packed)) await fetchArchive(packed, archive);
    files = await filesOfArchive(packed, archive).catch((error) => {
      if (!process.env['DATA_DIR']) rmSync(packed, { force: true });
      throw error;
    });
    console.log(`  ${archive.archive}: its MD5 is right`);
  }
  const { bytes, train, test } = packClasses(files, archive);
  writeAtomically(target, bytes);
  if (!process.env['DATA_DIR']) rmSync(packed, { force: true });
  console.log(`  ${train} training and ${test} test images of ${archive.lastClass - archive.firstClass + 1} classes, ${(bytes.length / 1e6).toFixed(1)} MB`);
}
