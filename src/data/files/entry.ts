import type { Bytes } from '../formats/bytes.ts';

/** One file that a person brought, by itself or in a zip; nothing of it is read before it is asked for. */
export interface FileEntry {
  /** Composed (NFC), relative, with `/`; a zip stands as a folder of its name. Two files may share one path (see `openEntries`). */
  readonly path: string;
  /** Bytes, unpacked. */
  readonly size: number;
  /** The first `count` bytes, fewer where there are no more. @throws PlaygroundError by path when it cannot be read. */
  head(count: number): Promise<Bytes>;
  /** All bytes. @throws PlaygroundError by path when it cannot be read, is damaged, or is not as long as its zip says. */
  bytes(): Promise<Bytes>;
}

/** A file that was not taken. */
export interface Skipped {
  readonly path: string;
  /** A phrase that says what it is and, after a semicolon, what to do: "encrypted; unpack it with its password". */
  readonly reason: string;
}
