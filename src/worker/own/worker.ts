import { loadWeights } from '../../data/sources/weights.ts';
import { openEmbedder } from '../../models/backbones/embedder.ts';
import { enginesToTry } from '../../models/backbones/engines.ts';
import type { Endpoint } from '../endpoint.ts';
import { decoded } from './reading/decode.ts';
import { serveOwn } from './serve.ts';
import { openOwnShelf } from './shelf.ts';

serveOwn(self as unknown as Endpoint, {
  shelf: openOwnShelf(),
  decode: decoded,
  backbones: { loadWeights, open: async (id, weights) => openEmbedder(id, weights, await enginesToTry()) },
});
