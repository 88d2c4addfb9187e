import type { Experiment } from '../../config/schema.ts';
import { PlaygroundError } from '../../errors.ts';
import type { NamedArrays } from '../../kernels/values/heldState.ts';

/**
 * All that a training is at one step. Arrays are float32, row-major, and the same on every backend: per run r
 * "runs/r/parameters/NAME", "runs/r/optimizer/NAME/slotK", "runs/r/optimizer/clockK" and, of what a loss keeps track of,
 * "runs/r/terms/LOSS/NAME"; what a loss trains is the parameter "terms/LOSS/NAME". The place in the epoch follows from the step.
 */
export interface Checkpoint {
  /** With the live changes made until then. */
  readonly experiment: Experiment;
  /** Training steps done. */
  readonly step: number;
  readonly arrays: NamedArrays;
}

/** What a file of the format holds, before it is checked. */
export interface StoredCheckpoint {
  readonly experiment: unknown;
  readonly step: unknown;
  readonly arrays: NamedArrays;
}

/**
 * The format of checkpoint files: its version, and how a file of version n becomes one of version n + 1. A file is
 *
 *     0   8 bytes   "CLPCHECK"
 *     8   uint32    version
 *     12  uint32    checksum of all that follows: FNV-1a over its 32-bit words
 *     16  uint32    bytes of the header
 *     20            header, JSON in UTF-8: { experiment, step, arrays: [[name, values], ...] }, spaces up to a multiple of 4
 *                   the values of all arrays, float32, in the header's order
 *
 * all numbers little-endian.
 */
export interface CheckpointFormat {
  readonly version: number;
  readonly migrations: Readonly<Record<number, (stored: StoredCheckpoint) => StoredCheckpoint>>;
}

/** In format 1 the center loss was the only one with state: "runs/r/centers". */
function from1({ arrays, ...rest }: StoredCheckpoint): StoredCheckpoint {
  const renamed = (name: string) => name.replace(/^(runs\/\d+)\/centers$/, '$1/terms/center/centers');
  return { ...rest, arrays: Object.fromEntries(Object.entries(arrays).map(([name, values]) => [renamed(name), values])) };
}

/** The format that this version of the project writes. */
export const checkpointFormat: CheckpointFormat = { version: 2, migrations: { 1: from1 } };

const magic = 'CLPCHECK';
const prefix = 20;

/** Bounds of what is read: nothing is made of a file that says more of itself. */
const limits = { bytes: 2 ** 30, headerBytes: 2 ** 20, arrays: 10_000, nameLength: 200, steps: 2 ** 31 - 1 } as const;

/** Whether training can go on from it: a training that has diverged cannot. */
export function isFiniteCheckpoint({ arrays }: Checkpoint): boolean {
  // x - x is 0 for finite x only, and a sum keeps what is not; millions of values are looked at while training.
  return Object.values(arrays).every((values) => {
    let rest = 0;
    for (let i = 0; i < values.length; i++) rest += values[i]! - values[i]!;
    return rest === 0;
  });
}

/** A checkpoint as the bytes of a file. */
export function encodeCheckpoint({ experiment, step, arrays }: Checkpoint, { version }: CheckpointFormat = checkpointFormat): ArrayBuffer {
  const entries = Object.entries(arrays);
  const text = JSON.stringify({ experiment, step, arrays: entries.map(([name, { length }]) => [name, length]) });
  const unpadded = new TextEncoder().encode(text);
  const headerBytes = 4 * Math.ceil(unpadded.length / 4);
  const file = new ArrayBuffer(prefix + headerBytes + 4 * entries.reduce((sum, [, { length }]) => sum + length, 0));
  const bytes = new Uint8Array(file);
  bytes.set(Uint8Array.from(magic, (letter) => letter.charCodeAt(0)));
  bytes.fill(0x20, prefix, prefix + headerBytes);
  bytes.set(unpadded, prefix);
  let at = prefix + headerBytes;
  for (const [, array] of entries) {
    new Float32Array(file, at, array.length).set(array);
    at += 4 * array.length;
  }
  const view = new DataView(file);
  view.setUint32(8, version, true);
  view.setUint32(16, headerBytes, true);
  view.setUint32(12, checksum(file), true);
  return file;
}

