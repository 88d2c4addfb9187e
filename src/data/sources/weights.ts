import { PlaygroundError } from '../../errors.ts';
import type { CheckedFile, Mirror } from '../catalog.ts';
import type { Bytes } from '../formats/bytes.ts';
import { sha256 } from '../formats/sha256.ts';
import sources from '../weights.json' with { type: 'json' };
import { type CacheOptions, keepFile, readKept } from './cache.ts';
import { type FetchOptions, fetchFile } from './fetchFile.ts';
import { readHostedList, type HostOptions } from './hosted.ts';
import { fetchFromMirrors } from './mirrors.ts';

/** One file of a network's weights: its tensors one after the other, float32, little-endian. */
export interface WeightFile extends CheckedFile {
  /** Shapes by name, in the file's order. */
  readonly tensors: Readonly<Record<string, readonly number[]>>;
}

/** Where a network's weights come from. */
export interface WeightSource {
  /** The folder of the files, beside the page's data and in DATA_DIR's `weights`. */
  readonly folder: string;
  readonly files: readonly WeightFile[];
  readonly mirrors: readonly Mirror[];
}

/** One tensor of a network. */
export interface WeightTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A network's tensors by name. */
export type Weights = ReadonlyMap<string, WeightTensor>;

/** Weights by their network's id, as `weights.json` lists them; scripts read it too. */
export const weightSources: Readonly<Record<string, WeightSource>> = sources;

async function verified(bytes: Bytes, { name, sha256: expected }: { readonly name: string; readonly sha256: string }): Promise<Bytes> {
  const found = await sha256(bytes);
  if (found !== expected) throw new PlaygroundError(`The weights in ${name} are not the ones expected: their SHA-256 is ${found}, expected ${expected}.`, 'Try again later: the file may be damaged on its way or on its host.');
  return bytes;
}

function tensorsOf(bytes: Bytes, { tensors }: WeightFile): [string, WeightTensor][] {
  const numbers = new Float32Array(bytes.slice().buffer);
  let position = 0;
  return Object.entries(tensors).map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = numbers.subarray(position, position + size);
    position += size;
    return [name, { shape, values }];
  });
}

/** How weights are loaded. */
export interface WeightOptions extends HostOptions, CacheOptions {
  /** Instead of the list's, for tests. */
  readonly source?: WeightSource;
}

async function fetchWeights(id: string, source: WeightSource, file: WeightFile, isHosted: boolean, options: FetchOptions & WeightOptions): Promise<Bytes> {
  if (isHosted) {
    const bytes = await fetchFile(`${options.baseUrl}${source.folder}/${file.name}`, file, options);
    if (bytes) return verified(bytes, file);
  }
  const mirrors = source.mirrors.filter(({ crossOrigin }) => crossOrigin).map(({ url }) => url);
  const { bytes, content } = await fetchFromMirrors(file, mirrors, verified, options);
  await keepFile(id, file, bytes, options);
  return content;
}

/**
 * Loads a network's weights, each file from Cache Storage, else from `${baseUrl}${folder}/` where they were put there, else from
 * the public mirrors, and keeps what was fetched from those; what was fetched before a cancel or a failure is not fetched again.
 * Progress is told of all files together.
 * @throws PlaygroundError when a file is nowhere to be had or damaged, with what each address said; CancelledError by the signal.
 */
export async function loadWeights(id: string, options: WeightOptions): Promise<Weights> {
  const { source = weightSources[id]!, onProgress } = options;
  const totalBytes = source.files.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  const isHosted = (await readHostedList(options)).includes(source.folder);
  let done = 0;
  const loaded: [string, WeightTensor][] = [];
  for (const file of source.files) {
    const tell = (receivedBytes: number) => onProgress?.({ file: source.folder, receivedBytes: done + receivedBytes, totalBytes });
    const telling = { ...options, onProgress: ({ receivedBytes }: { readonly receivedBytes: number }) => tell(receivedBytes) };
    const bytes = (await readKept(id, file, verified, options)) ?? (await fetchWeights(id, source, file, isHosted, telling));
    loaded.push(...tensorsOf(bytes, file));
    tell(file.unpackedBytes);
    done += file.unpackedBytes;
  }
  return new Map(loaded);
}
