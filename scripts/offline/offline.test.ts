import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { workerText } from './plugin.mjs';
import { serve } from './serve.mjs';

const online = 'https://host.test/playground/';
const at = (file: string, scope = online) => new URL(file, scope).href;

/** Caches in memory, a network that has `files`, and a service worker in it. */
function browserCase(files: Map<string, string>, scope = online) {
  const held = new Map<string, Map<string, string>>();
  const state = { online: true, windows: 1, asked: [] as string[], skipped: 0, claimed: 0, full: false };
  const answer = (text: string | undefined) => (text === undefined ? undefined : new Response(text));
  const caches = {
    open: async (name: string) => {
      if (!held.has(name)) held.set(name, new Map());
      const cache = held.get(name)!;
      return {
        match: async (address: string) => answer(cache.get(address)),
        put: async (address: string, response: Response) => {
          if (state.full) throw new DOMException('full', 'QuotaExceededError');
          cache.set(address, await response.text());
        },
      };
    },
    match: async (address: string) => answer([...held.values()].find((cache) => cache.has(address))?.get(address)),
    keys: async () => [...held.keys()],
    delete: async (name: string) => held.delete(name),
  } as unknown as CacheStorage;
  const fetchIt = async (input: string | { url: string }) => {
    const address = typeof input === 'string' ? input : input.url;
    state.asked.push(address);
    if (!state.online) throw new TypeError('no network');
    return answer(files.get(address)) ?? new Response('none', { status: 404 });
  };
  const start = (build: { version: string; files: readonly string[] }) => {
    const listeners = new Map<string, (event: unknown) => void>();
    serve({ addEventListener: (type, listener) => listeners.set(type, listener), registration: { scope }, caches, fetch: fetchIt as typeof fetch, skipWaiting: async () => void state.skipped++, clients: { claim: async () => void state.claimed++, matchAll: async () => Array.from({ length: state.windows }) } }, build);
    const waited = (type: string) => new Promise<unknown>((resolve, reject) => listeners.get(type)!({ waitUntil: (work: Promise<unknown>) => work.then(resolve, reject) }));
    return {
      install: () => waited('install'),
      activate: () => waited('activate'),
      message: (data: unknown) => listeners.get('message')!({ data }),
      /** What it answers with; null where it leaves a request to the network. */
      ask: async (url: string, request: { mode?: string; method?: string } = {}) => {
        let answered: Promise<Response> | null = null;
        listeners.get('fetch')!({ request: { url, method: 'GET', mode: 'cors', ...request }, respondWith: (response: Promise<Response>) => (answered = response) });
        return answered && (await (answered as Promise<Response>)).text();
      },
    };
  };
  return { held, state, start };
}

const first = { version: '1', files: ['', 'assets/a-1.js', 'data/mnist-10k/images'] };
const second = { version: '2', files: ['', 'assets/a-2.js', 'assets/b-1.js', 'data/mnist-10k/images'] };
const network = (scope = online) => new Map([[at('', scope), 'page'], [at('assets/a-1.js', scope), 'a1'], [at('assets/a-2.js', scope), 'a2'], [at('assets/b-1.js', scope), 'b1'], [at('data/mnist-10k/images', scope), 'digits']]);

describe('the service worker', () => {
  it('has the page, its files and the embedded digits without a network, and leaves the rest to it', async () => {
    const { state, start } = browserCase(network());
    const worker = start(first);
    await worker.install();
    await worker.activate();
    expect(state.claimed).toBe(1);
    state.online = false;
    expect(await worker.ask(at('?backend=cpu'), { mode: 'navigate' })).toBe('page');
    expect(await worker.ask(at('index.html'), { mode: 'navigate' })).toBe('page');
    expect(await worker.ask(at('assets/a-1.js'))).toBe('a1');
    expect(await worker.ask(at('data/mnist-10k/images'))).toBe('digits');
    for (const other of [at('data/mnist/images'), at('unknown'), 'https://elsewhere.test/playground/']) expect(await worker.ask(other)).toBeNull();
    expect(await worker.ask(at(''), { method: 'POST' })).toBeNull();
    expect(await worker.ask(at('before'), { mode: 'navigate' })).toBeNull();
  });

  it('installs a build whole or not at all', async () => {
    const files = network();
    const { held, state, start } = browserCase(files);
    await start(first).install();
    files.delete(at('assets/b-1.js'));
    await expect(start(second).install()).rejects.toThrow('assets/b-1.js: HTTP 404');
    files.set(at('assets/b-1.js'), 'b1');
    state.full = true;
    await expect(start(second).install()).rejects.toThrow('full');
    expect([...held.keys()]).toEqual(['center-loss-playground-page-1']);
  });

  it('asks for the page first where the machine itself serves it, since the next build has the same address, and has it without a network too', async () => {
    const local = 'http://127.0.0.1:4180/playground/';
    const files = network(local);
    const { state, start } = browserCase(files, local);
    const worker = start(first);
    await worker.install();
    files.set(at('', local), 'built anew');
    expect(await worker.ask(local, { mode: 'navigate' })).toBe('built anew');
    state.online = false;
    expect(await worker.ask(local, { mode: 'navigate' })).toBe('page');
  });

  it('takes over when it is told to, and keeps what other windows still need', async () => {
    const { held, state, start } = browserCase(network());
    held.set('center-loss-playground-data-v1', new Map([['set', 'kept']]));
    await start(first).install();
    const worker = start(second);
    state.asked.length = 0;
    await worker.install();
    // What is named after its content is not fetched twice.
    expect(state.asked).toContain(at(''));
    expect(state.skipped).toBe(0);
    worker.message('something else');
    expect(state.skipped).toBe(0);
    worker.message('take over');
    expect(state.skipped).toBe(1);
    state.windows = 2;
    await worker.activate();
    expect(await worker.ask(at('assets/a-1.js'))).toBe('a1');
    expect(await worker.ask(at('assets/a-2.js'))).toBe('a2');
    state.windows = 1;
    await worker.activate();
    expect([...held.keys()]).toEqual(['center-loss-playground-data-v1', 'center-loss-playground-page-2']);
  });
});

describe('its text', () => {
  it('lists the build without full data sets, stands for itself, and changes with any of its files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'playground-offline-'));
    try {
      const write = (name: string, text: string) => {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      };
      for (const name of ['index.html', 'favicon.svg', 'assets/a-1.js', 'data/hosted.json', 'data/mnist-10k/images', 'data/mnist/images', 'data/weights/big.bin', '.vite/license.md', 'offline.js']) write(name, name);
      const text = workerText(folder);
      const { files, version } = JSON.parse(/serve\(self, (.*)\);\n$/.exec(text)![1]!) as { files: string[]; version: string };
      expect(files).toEqual(['assets/a-1.js', 'data/hosted.json', 'data/mnist-10k/images', 'favicon.svg', '']);
      expect(() => new Script(text)).not.toThrow();
      expect(workerText(folder)).toBe(text);
      write('favicon.svg', 'another');
      expect(workerText(folder)).not.toContain(version);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
