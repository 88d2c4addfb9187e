import { PlaygroundError } from '../../errors.ts';
import type { Bytes } from '../formats/bytes.ts';
import { type CheckedFile, type DatasetId, datasets, type FileRole, filesOf } from '../catalog.ts';
import { type Idx, readIdx } from '../formats/idx.ts';
import { sha256 } from '../formats/sha256.ts';

/** A file of the catalog, found among files the person brought. */
export interface RecognisedFile {
  readonly id: DatasetId;
  readonly role: FileRole;
  readonly file: CheckedFile;
  /** The name it had. */
  readonly name: string;
  readonly bytes: Bytes;
  readonly idx: Idx;
}

/**
 * Finds out which file of which data set this is, by the checksum of its content: names are often changed.
 * @throws PlaygroundError when it is no IDX file, or none of the catalog, with the checksums files of its size should have.
 */
export async function recogniseFile(name: string, bytes: Bytes): Promise<RecognisedFile> {
  const idx = await readIdx(bytes, name);
  const sum = await sha256(idx.content);
  const known = datasets.ids.flatMap((id) => filesOf(id).map(([role, file]) => ({ id, role, file })));
  const match = known.find(({ file }) => file.sha256 === sum);
  if (match) return { ...match, name, bytes, idx };
  const alike = known
    .filter(({ file }) => file.unpackedBytes === idx.content.length)
    .map(({ id, file }) => `${file.sha256} (${datasets.get(id).label}, ${file.name})`);
  throw new PlaygroundError(
    `${name} is none of the files the playground knows: the SHA-256 of its content is ${sum}. ` +
      (alike.length > 0 ? `Files of this size should have ${alike.join(' or ')}.` : `No known file has ${idx.content.length} bytes.`),
    'Drop the original files of one data set, gzipped or not; their names do not matter.',
  );
}
