import { sha256 as sha256InScript } from '@noble/hashes/sha2.js';
import type { Bytes } from './bytes.ts';

async function digest(bytes: Bytes): Promise<Uint8Array> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return sha256InScript(bytes); // Browsers offer WebCrypto to secure pages only; plain http has to count itself.
  return new Uint8Array(await subtle.digest('SHA-256', bytes));
}

/** SHA-256 of `bytes` in hexadecimal: by WebCrypto, or in script where the browser keeps that from the page (plain http). */
export async function sha256(bytes: Bytes): Promise<string> {
  return Array.from(await digest(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
