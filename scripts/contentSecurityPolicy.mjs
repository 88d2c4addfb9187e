import { readFileSync } from 'node:fs';

/** @typedef {{ mirrors: { url: string, crossOrigin: boolean }[] }} Source */

/** @param {string} name @returns {Record<string, Source>} */
const listed = (name) => JSON.parse(readFileSync(new URL(`../src/data/${name}`, import.meta.url), 'utf8'));
const sources = { ...listed('sources.json'), ...listed('weights.json') };

/** Folders of other hosts that the page fetches data sets and weights from when it is asked to. */
export const mirrors = [...new Set(Object.values(sources).flatMap((source) => source.mirrors.filter(({ crossOrigin }) => crossOrigin).map(({ url }) => url)))];

/** What the built page may load and run: its own files, no inline script, no `eval`; data also from the mirrors. */
const directives = {
  'default-src': ["'self'"],
  // WebAssembly computes the embeddings of photographs where there is no GPU; it runs only from the page's own files.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'connect-src': ["'self'", ...mirrors],
  // Plotly writes style sheets and styles of its own.
  'style-src': ["'self'", "'unsafe-inline'"],
  // Pictures of plots on their way to a file.
  'img-src': ["'self'", 'data:', 'blob:'],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'none'"],
};

/** The policy as a browser reads it, in a header or in the page. */
export const policy = Object.entries(directives).map(([name, values]) => `${name} ${values.join(' ')}`).join('; ');

/**
 * Writes the policy into the built page. The development server needs inline scripts, so it has none.
 *
 * @returns {import('vite').Plugin}
 */
export function contentSecurityPolicy() {
  // What a browser reads before the policy is not held to it; the character set comes first, since browsers look for it in the first 1,024 bytes.
  const before = '<meta charset="utf-8" />';
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml(html) {
      if (!html.includes(before)) throw new Error(`index.html has no ${before}, which the content security policy is to follow.`);
      return html.replace(before, () => `${before}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);
    },
  };
}
