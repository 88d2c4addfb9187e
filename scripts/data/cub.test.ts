import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collect } from '../../src/data/readers/collect.ts';

const commandTimeoutMs = 20_000;
const script = join(import.meta.dirname, 'data.mjs');

/** Four classes of three images each; 2 and 3 are the ones that are packed. */
const classes = ['001.Black_footed_Albatross', '002.Song_Sparrow', '003.Fox_Sparrow', '004.Palm_Warbler'];
const images = classes.flatMap((name, c) => [0, 1, 2].map((i) => ({ id: 3 * c + i + 1, path: `${name}/${i}.jpg`, label: c + 1, train: i < 2 ? 1 : 0 })));
const jpeg = (id: number) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, id]), Buffer.alloc(700 + id, id)]);
const table = (line: (image: (typeof images)[number]) => string) => images.map((image) => `${image.id} ${line(image)}\n`).join('');

const cub: Record<string, Buffer> = Object.fromEntries(
  Object.entries({
    'README': 'Not wanted.',
    'images.txt': table(({ path }) => path),
    'image_class_labels.txt': table(({ label }) => String(label)),
    'train_test_split.txt': table(({ train }) => String(train)),
    'bounding_boxes.txt': table(({ id }) => `${id}.0 2.0 30.0 40.0`),
    'classes.txt': classes.map((name, c) => `${c + 1} ${name}\n`).join(''),
    ...Object.fromEntries(images.map(({ id, path }) => [`images/${path}`, jpeg(id)])),
  }).map(([name, content]) => [name, Buffer.from(content)]),
);

