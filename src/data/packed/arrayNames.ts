/** What the name of a file or array says of it. */
export interface SaidByName {
  readonly part: 'train' | 'test' | 'validation' | null;
  readonly holds: 'images' | 'labels' | null;
}

const parts: readonly (readonly [NonNullable<SaidByName['part']>, RegExp])[] = [
  ['train', /^(train|training)\d*$/],
  ['test', /^(test|testing|t10k)\d*$/],
  ['validation', /^(val|valid|validation)\d*$/],
];
const holds: readonly (readonly [NonNullable<SaidByName['holds']>, RegExp])[] = [
  ['labels', /^(y|labels?|lbls?|targets?|class(es)?)$/],
  ['images', /^(x|images?|imgs?|data|pixels|idx3|idx4)$/],
];

/** Words of a name, "xTrain" and "x_train" alike. */
const wordsOf = (name: string) => name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z\d]+/);

function firstSaid<Said extends string>(words: readonly string[], kinds: readonly (readonly [Said, RegExp])[]): Said | null {
  for (const word of words) {
    const kind = kinds.find(([, name]) => name.test(word));
    if (kind) return kind[0];
  }
  return null;
}

/** What names say, the innermost first: an array's, its file's, its folders'. The first of them that says something counts. */
export function saidByName(names: readonly string[]): SaidByName {
  const said = names.map((name) => ({ part: firstSaid(wordsOf(name), parts), holds: firstSaid(wordsOf(name), holds) }));
  return { part: said.find(({ part }) => part)?.part ?? null, holds: said.find(({ holds: what }) => what)?.holds ?? null };
}
