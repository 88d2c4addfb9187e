import type { Bytes } from './bytes.ts';

const none: Bytes = new Uint8Array();

/** Bytes that come in chunks, read in portions of any size: nothing is asked for before it is needed. */
export class ByteSource {
  readonly #chunks: Iterator<Bytes>;
  #rest: Bytes = none;

  constructor(chunks: Iterable<Bytes>) {
    this.#chunks = chunks[Symbol.iterator]();
  }

  /** Up to `count` bytes that come next, fewer only at the end; they stay to be taken. */
  peek(count: number): Bytes {
    while (this.#rest.length < count) {
      const chunk = this.#pull();
      if (!chunk) break;
      const joined = new Uint8Array(this.#rest.length + chunk.length);
      joined.set(this.#rest);
      joined.set(chunk, this.#rest.length);
      this.#rest = joined;
    }
    return this.#rest.subarray(0, count);
  }

  /** Exactly `count` bytes, or undefined when there are not that many left. */
  take(count: number): Bytes | undefined {
    const bytes = this.peek(count);
    if (bytes.length < count) return undefined;
    this.#rest = this.#rest.subarray(count);
    return bytes;
  }

  /** Whatever comes next, at least one byte; undefined at the end. */
  takeSome(): Bytes | undefined {
    const bytes = this.#rest.length > 0 ? this.#rest : this.#pull();
    this.#rest = none;
    return bytes;
  }

  /** Puts back what `takeSome` gave last, or its end. */
  giveBack(bytes: Bytes): void {
    this.#rest = bytes;
  }

  #pull(): Bytes | undefined {
    for (let result = this.#chunks.next(); !result.done; result = this.#chunks.next()) {
      if (result.value.length > 0) return result.value;
    }
    return undefined;
  }
}
