import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

/** Bytes of a file of the build as it is sent. */
const sent = (name: string): number => gzipSync(readFileSync(join('dist', name))).length;

test('what a page loads before its first picture stays light, and no script of the build is heavy', () => {
  const page = readFileSync('dist/index.html', 'utf8');
  const first = [...new Set(page.match(/assets\/[\w.-]+\.js/g))];
  expect(first.length).toBeGreaterThan(1);
  // React and the page's own code; the worker with TensorFlow.js and Plotly come beside it.
  expect(first.reduce((sum, name) => sum + sent(name), 0)).toBeLessThan(190_000);
  const heavy = readdirSync('dist/assets').filter((name) => name.endsWith('.js')).map((name) => ({ name, bytes: sent(`assets/${name}`) })).filter(({ bytes }) => bytes > 310_000);
  expect(heavy).toEqual([]);
});
