import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the page into dist, with the digits that come with it: as `npm run build`, but for its words. */
export async function buildPage() {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/data/pack-mnist.mjs', import.meta.url))]);
  // A development server in this process leaves its mode behind, and a page built so is slower, and has no Plotly under its policy.
  process.env['NODE_ENV'] = 'production';
  await build({ logLevel: 'error' });
}
