import { closeSync, existsSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * Fetches a URL into a file, or the rest of it when the file has a beginning and the server can go on from there. Nothing is
 * checked here.
 *
 * @param {string} url
 * @param {string} part
 * @param {{ name: string, total?: number }} file what it is called in messages, and its size in bytes where the server does not say it
 */
export async function fetchInto(url, part, { name, total }) {
  const start = existsSync(part) ? statSync(part).size : 0;
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity', ...(start > 0 && { range: `bytes=${start}-` }) } });
  if (response.status === 416) rmSync(part);
  if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`);
  const resumed = response.status === 206;
  let received = resumed ? start : 0;
  const expected = total ?? received + Number(response.headers.get('content-length') ?? 0);
  let shown = 0;
  if (resumed) console.log(`  ${name}: goes on after ${megabytes(start)}`);
  const output = openSync(part, resumed ? 'a' : 'w');
  try {
    for await (const chunk of response.body) {
      writeSync(output, chunk);
      received += chunk.length;
      if (received - shown < expected / 10) continue;
      shown = received;
      console.log(`  ${name}: ${megabytes(received)} of ${megabytes(expected)}`);
    }
  } finally {
    closeSync(output);
  }
}