/** A tar archive as `tar` makes it, with a folder's entry first. */
function tar(files: Record<string, Buffer>): Buffer {
  const header = (path: string, size: number, type: string) => {
    const bytes = Buffer.alloc(512);
    bytes.write(path, 0);
    bytes.write('0000644\0', 100);
    bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
    bytes.write('        ', 148);
    bytes.write(`${type}ustar\0`, 156);
    bytes.write(`${bytes.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
    return bytes;
  };
  const entries = Object.entries(files).flatMap(([path, bytes]) => [header(path, bytes.length, '0'), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
  return Buffer.concat([header('CUB_200_2011/', 0, '5'), ...entries, Buffer.alloc(1024)]);
}

const named = (files: Record<string, Buffer>) => Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`CUB_200_2011/${path}`, bytes]));
const tgz = gzipSync(tar(named(cub)));

describe('npm run data -- cub', { timeout: 3 * commandTimeoutMs }, () => {
  let root = '';
  let server: Server;
  let asked: string[] = [];
  let answer: (response: ServerResponse, start: number) => void = (response) => void response.writeHead(404).end();

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'cub-'));
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.headers.range ?? 'all');
      answer(response, Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/CUB_200_2011.tgz`;
    const archive = { file: 'cub-sparrows.zip', folder: 'CUB_200_2011', archive: 'CUB_200_2011.tgz', url, md5: createHash('md5').update(tgz).digest('hex'), firstClass: 2, lastClass: 3 };
    await mkdir(join(root, 'local'));
    await writeFile(join(root, 'archives.json'), JSON.stringify({ 'cub-sparrows': archive }));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(root, { recursive: true });
  });

  /** Runs the command with `root/local` as DATA_DIR, into `root/public`. */
  function provide(): Promise<{ code: number; text: string }> {
    const parameters = [script, '--into', join(root, 'public'), '--archives', join(root, 'archives.json'), 'cub'];
    return new Promise((resolve) => {
      execFile(process.execPath, parameters, { env: { ...process.env, DATA_DIR: join(root, 'local') } }, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }));
    });
  }

  const target = () => join(root, 'public', 'cub-sparrows', 'cub-sparrows.zip');

  async function putFolder(files: Record<string, Buffer>): Promise<void> {
    for (const [path, bytes] of Object.entries(named(files))) {
      await mkdir(dirname(join(root, 'local', path)), { recursive: true });
      await writeFile(join(root, 'local', path), bytes);
    }
  }

  /** The zip is what the page reads as the official set: split, boxes and classes. */
  async function expectPacked({ code, text }: { code: number; text: string }): Promise<void> {
    expect([code, text]).toEqual([0, expect.stringContaining('4 training and 2 test images of 2 classes')]);
    const collection = await collect([{ path: 'sparrows.zip', file: new Blob([await readFile(target())]) }]);
    if (collection.kind !== 'photographs') throw new Error('These are packed images.');
    expect([collection.classes, collection.skipped, collection.notes]).toEqual([classes.slice(1, 3), [], []]);
    expect(collection.items.map(({ part }) => part)).toEqual(['train', 'train', 'test', 'train', 'train', 'test']);
    expect(collection.items[0]!.box).toEqual({ x: 4, y: 2, width: 30, height: 40 });
    expect(Buffer.from(await collection.items[5]!.file.bytes())).toEqual(jpeg(9));
    expect(JSON.parse(await readFile(join(root, 'public', 'hosted.json'), 'utf8'))).toEqual(['cub-sparrows']);
  }

  it('packs the sparrows of an unpacked folder, once', async () => {
    await putFolder(cub);
    await expectPacked(await provide());
    expect((await provide()).text).toContain('already there');
    expect(asked).toEqual([]);
  });

  it('packs those of an archive, whose sum is checked', async () => {
    await writeFile(join(root, 'local', 'CUB_200_2011.tgz'), tgz);
    await expectPacked(await provide());
    await rm(target());
    await writeFile(join(root, 'local', 'CUB_200_2011.tgz'), gzipSync(tar(named({ ...cub, 'README': Buffer.from('Changed.') }))));
    const { code, text } = await provide();
    expect([code, text]).toEqual([1, expect.stringMatching(/the MD5 of .*CUB_200_2011\.tgz is [0-9a-f]{32}, expected/)]);
    expect(existsSync(target())).toBe(false);
  });

  it('says that an archive is damaged by its sum, wherever it breaks', async () => {
    await writeFile(join(root, 'local', 'CUB_200_2011.tgz'), tgz.subarray(0, Math.floor(tgz.length / 2)));
    expect((await provide()).text).toContain('the MD5 of');
  });

  it('fetches the archive, and goes on where a transfer broke', async () => {
    const half = Math.floor(tgz.length / 2);
    answer = (response) => {
      response.writeHead(200, { 'content-length': tgz.length });
      response.write(tgz.subarray(0, half), () => response.destroy());
    };
    const { code, text } = await provide();
    expect([code, text]).toEqual([1, expect.stringContaining('could not be fetched to its end')]);
    expect(text).toContain('Run the command again to go on, or set DATA_DIR');
    answer = (response, start) => void response.writeHead(start > 0 ? 206 : 200, { 'content-length': tgz.length - start }).end(tgz.subarray(start));
    await expectPacked(await provide());
    expect(asked).toEqual(['all', `bytes=${half}-`]);
    expect(await readFile(join(root, 'local', 'CUB_200_2011.tgz'))).toEqual(tgz);
  });

  it.each<[string, Record<string, Buffer>, string]>([
    ['an image that is missing', Object.fromEntries(Object.entries(cub).filter(([path]) => path !== 'images/003.Fox_Sparrow/1.jpg')), 'image 8, images/003.Fox_Sparrow/1.jpg, is not there.'],
    ['an image that is none', { ...cub, 'images/002.Song_Sparrow/0.jpg': Buffer.from('<html>') }, 'image 4, images/002.Song_Sparrow/0.jpg, is no JPEG file.'],
    ['a class that is missing', { ...cub, 'classes.txt': Buffer.from('1 a\n2 b\n') }, 'classes.txt names 1 of the classes 2 to 3, not 2.'],
    ['a table that is missing', Object.fromEntries(Object.entries(cub).filter(([path]) => path !== 'train_test_split.txt')), 'there is no train_test_split.txt.'],
    ['a table that is cut', { ...cub, 'bounding_boxes.txt': Buffer.from('4 1 1 1 1\n') }, 'bounding_boxes.txt has 1 lines of these classes, images.txt 6.'],
  ])('refuses %s by name', async (_what, files, message) => {
    await putFolder(files);
    const { code, text } = await provide();
    expect([code, text]).toEqual([1, expect.stringContaining(message)]);
    expect(existsSync(target())).toBe(false);
  });
});
