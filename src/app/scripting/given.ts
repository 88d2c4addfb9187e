import { checkedLog } from '../../config/liveChange.ts';
import { checkedExperiment } from '../../config/validate.ts';
import { PlaygroundError } from '../../errors.ts';
import type { OwnFile } from '../../worker/own/protocol.ts';
import type { PlaygroundCheckpoint } from './playground.ts';

/** What a person gives as a checkpoint. @throws PlaygroundError when it holds none, or when its log is none. */
export function checkedCheckpoint(given: unknown): Pick<PlaygroundCheckpoint, 'bytes' | 'log' | 'begun' | 'sample'> {
  const bytes: unknown = typeof given === 'object' && given !== null && 'bytes' in given ? given.bytes : undefined;
  if (!(bytes instanceof ArrayBuffer)) throw new PlaygroundError('A checkpoint is { experiment, step, bytes: ArrayBuffer }; this one has no bytes.', 'Give what checkpoint() resolved with.');
  const log: unknown = 'log' in (given as object) ? (given as { log: unknown }).log : [];
  const begun: unknown = 'begun' in (given as object) ? (given as { begun: unknown }).begun : null;
  const sample: unknown = 'sample' in (given as object) ? (given as { sample: unknown }).sample : null;
  return { bytes, log: log === undefined ? [] : checkedLog(log), begun: begun === undefined || begun === null ? null : checkedExperiment(begun), sample: typeof sample === 'number' ? sample : null };
}

/** What a person gives as files. @throws PlaygroundError when it is no list of { path, file }. */
export function checkedFiles(given: unknown): OwnFile[] {
  const isFile = (one: unknown): one is OwnFile => typeof one === 'object' && one !== null && 'path' in one && typeof one.path === 'string' && 'file' in one && one.file instanceof Blob;
  if (!Array.isArray(given) || !given.every(isFile)) throw new PlaygroundError('The files are no list of { path, file }.', 'Give addExamples a list such as [{ path: "cat/1.jpg", file: File or Blob }].');
  return given.map(({ path, file }) => ({ path, file }));
}

/** Which classes are read. @throws PlaygroundError when it is no { classes } with a list of names. */
export function checkedChoice(given: unknown): { classes?: readonly string[] } {
  if (given === undefined) return {};
  const classes: unknown = typeof given === 'object' && given !== null && 'classes' in given ? given.classes : null;
  if (!Array.isArray(classes) || !classes.every((name) => typeof name === 'string')) throw new PlaygroundError('The classes to read are no list of names.', 'Give addExamples { classes: ["cat", "dog"] } behind the files, or nothing for all.');
  return { classes };
}
