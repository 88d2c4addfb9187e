import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PNG file of 8-bit RGB, each pixel a function of its place. */
export function png(width: number, height: number, at: (x: number, y: number) => readonly [number, number, number]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, (_, y) => [0, ...Array.from({ length: width }, (_, x) => at(x, y)).flat()]);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(rows.flat()))), chunk('IEND', Buffer.alloc(0))]);
}

/** Blocks of light and shade that no two pictures have alike: without them they would count as copies of each other. */
const shade = (x: number, y: number, i: number) => ((Math.imul((i * 64 + (x >> 3)) * 64 + (y >> 3), 2654435761) >>> 16) % 140) - 70;

const shaded = (colour: readonly [number, number, number], by: number) => colour.map((value) => Math.min(255, Math.max(0, value + by))) as unknown as readonly [number, number, number];

/** What tells the classes of the pictures apart. */
const patterns: Record<string, (x: number, y: number, i: number) => readonly [number, number, number]> = {
  bars: (x, _, i) => ((x >> 3) % 2 ? [220, 40 + i, 40] : [30, 30, 90]),
  dots: (x, y, i) => ((x % 12 < 5 && y % 12 < 5) ? [240, 230, 90] : [20, 90 + i, 40]),
  rings: (x, y, i) => (Math.hypot(x - 32, y - 24 - (i % 5)) % 14 < 7 ? [90, 160, 230] : [245, 245, 245]),
  slope: (x, y, i) => [3 * x, 4 * y, (60 + 5 * i) % 256],
};

/** A new folder of this name with these files in it; its path. */
export function folderOf(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const root = join(mkdtempSync(join(tmpdir(), 'playground-pictures-')), name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** A new folder `shapes` with one sub-folder for each of four classes of `count` pictures, and these files besides; its path. */
export function folderOfPictures(count: number, others: Readonly<Record<string, string | Buffer>> = {}): string {
  const drawn = Object.entries(patterns).flatMap(([name, pattern]) => Array.from({ length: count }, (_, i) => [`${name}/${i + 1}.png`, png(64, 48, (x, y) => shaded(pattern(x + 2 * (i + 1), y, i + 1), shade(x, y, i + 1 + 100 * name.length)))] as const));
  return folderOf('shapes', { ...Object.fromEntries(drawn), ...others });
}

/** A picture of 28 x 28 pixels by the pattern of this name, the `i`-th of many. */
export const smallPicture = (name: 'bars' | 'dots' | 'rings' | 'slope', i: number): Buffer => png(28, 28, (x, y) => patterns[name]!(x + 2 * i, y + (i % 3), i));
