import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { birdOptions } from '../bench/birds/birdOptions.mjs';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'birds-'));
  await mkdir(join(root, 'data', 'cub-songbirds21'), { recursive: true });
  await mkdir(join(root, 'hosted', 'cub-sparrows'), { recursive: true });
  await writeFile(join(root, 'hosted', 'cub-sparrows', 'cub-sparrows.zip'), 'a zip');
});
afterAll(() => rm(root, { recursive: true }));

const places = () => ({ dataDir: join(root, 'data'), hosted: join(root, 'hosted') });

describe('npm run reproduce -- birds', () => {
  it('takes the songbirds of DATA_DIR, with --cub the packed sparrows, or what is named', () => {
    expect(birdOptions({}, places())).toEqual({ set: 'songbirds', path: join(root, 'data', 'cub-songbirds21'), seeds: 20, weights: [0, 0.001, 0.003, 0.01], strangers: false, json: undefined, picture: undefined });
    expect(birdOptions({ cub: true, seeds: '3', weights: '0,0.001', json: 'a.json', picture: 'a.png' }, places())).toEqual({ set: 'sparrows', path: join(root, 'hosted', 'cub-sparrows', 'cub-sparrows.zip'), seeds: 3, weights: [0, 0.001], strangers: false, json: 'a.json', picture: 'a.png' });
    expect(birdOptions({ cub: true, folder: root }, places())).toMatchObject({ set: 'sparrows', path: root });
    expect(birdOptions({ strangers: true }, places())).toMatchObject({ set: 'songbirds', seeds: 5, weights: [0, 0.01], strangers: true });
  });

  it.each([
    [{ seeds: '0' }, '--seeds is 0; it must be a whole number from 1 on.'],
    [{ seeds: 'two' }, '--seeds is two'],
    [{ weights: '0,,1' }, '--weights is 0,,1; it must be different numbers from 0 to 10'],
    [{ weights: '0,0' }, '--weights is 0,0'],
    [{ weights: '-1' }, '--weights is -1'],
    [{ strangers: true, weights: '0,1,2,3,4,5,6' }, '--weights has 7 weights; 6 are trained side by side'],
    [{ folder: 'nowhere' }, 'There is nothing at nowhere. Set DATA_DIR'],
  ])('refuses %j by name', (given, message) => {
    expect(() => birdOptions(given, places())).toThrow(message);
  });

  it('says how to get the sparrows where they are not packed', () => {
    expect(() => birdOptions({ cub: true }, { ...places(), hosted: root })).toThrow('Run "npm run data -- cub" first');
  });
});
