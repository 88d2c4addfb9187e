import type PlotlyCore from 'plotly.js/lib/core';
import { PlaygroundError } from '../../errors.ts';

/** Plotly's core with the traces of this page registered; its types are those of the full package. */
export type Plotly = typeof PlotlyCore;

/** Calls `make` once and keeps what it resolves to; after a failure the next call tries again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () =>
    (made ??= make().catch((cause: unknown) => {
      made = null;
      throw new PlaygroundError('The plotting library could not be fetched.', 'Check the connection, then try again.', { cause });
    }));
}

/**
 * Plotly with `scatter` and `scattergl` only (560 kB gzip), in chunks of their own that are fetched at the first call, beside
 * the first paint. Every call gives the same instance. Rejects with PlaygroundError when a chunk cannot be fetched.
 */
export const loadPlotly: () => Promise<Plotly> = once(async () => {
  const [core, scatter, scattergl] = await Promise.all([
    import('plotly.js/lib/core'),
    import('plotly.js/lib/scatter'),
    // The variant whose programs are compiled beforehand: the other one needs `eval`, which the page's policy forbids.
    import('plotly.js/src/traces/scattergl/strict'),
  ]);
  core.default.register([scatter.default, scattergl.default]);
  return core.default;
});
