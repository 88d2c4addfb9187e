import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../errors.ts';
import { fetchHostedArchive } from './archive.ts';

const baseUrl = 'https://page.test/data/';
const answering = (response: () => Response) => {
  const asked: string[] = [];
  return { asked, fetch: ((url: string) => {
    asked.push(url);
    return Promise.resolve(response());
  }) as typeof fetch };
};

describe('photographs beside the page', () => {
  it('are fetched as one zip, with progress', async () => {
    const { fetch, asked } = answering(() => new Response(Uint8Array.of(1, 2, 3), { headers: { 'content-length': '3' } }));
    const told: number[][] = [];
    const blob = await fetchHostedArchive('cub-sparrows', { baseUrl, fetch, onProgress: ({ receivedBytes, totalBytes }) => told.push([receivedBytes, totalBytes]) });
    expect([asked, blob.size, told.at(-1)]).toEqual([['https://page.test/data/cub-sparrows/cub-sparrows.zip'], 3, [3, 3]]);
  });

  it('are told to be gone by name, and can be cancelled', async () => {
    const gone = answering(() => new Response('', { status: 404 }));
    await expect(fetchHostedArchive('cub-sparrows', { baseUrl, fetch: gone.fetch })).rejects.toThrow('CUB-200-2011, sparrows could not be fetched from https://page.test/data/cub-sparrows/cub-sparrows.zip (status 404).');
    const end = new AbortController();
    const cut = answering(() => (end.abort(), new Response(Uint8Array.of(1))));
    await expect(fetchHostedArchive('cub-sparrows', { baseUrl, fetch: cut.fetch, signal: end.signal })).rejects.toThrow(CancelledError);
  });
});
