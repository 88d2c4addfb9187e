import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileRole, filesOf } from '../../src/data/catalog.ts';
import { assembleDataset } from '../../src/data/dataset.ts';
import { type Idx, readVerifiedIdx } from '../../src/data/formats/idx.ts';
import { indicesPerClass } from '../../src/data/split/perClass.ts';

const run = promisify(execFile);
const script = join(import.meta.dirname, 'pack-mnist.mjs');
const packTimeoutMs = 60_000;

/** Images of each digit among the first 10,000 training images of MNIST. */
const digitCounts = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978];

describe('pack-mnist', () => {
  let folder = '';

  const pack = () => run(process.execPath, [script, '--into', folder]);
  const read = async (name: string) => new Uint8Array(await readFile(join(folder, 'mnist-10k', name)));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pack-mnist-'));
    await mkdir(join(folder, 'mnist-10k'));
    await writeFile(join(folder, 'mnist-10k', 'images-idx3-ubyte.gz'), 'damaged');
    await pack();
  }, packTimeoutMs);

  afterAll(() => rm(folder, { recursive: true }));

  it('replaces a damaged file by the first 10,000 digits of MNIST, exact by checksum, which the page splits into 7,996 and 2,004', async () => {
    const parts: Partial<Record<FileRole, Idx>> = {};
    for (const [role, file] of filesOf('mnist-10k')) parts[role] = await readVerifiedIdx(await read(file.name), file);
    const { train, test } = assembleDataset('mnist-10k', parts);
    expect([train.labels.length, test.labels.length]).toEqual([7996, 2004]);
    expect([train.values.length, test.values.length]).toEqual([7996 * 784, 2004 * 784]);
    const trainCounts = indicesPerClass(train.labels).map((indices) => indices.length);
    const testCounts = indicesPerClass(test.labels).map((indices) => indices.length);
    expect(trainCounts).toEqual(digitCounts.map((count) => Math.floor((4 * count) / 5)));
    expect(testCounts).toEqual(digitCounts.map((count, digit) => count - trainCounts[digit]!));
  });

  it('lists the set as hosted and leaves no temporary file', async () => {
    expect(JSON.parse(await readFile(join(folder, 'hosted.json'), 'utf8'))).toEqual(['mnist-10k']);
    expect((await readdir(folder)).toSorted()).toEqual(['hosted.json', 'mnist-10k']);
    expect((await readdir(join(folder, 'mnist-10k'))).toSorted()).toEqual(['images-idx3-ubyte.gz', 'labels-idx1-ubyte.gz']);
  });

  it('does nothing when the files are right', async () => {
    const path = join(folder, 'mnist-10k', 'images-idx3-ubyte.gz');
    const before = await stat(path);
    expect((await pack()).stdout).toBe('');
    expect((await stat(path)).mtimeMs).toBe(before.mtimeMs);
  }, packTimeoutMs);
});
