/** A class on its way to be made. */
export interface HandClass {
  readonly name: string;
  readonly files: readonly Blob[];
}

/** What it begins with. */
export const begun: readonly HandClass[] = [
  { name: 'Class 1', files: [] },
  { name: 'Class 2', files: [] },
];
