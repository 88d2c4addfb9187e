import * as v from 'valibot';
import { checkedLog } from '../../config/liveChange.ts';
import { checkedExperiment } from '../../config/validate.ts';
import { PlaygroundError, describeError } from '../../errors.ts';
import type { WithCurves } from '../keeping/record.ts';

/**
 * The file of a training: its checkpoint with what led there. Numbers are little-endian.
 *
 *     0   8 bytes   "CLPTRAIN"
 *     8   uint32    version
 *     12  uint32    checksum of the header: FNV-1a over its bytes
 *     16  uint32    bytes of the header
 *     20            header, JSON in UTF-8: { experiment, step, log, begun, ahead, sample, lossHistory, evaluations }
 *                   the checkpoint, which checks itself (training/checkpoint)
 */
const magic = 'CLPTRAIN';
const version = 1;
const prefix = 20;

/** Bounds of what is read. */
const limits = { bytes: 2 ** 30, headerBytes: 2 ** 24, points: 4000 } as const;

/** A training as it is in a file. */
export type FiledTraining = WithCurves;

const damaged = (what: string) => new PlaygroundError(`The file cannot be opened: ${what}.`, 'Nothing was changed. Take another copy of the file.');

const fnv = (bytes: Uint8Array) => bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261) >>> 0;

/** A training as a file. */
export function trainingFile({ bytes, ...rest }: FiledTraining): Blob {
  const header = new TextEncoder().encode(JSON.stringify(rest));
  const head = new Uint8Array(prefix);
  head.set(Uint8Array.from(magic, (letter) => letter.charCodeAt(0)));
  const view = new DataView(head.buffer);
  view.setUint32(8, version, true);
  view.setUint32(12, fnv(header), true);
  view.setUint32(16, header.length, true);
  return new Blob([head, header, bytes], { type: 'application/octet-stream' });
}

const number = v.nullable(v.number());
const step = v.pipe(v.number(), v.integer(), v.minValue(0));
const curves = {
  lossHistory: v.pipe(v.array(v.object({ step, runs: v.array(v.record(v.string(), number)) })), v.maxLength(limits.points)),
  evaluations: v.pipe(
    v.array(
      v.object({
        step,
        count: step,
        runs: v.array(v.object({ name: v.string(), losses: v.record(v.string(), number), testAccuracy: number, withinClassRadius: number, minCenterDistance: number, compactness: number, collapsed: v.boolean() })),
      }),
    ),
    v.maxLength(limits.points),
  ),
};

/** JSON writes what is not finite as null. */
const withNaN = (value: unknown): unknown => {
  if (value === null) return Number.NaN;
  if (Array.isArray(value)) return value.map(withNaN);
  return typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, held]) => [name, withNaN(held)])) : value;
};

function field<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damaged(`${name}: ${describeError(error).message.replace(/\.$/, '')}`);
  }
}

function curve<T>(name: keyof typeof curves, value: unknown): T {
  const result = v.safeParse(curves[name], value);
  if (!result.success) throw damaged(`its ${name} ${v.getDotPath(result.issues[0]) ?? ''} is not right: ${result.issues[0].message}`);
  return withNaN(result.output) as T;
}

function headerOf(buffer: ArrayBuffer): { readonly header: Record<string, unknown>; readonly end: number } {
  const view = new DataView(buffer);
  const found = view.getUint32(8, true);
  if (found > version) throw new PlaygroundError(`The file is of format ${found}; this page reads formats up to ${version}.`, 'Reload the page to get its newest version.');
  const length = view.getUint32(16, true);
  if (length > limits.headerBytes || prefix + length > buffer.byteLength) throw damaged(`its header says to have ${length} bytes of ${buffer.byteLength}`);
  const bytes = new Uint8Array(buffer, prefix, length);
  if (fnv(bytes) !== view.getUint32(12, true)) throw damaged('the checksum of its header does not fit: it is cut short or was changed');
  const header: unknown = field('its header', () => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown);
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw damaged('its header is no object');
  return { header: header as Record<string, unknown>, end: prefix + length };
}

/**
 * The training in a file.
 * @throws PlaygroundError that names what is wrong with it: no such file, a newer format, cut short, a field that is not right.
 */
export async function readTrainingFile(file: Blob): Promise<FiledTraining> {
  if (file.size > limits.bytes) throw damaged(`it has ${file.size.toLocaleString('en')} bytes; at most ${limits.bytes.toLocaleString('en')} are read`);
  const buffer = await file.arrayBuffer();
  const beginning = String.fromCharCode(...new Uint8Array(buffer, 0, Math.min(magic.length, buffer.byteLength)));
  if (buffer.byteLength < prefix || beginning !== magic) throw damaged('it does not begin as the file of a training does');
  const { header, end } = headerOf(buffer);
  const begun = header['begun'];
  return {
    experiment: field('experiment', () => checkedExperiment(header['experiment'])),
    step: v.is(step, header['step']) ? header['step'] : field('step', () => {
      throw new Error(`is ${JSON.stringify(header['step'])}, no whole number from 0 on`);
    }),
    log: field('log', () => checkedLog(header['log'])),
    begun: begun === null || begun === undefined ? null : field('begun', () => checkedExperiment(begun)),
    ahead: field('ahead', () => checkedLog(header['ahead'] ?? [])),
    sample: typeof header['sample'] === 'number' ? header['sample'] : null,
    lossHistory: curve('lossHistory', header['lossHistory']),
    evaluations: curve('evaluations', header['evaluations']),
    bytes: buffer.slice(end),
  };
}
