import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Finding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}

/** What `npm run lint` would say about files (path below src -> source text), in a temporary copy of the project. */
function lint(files: Record<string, string>): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), 'playground-lint-'));
  try {
    for (const name of ['.oxlintrc.json', 'tsconfig.json']) copyFileSync(join(root, name), join(folder, name));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, 'src', name)), { recursive: true });
      writeFileSync(join(folder, 'src', name), text);
    }
    const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '-f', 'json', 'src'], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
    if (!stdout.startsWith('{')) throw new Error(`oxlint did not run: ${stdout}${stderr}`);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[] };
    return diagnostics.map(({ code, filename, labels }) => ({
      file: filename.replaceAll('\\', '/').replace(/^.*?src\//, ''),
      line: labels[0]?.span.line ?? 0,
      rule: code.replace(/^.*\(|\)$/g, ''),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const tfjs = '@tensorflow/tfjs-core';
const react = ['react', 'react-dom/client'];
const plotly = 'plotly.js/lib/core';
const page = [...react, plotly];
const kernelsGround = ['errors.ts', 'random.ts'];
const ground = [...kernelsGround, 'catalog.ts'];
const kernels = ['device', 'wgsl', 'values', 'recording', 'conv', 'conv/parts', 'conv/registers', 'conv/regions', 'tiling', 'dense', 'losses', 'optimizers', 'batches'].map((room) => `kernels/${room}/a.ts`);
const device = [...kernelsGround, tfjs, 'kernels/device/a.ts'];
const kernelGround = [...device, 'kernels/wgsl/a.ts'];
const conv = ['kernels/conv/a.ts', 'kernels/conv/parts/a.ts', 'kernels/conv/registers/a.ts', 'kernels/conv/regions/a.ts'];
const data = ['data/a.ts', 'data/split/a.ts', 'data/formats/a.ts', 'data/sources/a.ts', 'data/images/a.ts', 'data/files/a.ts', 'data/packed/a.ts', 'data/readers/a.ts'];
const projections = ['projections/a.ts', 'projections/tsne/a.ts'];
const config = ['config/a.ts', 'config/link/a.ts'];
const belowTraining = [...ground, 'losses/catalog.ts', ...config, ...data, 'metrics/a.ts', ...projections, ...kernels, 'models/a.ts', 'losses/a.ts', tfjs];
const training = ['training/a.ts', 'training/backend/a.ts', 'training/step/a.ts', 'training/measure/a.ts', 'training/loop/a.ts'];
const app = ['app/a.ts', 'app/home/a.ts', 'app/proof/a.ts', 'app/keeping/a.ts', 'app/luck/a.ts', 'app/store/a.ts', 'app/past/a.ts', 'app/engine/a.ts', 'app/drawn/a.ts', 'app/sharing/a.ts', 'app/desks/a.ts', 'app/scripting/a.ts'];
const worker = ['worker/serve.ts', 'worker/device/a.ts', 'worker/looks/a.ts', 'worker/home/a.ts', 'worker/session/a.ts', 'worker/own/a.ts', 'worker/own/reading/a.ts', 'worker/own/sets/a.ts', 'worker/supply/a.ts'];
const typesBelow = ['worker/protocol.ts', ...worker, ...data, 'models/a.ts', 'losses/a.ts', ...projections, ...training].map((name) => `type ${name}`);
const belowUi = ['errors.ts', 'catalog.ts', ...config, 'lessons/a.ts', 'losses/catalog.ts', ...app, ...typesBelow, 'type worker/client.ts'];
const rooms = ['data', 'shared', 'field', 'plotly', 'panels', 'panels/view', 'panels/scene', 'panels/motion', 'panels/canvas', 'panels/overlay', 'panels/plotly'].map((room) => `ui/${room}/a.ts`);
const belowRooms = ['errors.ts', ...app, ...['worker/protocol.ts', 'worker/client.ts', ...worker].map((name) => `type ${name}`), 'ui/shared/a.ts'];
const belowApp = ['errors.ts', 'catalog.ts', ...config, 'losses/catalog.ts', 'worker/client.ts', ...typesBelow];
const belowWorker = ['errors.ts', 'catalog.ts', ...config, ...data, ...projections, ...training];

/** Which file may import which, a file standing for its folder; `type x` allows `import type` only. */
const mayImport: Record<string, readonly string[]> = {
  'errors.ts': [],
  'random.ts': ['errors.ts'],
  'catalog.ts': ['errors.ts'],
  'database.ts': ['errors.ts'],
  'losses/catalog.ts': ['catalog.ts'],
  'config/a.ts': ['errors.ts', 'catalog.ts', 'losses/catalog.ts', 'config/link/a.ts'],
  'config/link/a.ts': ['errors.ts', 'catalog.ts', 'losses/catalog.ts', 'config/a.ts'],
  'lessons/a.ts': ['errors.ts', ...config],
  'data/a.ts': [...ground, 'data/formats/a.ts', 'data/split/a.ts'],
  'data/formats/a.ts': ground,
  'data/sources/a.ts': [...ground, 'data/a.ts', 'data/formats/a.ts'],
  'data/images/a.ts': [...ground, 'data/a.ts'],
  'data/files/a.ts': [...ground, 'data/a.ts', 'data/formats/a.ts'],
  'data/split/a.ts': [...ground, 'data/a.ts'],
  'data/packed/a.ts': [...ground, 'data/a.ts', 'data/formats/a.ts', 'data/files/a.ts'],
  'data/readers/a.ts': [...ground, 'data/a.ts', 'data/formats/a.ts', 'data/files/a.ts', 'data/packed/a.ts', 'data/split/a.ts'],
  'safetensors/a.ts': [],
  'png/a.ts': ['errors.ts'],
  'metrics/a.ts': ground,
  'projections/a.ts': [...ground, 'projections/tsne/a.ts'],
  'projections/tsne/a.ts': [...ground, 'projections/a.ts'],
  'kernels/device/a.ts': [...kernelsGround, tfjs],
  'kernels/wgsl/a.ts': [],
  'kernels/values/a.ts': kernelGround,
  'kernels/recording/a.ts': device,
  'kernels/conv/a.ts': [...kernelGround, ...conv],
  'kernels/conv/parts/a.ts': [...kernelGround, 'kernels/conv/a.ts'],
  'kernels/conv/registers/a.ts': [...kernelGround, 'kernels/conv/a.ts', 'kernels/conv/parts/a.ts'],
  'kernels/conv/regions/a.ts': [...kernelGround, 'kernels/conv/a.ts', 'kernels/conv/parts/a.ts'],
  'kernels/tiling/a.ts': [...device, ...conv],
  'kernels/dense/a.ts': kernelGround,
  'kernels/losses/a.ts': [...kernelGround, 'kernels/values/a.ts'],
  'kernels/optimizers/a.ts': [...kernelGround, 'kernels/values/a.ts'],
  'kernels/batches/a.ts': kernelGround,
  'models/a.ts': [...ground, ...kernels, tfjs],
  'losses/a.ts': [...ground, ...kernels, 'losses/catalog.ts', tfjs],
  'training/a.ts': [...belowTraining, 'training/backend/a.ts', 'training/step/a.ts', 'training/measure/a.ts'],
  'training/measure/a.ts': [...belowTraining, 'training/a.ts', 'training/backend/a.ts', 'training/step/a.ts'],
  'training/backend/a.ts': belowTraining,
  'training/step/a.ts': belowTraining,
  'training/loop/a.ts': [...belowTraining, 'training/a.ts', 'training/backend/a.ts', 'training/step/a.ts', 'training/measure/a.ts'],
  'worker/protocol.ts': [...belowTraining.filter((name) => name !== tfjs), ...training, ...worker, 'worker/client.ts', 'database.ts', 'lessons/a.ts', 'safetensors/a.ts', 'png/a.ts'].map((name) => `type ${name}`),
  'worker/serve.ts': [...belowWorker, ...worker, 'worker/protocol.ts', 'worker/client.ts'],
  'worker/device/a.ts': belowWorker,
  'worker/looks/a.ts': [...belowWorker, 'metrics/a.ts', 'worker/protocol.ts'],
  'worker/home/a.ts': [...belowWorker, 'metrics/a.ts', 'worker/protocol.ts', 'worker/own/a.ts', 'worker/own/reading/a.ts', 'worker/own/sets/a.ts'],
  'worker/session/a.ts': [...belowWorker, 'metrics/a.ts', 'worker/device/a.ts', 'worker/protocol.ts', 'worker/looks/a.ts'],
  'worker/own/a.ts': ['errors.ts', 'catalog.ts', 'database.ts', ...data, 'models/a.ts', 'worker/client.ts', 'worker/own/reading/a.ts', 'worker/own/sets/a.ts'],
  'worker/own/reading/a.ts': ['errors.ts', 'catalog.ts', 'database.ts', ...data, 'models/a.ts', 'worker/own/a.ts', 'worker/own/sets/a.ts'],
  'worker/supply/a.ts': [...belowWorker, 'worker/client.ts', 'worker/protocol.ts', 'worker/home/a.ts', 'worker/looks/a.ts', 'worker/own/a.ts', 'worker/own/reading/a.ts', 'worker/own/sets/a.ts'],
  'worker/own/sets/a.ts': ['errors.ts', 'catalog.ts', ...data, 'worker/own/a.ts'],
  'worker/client.ts': ['errors.ts', 'catalog.ts', 'worker/protocol.ts'],
  'app/a.ts': [...belowApp, ...app],
  'app/home/a.ts': [...belowApp, 'safetensors/a.ts', 'png/a.ts'],
  'app/proof/a.ts': [...belowApp, 'app/keeping/a.ts', 'png/a.ts'],
  'app/keeping/a.ts': [...belowApp, 'database.ts'],
  'app/luck/a.ts': belowApp,
  'app/store/a.ts': [...belowApp, 'app/keeping/a.ts', 'app/luck/a.ts'],
  'app/past/a.ts': [...belowApp, 'app/keeping/a.ts', 'app/store/a.ts'],
  'app/engine/a.ts': [...belowApp, 'app/keeping/a.ts', 'app/luck/a.ts', 'app/store/a.ts', 'app/past/a.ts'],
  'app/sharing/a.ts': [...belowApp, 'app/engine/a.ts', 'app/keeping/a.ts', 'app/store/a.ts'],
  'app/desks/a.ts': [...belowApp, 'app/engine/a.ts', 'app/home/a.ts', 'app/proof/a.ts', 'app/sharing/a.ts', 'app/store/a.ts'],
  'app/scripting/a.ts': [...belowApp, 'app/desks/a.ts', 'app/drawn/a.ts', 'app/engine/a.ts', 'app/luck/a.ts', 'app/past/a.ts', 'app/proof/a.ts', 'app/sharing/a.ts', 'app/store/a.ts'],
  'app/drawn/a.ts': [...belowApp, 'app/store/a.ts', 'app/engine/a.ts', 'database.ts'],
  'ui/a.ts': [...belowUi, ...rooms, ...page],
  'ui/data/a.ts': [...belowUi, 'ui/a.ts', ...rooms, ...page],
  'ui/shared/a.ts': ['errors.ts', ...app, ...react],
  'ui/field/a.ts': ['errors.ts', 'ui/shared/a.ts'],
  'ui/plotly/a.ts': ['errors.ts', plotly],
  'ui/panels/a.ts': [...belowUi, 'ui/a.ts', ...rooms, ...page],
  'ui/panels/view/a.ts': belowRooms,
  'ui/panels/scene/a.ts': [...belowRooms, 'ui/panels/view/a.ts', 'ui/field/a.ts'],
  'ui/panels/motion/a.ts': [...belowRooms, 'ui/panels/view/a.ts', 'ui/panels/scene/a.ts'],
  'ui/panels/canvas/a.ts': [...belowRooms, 'ui/panels/view/a.ts', 'ui/panels/scene/a.ts'],
  'ui/panels/overlay/a.ts': [...belowRooms, 'ui/panels/view/a.ts', 'ui/panels/scene/a.ts', 'ui/field/a.ts'],
  'ui/panels/plotly/a.ts': [...belowRooms, 'ui/panels/view/a.ts', 'ui/panels/scene/a.ts', 'ui/plotly/a.ts', plotly],
  'main.tsx': ['errors.ts', ...app, 'ui/a.ts', ...rooms, ...react],
};

/** Every import a file could make, one a line: of each other file and package, as a value and as a type. */
function everyImport(from: string): string[] {
  const targets = [...Object.keys(mayImport), tfjs, ...page].filter((to) => to !== from);
  return targets.flatMap((to) => [to, `type ${to}`]);
}

function importLine(from: string, what: string, i: number): string {
  const [, type = '', to = ''] = /^(type )?(.*)$/.exec(what) ?? [];
  const path = posix.relative(posix.dirname(from), to);
  const specifier = !/\.tsx?$/.test(to) ? to : path.startsWith('.') ? path : `./${path}`;
  return `import ${type}{ a as a${i} } from '${specifier}';`;
}

describe('npm run lint', { timeout: 60_000 }, () => {
  it('refuses every import that the table of zones does not allow, and no other', () => {
    const files = Object.keys(mayImport);
    const samples = Object.fromEntries(files.map((from) => [from, everyImport(from).map((what, i) => importLine(from, what, i)).join('\n')]));
    const findings = lint(samples).filter(({ rule }) => rule === 'no-restricted-imports');
    const accepted = Object.fromEntries(
      files.map((from) => {
        const refused = new Set(findings.filter(({ file }) => file === from).map(({ line }) => line));
        return [from, everyImport(from).filter((_, i) => !refused.has(i + 1))];
      }),
    );
    const expected = Object.fromEntries(
      files.map((from) => [from, everyImport(from).filter((what) => mayImport[from]!.includes(what) || mayImport[from]!.includes(what.replace('type ', '')))]),
    );
    expect(accepted).toEqual(expected);
  });

  it('refuses each of these habits', () => {
    const habits: Record<string, string> = {
      'no-floating-promises': 'export function f(): void { Promise.resolve(1); }',
      'no-misused-promises': 'export const f = (): void => [1].forEach(async () => { await Promise.resolve(); });',
      'switch-exhaustiveness-check': "export function f(x: 'a' | 'b'): number { switch (x) { case 'a': return 1; } return 2; }",
      'no-explicit-any': 'export const f = (x: any): unknown => x;',
      'no-empty': 'export function f(g: () => void): void { try { g(); } catch {} }',
      'no-console': "console.log('x');",
      'no-warning-comments': '// TODO later\nexport const x = 1;',
      'no-barrel-file': "export * from './types.ts';",
      'consistent-type-imports': "import { T } from './types.ts';\nexport const x: T = 1;",
      extensions: "import { t } from './types';\nexport const x = t;",
      'no-restricted-properties': 'export const x = (t: { dataSync(): number }): number => t.dataSync();',
      'max-lines': `export const x = 1;\n${'export {};\n'.repeat(251)}`,
      'rules-of-hooks': "import { useState } from 'react';\nexport function Part(p: { on: boolean }): number { if (p.on) { const [n] = useState(1); return n; } return 2; }",
      'exhaustive-deps': "import { useEffect } from 'react';\nexport function Part(p: { f: () => void }): null { useEffect(() => { p.f(); }, []); return null; }",
      'alt-text': 'export const Part = () => <img src="x" />;',
      'no-cycle': "import type { U } from './no-cycle-2.ts';\nexport type T = U;",
      'no-focused-tests': "import { expect, it } from 'vitest';\nit.only('x', () => { expect(1).toBe(1); });",
      'no-disabled-tests': "import { expect, it } from 'vitest';\nit.skip('x', () => { expect(1).toBe(1); });",
    };
    const fileOf = (rule: string) => `ui/${rule}${rule.endsWith('tests') ? '.test' : ''}.tsx`;
    const findings = lint({
      'ui/types.ts': 'export type T = number;\nexport const t = 1;',
      'ui/no-cycle-2.ts': "import type { T } from './no-cycle.tsx';\nexport type U = T;",
      ...Object.fromEntries(Object.entries(habits).map(([rule, text]) => [fileOf(rule), text])),
    });
    const missed = Object.keys(habits).filter((rule) => !findings.some((finding) => finding.rule === rule && finding.file === fileOf(rule)));
    expect(missed).toEqual([]);
  });
});

/** Files of ours below a folder, with their text. */
function sources(folder: string): { readonly name: string; readonly text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && name !== 'houseRules.test.ts')
    .map((name) => ({ name: `${folder}/${name.replaceAll('\\', '/')}`, text: readFileSync(join(root, folder, name), 'utf8') }));
}

/** `file:line: text` of every line that matches. */
function matches(files: ReturnType<typeof sources>, pattern: RegExp): string[] {
  return files.flatMap(({ name, text }) => text.split('\n').flatMap((line, i) => (pattern.test(line) ? [`${name}:${i + 1}: ${line.trim()}`] : [])));
}

describe('the sources', () => {
  const product = sources('src').filter(({ name }) => !/\.test\.tsx?$/.test(name));

  it('have a doc comment on every export', () => {
    const declaration = /^export (?:default )?(?:abstract |async )?(?:const|function\*?|class|interface|type|enum) /;
    const bare = product.flatMap(({ name, text }) => {
      const lines = text.split('\n');
      return lines.flatMap((line, i) => (declaration.test(line) && !lines[i - 1]?.trimEnd().endsWith('*/') ? [`${name}:${i + 1}: ${line}`] : []));
    });
    expect(bare).toEqual([]);
  });

  it('keep the protocol to types, so that the page loads nothing of the worker with it', () => {
    expect(matches(product.filter(({ name }) => name === 'src/worker/protocol.ts'), /^export (?!type |interface )/)).toEqual([]);
  });

  it('have no variable at module level', () => {
    expect(matches(product, /^(?:export )?(?:let|var) /)).toEqual([]);
  });

  it('reach no other folder by URL, which the linter cannot see; only app starts the worker so', () => {
    const withoutApp = product.filter(({ name }) => !name.startsWith('src/app/'));
    expect(matches(withoutApp, /new URL\(\s*['"`]\.\.\//)).toEqual([]);
    expect(matches(product, /new URL\(\s*['"`]\.\.\/(?!worker\/worker\.ts)/)).toEqual([]);
  });

  it('skip no test, also in ways the linter does not know', () => {
    expect(matches([...sources('src'), ...sources('e2e')], /\.(?:skip|skipIf|runIf|todo|fixme|only)\(/)).toEqual([]);
  });
});