/**
 * The checkpoint in a file's bytes; older versions of the format are brought up to date.
 *
 * @param check makes an experiment of what the file says it is. @throws PlaygroundError for what is none.
 * @throws PlaygroundError that names what is wrong with the file: not a checkpoint, a newer version, cut short, damaged.
 */
export function decodeCheckpoint(file: ArrayBuffer, check: (value: unknown) => Experiment, format: CheckpointFormat = checkpointFormat): Checkpoint {
  const { experiment, step, arrays } = migrated(readFile(file, format.version), format);
  if (typeof step !== 'number' || !Number.isInteger(step) || step < 0 || step > limits.steps) {
    throw damaged(`its step is ${JSON.stringify(step)}, not a whole number from 0 to ${limits.steps}`);
  }
  return { experiment: check(experiment), step, arrays };
}

const damaged = (what: string) => new PlaygroundError(`The checkpoint cannot be read: ${what}.`, 'Use another checkpoint, or start over.');

interface VersionedCheckpoint extends StoredCheckpoint {
  readonly version: number;
}

function readFile(file: ArrayBuffer, newest: number): VersionedCheckpoint {
  if (!isArrayBuffer(file)) throw damaged('it is not a file of bytes');
  const { byteLength } = file;
  if (byteLength > limits.bytes) throw damaged(`it has ${byteLength} bytes, more than ${limits.bytes}`);
  if (byteLength < prefix || String.fromCharCode(...new Uint8Array(file, 0, magic.length)) !== magic) throw damaged('it does not begin as a checkpoint does');
  const view = new DataView(file);
  const version = view.getUint32(8, true);
  if (version > newest) throw new PlaygroundError(`The checkpoint has format ${version}; this page reads formats up to ${newest}.`, 'Reload the page to get its newest version.');
  if (version < 1) throw damaged(`it has format ${version}`);
  if (byteLength % 4 !== 0) throw damaged(`it has ${byteLength} bytes, which is no multiple of 4`);
  if (view.getUint32(12, true) !== checksum(file)) throw damaged('its checksum does not fit its bytes: it is cut short or was changed');
  const headerBytes = view.getUint32(16, true);
  if (headerBytes > limits.headerBytes || headerBytes % 4 !== 0 || prefix + headerBytes > byteLength) throw damaged(`its header says to have ${headerBytes} bytes of ${byteLength}`);
  const header = parsedHeader(new Uint8Array(file, prefix, headerBytes));
  return { version, experiment: header['experiment'], step: header['step'], arrays: readArrays(file, prefix + headerBytes, header['arrays']) };
}

const isArrayBuffer = (value: unknown): value is ArrayBuffer => Object.prototype.toString.call(value) === '[object ArrayBuffer]';

function parsedHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw damaged(`its header is no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw damaged('its header is no object');
  return header as Record<string, unknown>;
}

/** Every length is held against the bytes that are there before memory is taken for it. */
function readArrays(file: ArrayBuffer, start: number, list: unknown): NamedArrays {
  if (!Array.isArray(list) || list.length > limits.arrays) throw damaged(`its header has no list of at most ${limits.arrays} arrays`);
  let at = start;
  const arrays = new Map<string, Float32Array>();
  for (const entry of list as unknown[]) {
    const [name, length] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof name !== 'string' || name === '' || name.length > limits.nameLength || arrays.has(name)) throw damaged(`array ${arrays.size} has no name of its own`);
    const left = (file.byteLength - at) / 4;
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || length > left) throw damaged(`array ${name} says to have ${JSON.stringify(length)} values where ${left} are left`);
    arrays.set(name, new Float32Array(file.slice(at, at + 4 * length)));
    at += 4 * length;
  }
  if (at !== file.byteLength) throw damaged(`${file.byteLength - at} bytes follow its last array`);
  return Object.fromEntries(arrays);
}

function migrated({ version, ...stored }: VersionedCheckpoint, format: CheckpointFormat): StoredCheckpoint {
  let current: StoredCheckpoint = stored;
  for (let from = version; from < format.version; from++) {
    const step = format.migrations[from];
    if (!step) throw damaged(`formats ${from} and older are not read any more`);
    current = step(current);
  }
  return current;
}

/** One changed word always changes it: each round can be undone. */
function checksum(file: ArrayBuffer): number {
  const words = new Uint32Array(file, 16);
  let hash = 2166136261;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 16777619);
  return hash >>> 0;
}
