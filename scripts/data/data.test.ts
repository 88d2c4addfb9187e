import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gzip, sha256Of, toIdx } from '../../src/data/fixture.ts';

const commandTimeoutMs = 20_000;
const script = join(import.meta.dirname, 'data.mjs');

/** Pixels that do not compress, so that the gzipped file is long enough to be cut. */
const images = toIdx([40, 28, 28], Uint8Array.from({ length: 40 * 784 }, (_, i) => (Math.sin(i) * 1e4) & 255));
const labels = toIdx([40], Array.from({ length: 40 }, (_, i) => i % 10));
const packed = { 'images.gz': gzip(images), 'labels.gz': gzip(labels) };

const fileEntry = (name: keyof typeof packed, content: Uint8Array) => ({
  name,
  bytes: packed[name].length,
  unpackedBytes: content.length,
  sha256: sha256Of(content),
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends a file, or the part of it that a Range header asks for. */
const send =
  (bytes: Uint8Array): Answer =>
  ({ headers }, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    if (start >= bytes.length) response.writeHead(416).end();
    else response.writeHead(start > 0 ? 206 : 200).end(bytes.subarray(start));
  };

describe('npm run data', { timeout: 3 * commandTimeoutMs }, () => {
  let root = '';
  let server: Server;
  let asked: string[] = [];
  let answers: Record<string, Answer> = {};

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'data-'));
    asked = [];
    answers = {};
    server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.range ?? ''}`.trim());
      const answer = answers[request.url ?? ''];
      if (answer) answer(request, response);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sources = {
      tiny: {
        files: { images: fileEntry('images.gz', images), labels: fileEntry('labels.gz', labels) },
        mirrors: [{ url: `${host}/first/` }, { url: `${host}/second/` }],
      },
    };
    await writeFile(join(root, 'sources.json'), JSON.stringify(sources));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(root, { recursive: true });
  });

  /** Runs the command into `root/public`, with its exit code and all it printed. */
  function fetchData(id = 'tiny', dataDir = ''): Promise<{ code: number; text: string }> {
    const parameters = [script, '--into', join(root, 'public'), '--sources', join(root, 'sources.json'), id];
    return new Promise((resolve) => {
      execFile(process.execPath, parameters, { env: { ...process.env, DATA_DIR: dataDir } }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
      );
    });
  }

  const target = (...parts: string[]) => join(root, 'public', 'tiny', ...parts);
  const hosted = async (): Promise<unknown> => JSON.parse(await readFile(join(root, 'public', 'hosted.json'), 'utf8'));

  async function expectComplete(): Promise<void> {
    expect((await readdir(target())).toSorted()).toEqual(['images.gz', 'labels.gz']);
    for (const [name, bytes] of Object.entries(packed)) expect(sha256Of(await readFile(target(name)))).toBe(sha256Of(bytes));
    expect(await hosted()).toEqual(['tiny']);
  }

  it('copies from DATA_DIR and asks no mirror; a second time it finds all in place', async () => {
    await mkdir(join(root, 'local', 'tiny'), { recursive: true });
    for (const [name, bytes] of Object.entries(packed)) await writeFile(join(root, 'local', 'tiny', name), bytes);
    expect(await fetchData('tiny', join(root, 'local'))).toMatchObject({ code: 0, text: expect.stringContaining('copied from') });
    await expectComplete();
    expect(await fetchData('tiny', join(root, 'local'))).toMatchObject({ code: 0, text: expect.stringMatching(/(already there[^]*){2}/) });
    expect(asked).toEqual([]);
  });

  it('says why a file in DATA_DIR is not used, and downloads it', async () => {
    answers = { '/first/images.gz': send(packed['images.gz']), '/first/labels.gz': send(packed['labels.gz']) };
    await mkdir(join(root, 'local', 'tiny'), { recursive: true });
    await writeFile(join(root, 'local', 'tiny', 'images.gz'), packed['images.gz'].subarray(0, 100));
    const { code, text } = await fetchData('tiny', join(root, 'local'));
    expect(code).toBe(0);
    expect(text).toMatch(/images\.gz is not used: it cannot be unpacked/);
    expect(text).toMatch(/labels\.gz is not used: there is no such file/);
    await expectComplete();
  });

  it('goes to the next mirror when one has no file or a wrong one', async () => {
    answers = {
      '/first/images.gz': send(packed['labels.gz']),
      '/second/images.gz': send(packed['images.gz']),
      '/second/labels.gz': send(packed['labels.gz']),
    };
    expect((await fetchData()).code).toBe(0);
    expect(asked).toEqual(['/first/images.gz', '/second/images.gz', '/first/labels.gz', '/second/labels.gz']);
    await expectComplete();
  });

  it('goes on after what a broken download has brought', async () => {
    const half = packed['images.gz'].length >> 1;
    const breakOff: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': packed['images.gz'].length }).write(packed['images.gz'].subarray(0, half));
      const arrived = () => expect(statSync(target('images.gz.part')).size).toBe(half);
      void vi.waitFor(arrived, { timeout: commandTimeoutMs }).finally(() => response.destroy());
    };
    answers = { '/first/images.gz': breakOff };
    expect((await fetchData()).code).toBe(1);
    expect(statSync(target('images.gz.part')).size).toBe(half);
    expect(await hosted()).toEqual([]);

    answers = { '/first/images.gz': send(packed['images.gz']), '/first/labels.gz': send(packed['labels.gz']) };
    asked = [];
    expect((await fetchData()).code).toBe(0);
    expect(asked[0]).toBe(`/first/images.gz bytes=${half}-`);
    await expectComplete();
  });

  it('starts over when the beginning it has is bad or already too long', async () => {
    answers = { '/first/images.gz': send(packed['images.gz']), '/first/labels.gz': send(packed['labels.gz']) };
    for (const length of [100, packed['images.gz'].length]) {
      await mkdir(target(), { recursive: true });
      await writeFile(target('images.gz.part'), new Uint8Array(length));
      expect((await fetchData()).code).toBe(0);
      await expectComplete();
      await rm(target(), { recursive: true });
    }
  });

  it('fails with what each mirror said and what to do, and leaves no file that is wrong', async () => {
    answers = { '/first/images.gz': send(packed['labels.gz']) };
    const { code, text } = await fetchData();
    expect(code).toBe(1);
    expect(text).toMatch(/first\/images\.gz: the SHA-256 of its content is [0-9a-f]{64}, expected/);
    expect(text).toMatch(/second\/images\.gz: 404 Not Found/);
    expect(text).toMatch(/run the command again, or set DATA_DIR/);
    expect(await readdir(target())).toEqual([]);
  });

  it('names the choices for an unknown data set', async () => {
    expect(await fetchData('cats')).toMatchObject({ code: 1, text: expect.stringContaining('There is nothing called "cats" to fetch. Choose from tiny, mobilenet-v1-0.75-224, cub-sparrows.') });
  });
});
