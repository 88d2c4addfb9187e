import { deflateSync, inflateSync } from 'fflate';
import { PlaygroundError, describeError } from '../../errors.ts';

/** Most characters of a link's content: with an address before it, a link stays under 2,000, which every messenger takes. */
export const mostCharacters = 1900;

/** Most bytes that a content may have once it is inflated; a hundredth of that is usual. */
export const mostBytes = 2 ** 16;

const sumBytes = 4;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const damaged = (what: string) => new PlaygroundError(`The link cannot be read: ${what}.`, 'Nothing was changed. Copy the whole link again, from its https to its last character, and open that.');

/** FNV-1a of 32 bits. */
function checksum(bytes: Uint8Array): number {
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261) >>> 0;
}

/** Bytes as characters of `digits`, six bits each, without padding (RFC 4648, 5). */
function toText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const four = [18, 12, 6, 0].map((shift) => digits[(three >> shift) & 63]!).join('');
    text += four.slice(0, 1 + Math.min(3, bytes.length - at));
  }
  return text;
}

/** @throws PlaygroundError for a character that no link has. */
function toBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    const part = text.slice(at, at + 4);
    const values = Array.from(part, (digit) => digits.indexOf(digit));
    const strange = values.indexOf(-1);
    if (strange >= 0) throw damaged(`character ${at + strange + 1} is “${part[strange]}”, which no link has`);
    const three = values.reduce((sum, value, i) => sum | (value << (18 - 6 * i)), 0);
    bytes.push(...[three >> 16, (three >> 8) & 255, three & 255].slice(0, part.length - 1));
  }
  return Uint8Array.from(bytes);
}

/**
 * A plain JSON value as a link's content: its version, a hyphen, and base64url of a checksum with the deflated JSON.
 * @throws PlaygroundError with the numbers where it would be too long.
 */
export function packed(version: number, value: unknown): string {
  const json = new TextEncoder().encode(JSON.stringify(value));
  const deflated = deflateSync(json, { level: 9 });
  const bytes = new Uint8Array(sumBytes + deflated.length);
  new DataView(bytes.buffer).setUint32(0, checksum(json));
  bytes.set(deflated, sumBytes);
  const text = `${version}-${toText(bytes)}`;
  if (text.length <= mostCharacters && json.length <= mostBytes) return text;
  const grouped = (count: number) => count.toLocaleString('en');
  const much = text.length > mostCharacters ? `${grouped(text.length)} characters; at most ${grouped(mostCharacters)} fit` : `${grouped(json.length)} bytes in it; at most ${grouped(mostBytes)} fit`;
  throw new PlaygroundError(`The link would have ${much}.`, 'Shorten the texts of the lesson or the names of the runs, take away steps or runs, or save a file instead.');
}

/** Deflate makes a thousand bytes of one at most: what comes out is bounded before it is made. */
function inflated(bytes: Uint8Array): Uint8Array {
  let json: Uint8Array;
  try {
    json = inflateSync(bytes, { out: new Uint8Array(mostBytes + 1) });
  } catch {
    throw damaged('it is cut short or was changed');
  }
  if (json.length > mostBytes) throw damaged(`it inflates to more than ${mostBytes.toLocaleString('en')} bytes`);
  return json;
}

/**
 * The version and the value of a link's content.
 * @throws PlaygroundError that names what is wrong with it: too long, cut short, changed, of a form that no link has.
 */
export function unpacked(text: string): { readonly version: number; readonly value: unknown } {
  if (text.length > mostCharacters) throw damaged(`it has ${text.length.toLocaleString('en')} characters, more than ${mostCharacters.toLocaleString('en')}`);
  const [, version, content] = /^([1-9]\d{0,3})-(.*)$/s.exec(text) ?? [];
  if (version === undefined || content === undefined) throw damaged('it does not begin with a version and a hyphen');
  const bytes = toBytes(content);
  if (bytes.length <= sumBytes) throw damaged('it is cut short');
  const json = inflated(bytes.subarray(sumBytes));
  if (checksum(json) !== new DataView(bytes.buffer).getUint32(0)) throw damaged('its checksum does not fit: it is cut short or was changed');
  try {
    return { version: Number(version), value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) as unknown };
  } catch (error) {
    throw damaged(`it holds no JSON (${describeError(error).message})`);
  }
}

/** The content of an address, of its fragment, or of a bare content; null where an address has none. */
export function contentOf(address: string): string | null {
  const [, content] = /(?:^|[#&])x=([^&#]*)/.exec(address.trim()) ?? [];
  if (content !== undefined) return content;
  return /^\d+-/.test(address.trim()) ? address.trim() : null;
}
