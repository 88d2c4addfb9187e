import fc from 'fast-check';
import type { Bytes } from './bytes.ts';

type Mutation = (bytes: Bytes) => Bytes;

const joined = (...parts: Uint8Array[]): Bytes => new Uint8Array(Buffer.concat(parts));

/** Where a mutation strikes: the first bytes matter most, and so are hit often. */
const place = fc.oneof(fc.nat(20), fc.nat(1_000_000));

const mutation: fc.Arbitrary<Mutation> = fc
  .tuple(fc.constantFrom('flip', 'set', 'cut', 'drop', 'insert', 'repeat', 'zeros', 'exchange'), place, fc.nat(64), fc.uint8Array({ minLength: 1, maxLength: 8 }))
  .map(([how, where, count, put]): Mutation => (bytes) => {
    const at = bytes.length === 0 ? 0 : where % bytes.length;
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    if (how === 'cut') return joined(before);
    if (how === 'drop') return joined(before, after.subarray(count + 1));
    if (how === 'insert') return joined(before, put, after);
    if (how === 'repeat') return joined(bytes, before);
    if (how === 'zeros') return joined(bytes, new Uint8Array(count));
    if (how === 'exchange') return joined(after, before);
    const changed = joined(bytes);
    if (how === 'flip' && changed.length > 0) changed[at]! ^= 1 << (count % 8);
    if (how === 'set') changed.set(put.subarray(0, changed.length - at), at);
    return changed;
  });

/** Tests only: copies of a file in which up to three places were changed, cut, repeated or exchanged. */
export const mutatedBytes = (bytes: Bytes): fc.Arbitrary<Bytes> => fc.array(mutation, { minLength: 1, maxLength: 3 }).map((mutations) => mutations.reduce((changed, mutate) => mutate(changed), bytes));
