import { PlaygroundError } from '../../errors.ts';
import { type CacheOptions, isKept, keepFile, readKept } from './cache.ts';
import { archives, type CheckedFile, type DatasetEntry, type DatasetId, datasets, type FileRole, filesOf } from '../catalog.ts';
import { assembleDataset, type Dataset } from '../dataset.ts';
import type { FetchOptions } from './fetchFile.ts';
import { type HostOptions, hostedOrigin, readHosted, readHostedList } from './hosted.ts';
import { type Idx, readVerifiedIdx } from '../formats/idx.ts';
import { fetchFromMirrors } from './mirrors.ts';
import { type RecognisedFile, recogniseFile } from './recognise.ts';

/** Where a data set would come from if it were loaded now. */
export type Availability = 'embedded' | 'hosted' | 'cached' | 'absent';
/** The same for every data set of the catalog. */
export type Availabilities = Readonly<Record<DatasetId, Availability>>;

/**
 * Where each data set of the catalog, and each set of photographs that may lie beside the page, would come from, without reading any: one small request and a look into Cache Storage.
 * @throws PlaygroundError when the page's own host does not answer.
 */
export async function availability(options: HostOptions & CacheOptions): Promise<Availabilities> {
  const hosted = await readHostedList(options);
  const found = await Promise.all(
    datasets.ids.map(async (id): Promise<[DatasetId, Availability]> => {
      const kept = await Promise.all(filesOf(id).map(([, file]) => isKept(id, file, options)));
      if (kept.every(Boolean)) return [id, 'cached'];
      return [id, hosted.includes(id) ? hostedOrigin(id) : 'absent'];
    }),
  );
  const packed = archives.ids.map((id): [string, Availability] => [id, hosted.includes(id) ? 'hosted' : 'absent']);
  return Object.fromEntries([...found, ...packed]);
}

/**
 * Loads a data set: each file from Cache Storage, where earlier downloads and drops are kept, else from `${baseUrl}${id}/`.
 * Every file is verified, wherever it comes from.
 * @throws PlaygroundError when a file is absent, damaged or not the one of the catalog; CancelledError by the signal.
 */
export async function loadDataset(id: DatasetId, options: HostOptions & CacheOptions): Promise<Dataset> {
  const parts: Partial<Record<FileRole, Idx>> = {};
  for (const [role, file] of filesOf(id)) parts[role] = (await readKept(id, file, readVerifiedIdx, options)) ?? (await readHosted(id, file, options));
  return assembleDataset(id, parts);
}

async function fetchAndKeep(id: DatasetId, file: CheckedFile, mirrors: readonly string[], options: FetchOptions & CacheOptions): Promise<Idx> {
  const { bytes, content } = await fetchFromMirrors(file, mirrors, readVerifiedIdx, options);
  await keepFile(id, file, bytes, options);
  return content;
}

/**
 * Fetches a data set, file by file, from the mirrors that pages may read, and keeps each file in Cache Storage once it is
 * verified. Files kept earlier are not fetched again, so a cancelled download goes on where it stopped.
 * @throws PlaygroundError with what each mirror said when none gives a file; CancelledError by the signal.
 */
export async function downloadDataset(id: DatasetId, options: FetchOptions & CacheOptions = {}): Promise<Dataset> {
  const entry: DatasetEntry = datasets.get(id);
  const mirrors = entry.mirrors.filter((mirror) => mirror.crossOrigin).map((mirror) => mirror.url);
  const parts: Partial<Record<FileRole, Idx>> = {};
  for (const [role, file] of filesOf(id)) {
    parts[role] = (await readKept(id, file, readVerifiedIdx, options)) ?? (await fetchAndKeep(id, file, mirrors, options));
  }
  return assembleDataset(id, parts);
}

/** A file with its own name. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Makes a data set of the catalog of files the person dropped, recognised by content, and keeps them in Cache Storage where there
 * is one; null where none of them belongs to one.
 * @throws PlaygroundError where some do: for a file that cannot be read or is not known, for files of several data sets, and for
 * missing ones.
 */
export async function datasetFromFiles(dropped: readonly NamedBytes[], options: CacheOptions = {}): Promise<Dataset | null> {
  const files: RecognisedFile[] = [];
  const failures: unknown[] = [];
  for (const { name, bytes } of dropped) {
    try {
      files.push(await recogniseFile(name, new Uint8Array(bytes)));
    } catch (error) {
      failures.push(error);
    }
  }
  const [first] = files;
  if (!first) return null;
  if (failures.length > 0) throw failures[0];
  const together = 'Drop the original files of one data set together, gzipped or not; their names do not matter.';
  const { id } = first;
  const { label } = datasets.get(id);
  const stray = files.find((file) => file.id !== id);
  if (stray) throw new PlaygroundError(`${first.name} belongs to ${label}, but ${stray.name} to ${datasets.get(stray.id).label}.`, together);
  const parts: Partial<Record<FileRole, Idx>> = Object.fromEntries(files.map(({ role, idx }) => [role, idx]));
  const missing = filesOf(id).flatMap(([role, file]) => (parts[role] ? [] : [file.name]));
  if (missing.length > 0) throw new PlaygroundError(`${label} needs ${missing.join(', ')} too.`, together);
  const dataset = assembleDataset(id, parts);
  for (const { file, bytes } of files) await keepFile(id, file, bytes, options);
  return dataset;
}
