/**
 * Packs what the page uses of Plotly into `vendor/plotly.js-VERSION.tgz`, from which `npm ci` installs it: the modules that the
 * entries below reach, unchanged, their types, the licence, and a `package.json` with these modules' own dependencies. What
 * stays out: ready-made bundles (86 MB), traces that the page does not draw with what they depend on (60 MB), and the demand
 * for a Node version that only building Plotly's bundles needs.
 *
 *     node scripts/pack-plotly.mjs 4.1.1        fetches that version from the npm registry
 *
 * Then name the new file in package.json and run `npm install`. A trace more is an entry more.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const entryTypes = 'src/types/generated/entry_points';
const entries = [
  'lib/core.js',
  'lib/scatter.js',
  'src/traces/scattergl/strict.js',
  'lib/index.d.ts',
  ...['core', 'scatter', 'scattergl'].map((name) => `${entryTypes}/${name}.d.ts`),
];
/** Only its style sheet is asked for, and vite.config.ts puts an empty one in its place: the page draws no maps. */
const unused = 'maplibre-gl';
const importing = /(?:require\(|import\(|from\s|import\s)\s*['"]([^'"]+)['"]/g;

/** @typedef {{ dependencies: Record<string, string> } & Record<string, unknown>} Manifest */

/** @param {string} path */
const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * The files of a package that some of them reach by relative imports, and what these import of other packages.
 *
 * @param {string} folder the package's
 * @param {readonly string[]} first
 */
function reach(folder, first) {
  const files = new Set(first);
  /** @type {Set<string>} */
  const packages = new Set();
  // A set goes on to what is added to it on the way.
  for (const file of files) {
    for (const [, name = ''] of readFileSync(join(folder, file), 'utf8').matchAll(importing)) {
      if (!name.startsWith('.')) {
        packages.add(name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
        continue;
      }
      const path = posix.join(posix.dirname(file), name);
      const endings = file.endsWith('.d.ts') ? ['.d.ts', '/index.d.ts'] : ['', '.js', '/index.js', '.json'];
      const found = endings.map((ending) => path + ending).find((candidate) => isFile(join(folder, candidate)));
      if (!found) throw new Error(`${file} imports ${name}, which the package does not have.`);
      files.add(found);
    }
  }
  return { files, packages };
}

const [version] = process.argv.slice(2);
if (!version) {
  console.error('Name the version: node scripts/pack-plotly.mjs 4.1.1');
  process.exit(2);
}
const vendor = fileURLToPath(new URL('../vendor', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'playground-plotly-'));
try {
  execFileSync('npm', ['pack', '--silent', `plotly.js@${version}`], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('tar', ['-xzf', `plotly.js-${version}.tgz`], { cwd: work });
  const [whole, packed] = [join(work, 'package'), join(work, 'packed')];
  const { files, packages } = reach(whole, entries);
  for (const file of [...files, 'LICENSE']) {
    mkdirSync(dirname(join(packed, file)), { recursive: true });
    copyFileSync(join(whole, file), join(packed, file));
  }
  /** @type {Manifest} */
  const { dependencies, name, description, license, repository, types, typesVersions } = JSON.parse(readFileSync(join(whole, 'package.json'), 'utf8'));
  const needed = Object.fromEntries(Object.entries(dependencies).filter(([dependency]) => packages.has(dependency) && dependency !== unused));
  const manifest = { name, version, description: `${String(description)} (packed by center-loss-playground)`, license, repository, types, typesVersions, dependencies: needed };
  writeFileSync(join(packed, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  mkdirSync(vendor, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', vendor], { cwd: packed, stdio: ['ignore', 'ignore', 'inherit'] });
  console.log(`vendor/plotly.js-${version}.tgz: ${files.size} files, dependencies ${Object.keys(needed).join(', ')}`);
} finally {
  rmSync(work, { recursive: true });
}
