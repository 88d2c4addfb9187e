import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ui = new URL('../', import.meta.url);

/** They draw on a canvas and read it in one go, measure texts on it, or it has its context already. */
const passing = ['data/useCamera.ts', 'figure/figureFile.ts', 'film/encode.ts', 'kept/keptPicture.ts', 'panels/overlay/nameBoard.ts', 'panels/plotly/exportPicture.ts'];

it('every canvas that stays is kept in memory: a lost GPU takes the others with it', () => {
  const sources = readdirSync(ui, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  const careless = sources.filter((name) => /getContext\('2d'\)/.test(readFileSync(new URL(name, ui), 'utf8')));
  expect(careless.toSorted()).toEqual(passing);
});
