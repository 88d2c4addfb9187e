const block = 512;

/** @param {Buffer} field */
const text = (field) => field.toString('utf8').replace(/\0.*$/s, '');

/**
 * Name and size of the file that a header is of; null of what is no file, and of the zeros at the end.
 *
 * @param {Buffer} header 512 bytes
 * @returns {{ path: string, size: number, isFile: boolean } | null}
 */
function readHeader(header) {
  if (header.every((byte) => byte === 0)) return null;
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (Number.parseInt(text(header.subarray(148, 156)).trim(), 8) !== sum) throw new Error('it is no tar archive, or damaged: the checksum of a header is wrong');
  const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : '';
  const name = text(header.subarray(0, 100));
  const type = String.fromCharCode(header[156] ?? 0);
  return { path: prefix ? `${prefix}/${name}` : name, size: Number.parseInt(text(header.subarray(124, 136)).trim() || '0', 8), isFile: type === '0' || type === '\0' };
}

/**
 * The files of a tar archive (POSIX ustar), one by one, of which `wanted` says yes by path; the others are passed over.
 *
 * @param {AsyncIterable<Buffer>} chunks of the unpacked archive
 * @param {(path: string) => boolean} wanted
 * @returns {AsyncGenerator<{ path: string, bytes: Buffer }>}
 */
export async function* filesOfTar(chunks, wanted) {
  const source = chunks[Symbol.asyncIterator]();
  /** @type {Buffer[]} */
  let held = [];
  let count = 0;
  /** Takes the next `size` bytes, or passes them over. @param {number} size @param {boolean} keep */
  const take = async (size, keep) => {
    /** @type {Buffer[]} */
    const taken = [];
    let left = size;
    while (left > 0) {
      if (count === 0) {
        const next = await source.next();
        if (next.done) throw new Error('it ends in the middle of a file');
        held = [next.value];
        count = next.value.length;
        continue;
      }
      const chunk = held[0] ?? Buffer.alloc(0);
      const part = chunk.subarray(0, left);
      if (keep) taken.push(part);
      held = [chunk.subarray(part.length)];
      count -= part.length;
      left -= part.length;
    }
    return Buffer.concat(taken);
  };
  for (;;) {
    const header = readHeader(await take(block, true));
    if (!header) break;
    const keep = header.isFile && wanted(header.path);
    const bytes = await take(header.size, keep);
    await take((block - (header.size % block)) % block, false);
    if (keep) yield { path: header.path, bytes };
  }
  // The rest is read to its end, so that whoever sums the archive up sees all of it.
  while (!(await source.next()).done);
}
