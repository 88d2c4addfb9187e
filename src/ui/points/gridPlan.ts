/** What of a grid of cells is drawn, and how high it is. */
export interface GridPlan {
  readonly columns: number;
  /** Width of a cell and height of a row. */
  readonly cell: number;
  readonly row: number;
  /** Height of all rows. */
  readonly height: number;
  /** Numbers of the cells from `first` on, up to `end`. */
  readonly first: number;
  readonly end: number;
}

/** Sizes of a grid in CSS pixels: the least width of a cell with the room around it, the height of what stands under an image, and what of the grid is in sight. */
export interface GridSizes {
  readonly least: number;
  readonly caption: number;
  readonly width: number;
  /** In rows. */
  readonly rows: number;
  readonly scrolled: number;
}

/** Which of `count` cells are in sight, with a row more above and below. */
export function gridPlan(count: number, { least, caption, width, rows: seen, scrolled }: GridSizes): GridPlan {
  const columns = Math.max(1, Math.floor(width / least));
  const cell = Math.max(least, Math.floor(width / columns));
  const row = cell + caption;
  const rows = Math.ceil(count / columns);
  const from = Math.min(rows, Math.max(0, Math.floor(scrolled / row) - 1));
  const to = Math.min(rows, Math.ceil(scrolled / row) + seen + 1);
  return { columns, cell, row, height: rows * row, first: from * columns, end: Math.min(count, to * columns) };
}

/** The cell that a key leads to from cell `at`; null for other keys. `page` are the rows in sight. */
export function cellAfter(key: string, at: number, count: number, columns: number, page: number): number | null {
  const by: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, PageDown: page * columns, PageUp: -page * columns, Home: -count, End: count };
  const step = by[key];
  return step === undefined ? null : Math.min(count - 1, Math.max(0, at + step));
}
