/** A training of the past as the page lists it. */
export interface LineView {
  readonly id: number;
  readonly name: string;
  /** The line that it branched off; null for the first one. */
  readonly parent: number | null;
  /** The step at which it did. */
  readonly from: number;
  /** The last step that there is something of. */
  readonly to: number;
}

/** What the page shows of the past. */
export interface PastView {
  readonly lines: readonly LineView[];
  /** The line that trains. */
  readonly present: number;
  /** Steps of which there are pictures, of the present line, in order. */
  readonly steps: readonly number[];
  /** What the next undo takes back ("Reset"); null where there is nothing. */
  readonly undo: string | null;
}

/** Before anything was set up. */
export const noPast: PastView = { lines: [], present: 0, steps: [], undo: null };
