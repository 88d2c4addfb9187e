import { mostUnpackedBytes } from '../catalog.ts';

/** What a person may bring at once; looked at in headers before anything is unpacked, and again while it is. */
export interface FileLimits {
  /** Files in all, those in zips counted. */
  readonly mostFiles: number;
  /** Bytes of all files together, unpacked. They are read one by one, so this is no memory. */
  readonly mostBytes: number;
  /** Bytes of one file, unpacked. */
  readonly mostFileBytes: number;
  /** How many times its own size a zip, or a file in one, may unpack to; tiny ones may unpack to more. */
  readonly mostRatio: number;
  /** Bytes that may be unpacked whatever the ratio: a white bitmap is no bomb. */
  readonly freeBytes: number;
  /** Zips within zips: 1 is a zip, 2 a zip in a zip. */
  readonly mostDepth: number;
  /** Bytes of all zips within zips together: they are unpacked whole to be opened. */
  readonly mostNestedBytes: number;
}

/** The limits that hold for a person's files. Photographs take 10 kB to 10 MB each, and hardly shrink in a zip. */
export const fileLimits: FileLimits = {
  mostFiles: 100_000,
  mostBytes: 2 ** 34,
  mostFileBytes: mostUnpackedBytes,
  mostRatio: 200,
  freeBytes: 2 ** 26,
  mostDepth: 3,
  mostNestedBytes: 2 ** 30,
};
