import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findPython } from '../../bench/contenders/pytorch.mjs';
import { projectPath } from '../data/dataFiles.mjs';
import { openDevPage } from '../devPage.mjs';

/** @typedef {import('./backbonePage.ts').EmbeddedImage} EmbeddedImage */
/** @typedef {{ same: number, resized: number, edges: number, file: number | null }} Errors largest differences of an embedding's numbers; `edges`: bytes that PyTorch rounds the other way */

/** The largest difference of an embedding's number, which are means of 0 to 6. */
const bar = 1e-3;
/** Sizes of the images that are made where none are brought: the network's own, and larger, smaller and oblong ones. */
const sizes = /** @type {const} */ ([[224, 224], [640, 480], [227, 227], [100, 150], [1200, 300], [224, 449]]);

/** Every image file in a folder and those below it, at most `count`, evenly spread. @param {string} folder @param {number} count */
function imagesIn(folder, count) {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(jpe?g|png|webp|gif|bmp)$/i.test(name)).sort();
  if (all.length === 0) throw new Error(`There is no image in ${folder}.`);
  const chosen = Math.min(count, all.length);
  return Array.from({ length: chosen }, (_, i) => join(folder, all[Math.floor((i * all.length) / chosen)] ?? ''));
}

/** PyTorch at work on a folder of weights; the caller calls `close`. @param {string} python @param {string} weights */
function openPyTorch(python, weights) {
  const folder = mkdtempSync(join(tmpdir(), 'playground-backbone-'));
  const [listed] = Object.values(JSON.parse(readFileSync(projectPath('src', 'data', 'weights.json'), 'utf8')));
  writeFileSync(join(folder, 'files.json'), JSON.stringify(listed.files));
  const child = spawn(python, [projectPath('scripts', 'verify', 'backbone.py'), weights, join(folder, 'files.json')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => undefined); // told by the line that does not come
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    /** @param {EmbeddedImage & { file: string | null }} image @returns {Promise<Errors>} */
    async compare(image) {
      child.stdin.write(`${JSON.stringify(image)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('PyTorch ended early; its message is above.');
      return JSON.parse(value);
    },
    close() {
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * The page's own embedder against PyTorch, an image a line with its largest errors: on the same pixels; with the resize by
 * PyTorch as well; and with the decoding by Pillow as well, where it is there. None may exceed 1e-3. Pillow leaves colours as
 * they are, so an image with a colour profile of its own fails there.
 *
 * @param {{ images?: string | undefined, count: number }} options images: a folder; without it, made patterns
 * @returns {Promise<boolean>} whether all are within the bar
 * @throws an Error where PyTorch, the weights or the images are missing
 */
export async function verifyBackbone({ images, count }) {
  const python = findPython();
  if (!python) throw new Error('PyTorch was not found: install it (Debian: python3-torch), or name a Python that has it in PYTHON.');
  const files = images === undefined ? [] : imagesIn(images, count);
  execFileSync(process.execPath, [projectPath('scripts', 'data.mjs'), 'mobilenet'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { open, close } = await openDevPage();
  const torch = openPyTorch(python.path, projectPath('public', 'data', 'mobilenet_v1_0.75_224'));
  try {
    const page = await open();
    const backbone = await page.evaluateHandle(async () => {
      const path = '/scripts/verify/backbonePage.ts';
      return /** @type {typeof import('./backbonePage.ts')} */ (await import(path)).openBackbone();
    });
    console.log(`${await backbone.evaluate(({ id, engine }) => `${id} on ${engine}`)}, PyTorch ${python.torch}`);
    const work = files.length > 0 ? files.map((file) => ({ file, name: file.slice((images ?? '').length).replace(/^[\\/]/, ''), size: null })) : sizes.map((size, i) => ({ file: null, name: `pattern ${i + 1}, ${size.join(' x ')}`, size }));
    let failed = 0;
    for (const [i, { file, name, size }] of work.entries()) {
      const image = file === null
        ? await backbone.evaluate((held, [seed, width, height]) => held.pattern(seed, width, height), /** @type {const} */ ([i + 1, ...size]))
        : await backbone.evaluate((held, bytes) => held.file(bytes), readFileSync(file).toString('base64'));
      const errors = await torch.compare({ ...image, file });
      const passed = [errors.same, errors.resized, errors.file ?? 0].every((error) => error <= bar);
      if (!passed) failed++;
      const pillow = errors.file === null ? '' : `, decoded by Pillow ${errors.file.toExponential(1)}`;
      console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}: same pixels ${errors.same.toExponential(1)}, resized by PyTorch ${errors.resized.toExponential(1)} (${errors.edges} bytes on an edge)${pillow}`);
    }
    console.log(`${work.length - failed} passed, ${failed} failed; the bar is ${bar}`);
    return failed === 0;
  } finally {
    torch.close();
    await close();
  }
}
