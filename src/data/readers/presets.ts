/** A choice of some of the classes to offer, known by their names. */
export interface ClassPreset {
  readonly label: string;
  readonly classes: readonly string[];
}

/** Classes 113 (Baird's) to 133 (white-throated) of CUB-200-2011 are its sparrows. */
const sparrows = { label: 'Sparrows (classes 113 to 133)', first: 113, last: 133, name: /^(\d+)\.\w*Sparrow$/ } as const;

/** Choices of these classes: of CUB-200-2011 its 21 sparrows, which are hard to tell apart. */
export function presetsOf(classes: readonly string[]): ClassPreset[] {
  const { label, first, last, name } = sparrows;
  const chosen = classes.filter((className) => {
    const number = Number(name.exec(className)?.[1] ?? Number.NaN);
    return number >= first && number <= last;
  });
  return chosen.length === last - first + 1 && chosen.length < classes.length ? [{ label, classes: chosen }] : [];
}
