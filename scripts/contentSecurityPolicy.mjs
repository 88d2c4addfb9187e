import { readFileSync } from 'node:fs';

/** @typedef {{ mirrors: { url: string, crossOrigin: boolean }[] }} Source */

const sources = /** @type {Record<string, Source>} */ (JSON.parse(readFileSync(new URL('../src/data/sources.json', import.meta.url), 'utf8')));

/** Folders of other hosts that the page fetches data sets from when it is asked to. */
export const mirrors = [...new Set(Object.values(sources).flatMap((source) => source.mirrors.filter(({ crossOrigin }) => crossOrigin).map(({ url }) => url)))];

/** What the built page may load and run: its own files, no inline script, no `eval`; data also from the mirrors. */
const directives = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
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
