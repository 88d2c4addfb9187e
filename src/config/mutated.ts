import fc from 'fast-check';

/** What is put in the place of a value: things that look right, things that do not, and things that are no JSON. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, undefined, true, '', ' ', 'softmax', 'center', 'mnist', 'adam', '__proto__', 'constructor', 0, -0, -1, 1, 0.5, 1e9, 1e308, Number.NaN, Infinity, -Infinity, 2 ** 53, 10n, Symbol('s')),
  fc.constantFrom('[]', '{}', '[[]]').map((text): unknown => JSON.parse(text)),
  fc.integer(),
  fc.double(),
  fc.string({ maxLength: 200 }),
  fc.anything({ maxDepth: 2 }),
  fc.constant(Array.from({ length: 1000 }, () => ({ name: 'a' }))),
);

type Holder = Record<string, unknown>;

/** Every place in a JSON value: an object or a list, and a key of it. */
function placesIn(value: unknown): { holder: Holder; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

/** A copy of its own, so that what is changed or frozen later is nobody else's. What is no list or plain object stays as it is. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  return Object.fromEntries(Object.entries(value as Holder).map(([key, held]) => [key, copied(held)]));
}

type Mutation = (root: Holder) => void;

const mutation: fc.Arbitrary<Mutation> = fc.tuple(fc.nat(10_000), fc.constantFrom('replace', 'delete', 'add', 'swap', 'wrap', 'repeat'), junk, fc.nat(10_000)).map(
  ([where, how, value, other]): Mutation =>
    (root) => {
      const places = placesIn(root);
      const place = places[where % Math.max(1, places.length)];
      if (!place) return;
      const { holder, key } = place;
      const put = copied(value);
      if (how === 'replace') holder[key] = put;
      if (how === 'delete') delete holder[key];
      if (how === 'add') holder[`${key}2`] = put;
      if (how === 'wrap') holder[key] = [holder[key]];
      if (how === 'repeat' && Array.isArray(holder[key])) (holder[key] as unknown[]).push(...(holder[key] as unknown[]));
      const swapped = places[other % places.length]!;
      if (how === 'swap') holder[key] = swapped.holder[swapped.key] === holder ? null : copied(swapped.holder[swapped.key]);
    },
);

/** Tests only: copies of a JSON value in which up to three places were changed, removed, added, exchanged or wrapped. */
export const mutated = (value: object): fc.Arbitrary<unknown> =>
  fc.array(mutation, { minLength: 1, maxLength: 3 }).map((mutations) => {
    const copy = copied(value) as Holder;
    mutations.forEach((mutate) => mutate(copy));
    return copy;
  });

/** Tests only: freezes a value with all it holds, so that a change of it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
