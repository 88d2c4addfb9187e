import type { ExampleForm, ImageForm } from '../../data/dataset.ts';
import { PlaygroundError } from '../../errors.ts';

/** The data set that a picture is drawn for. */
export interface DrawnFor {
  readonly label: string;
  readonly form: ExampleForm;
}

/** The size of the images of a set. @throws PlaygroundError for a set of photographs. */
export function imageForm({ label, form }: DrawnFor): ImageForm {
  if (!('height' in form)) throw new PlaygroundError(`${label} is read through a frozen network; a drawing is no photograph.`, 'Show the runs an image file, or choose a set of small images.');
  return form;
}

const isList = (given: unknown): given is ArrayLike<unknown> => Array.isArray(given) || ArrayBuffer.isView(given);

/** Rows one after the other; what is no list of rows stays. */
function flat(given: ArrayLike<unknown>): { readonly values: readonly unknown[]; readonly said: string } {
  const rows = Array.from(given);
  if (!rows.every(isList)) return { values: rows, said: `${rows.length} values` };
  const lengths = new Set(rows.map(({ length }) => length));
  return { values: rows.flatMap((row) => Array.from(row)), said: lengths.size === 1 ? `${rows.length} x ${[...lengths][0]} values` : `${rows.length} rows of ${Math.min(...lengths)} to ${Math.max(...lengths)} values` };
}

/**
 * A picture as a script gives it, flat or in rows, as bytes [height, width, channels]; grey values of a set in colour count for each
 * channel.
 * @throws PlaygroundError with the numbers where it has another size, or values that are no numbers from 0 to 255.
 */
export function checkedPixels(given: unknown, drawnFor: DrawnFor): Uint8Array {
  const { height, width, channels } = imageForm(drawnFor);
  const hint = `Give ${height} x ${width} values from 0 to 255, flat or in rows.`;
  if (!isList(given)) throw new PlaygroundError('The picture is no list of values.', hint);
  const { values, said } = flat(given);
  if (values.length !== height * width && values.length !== height * width * channels) throw new PlaygroundError(`The picture has ${said}; ${drawnFor.label} has images of ${height} x ${width}.`, hint);
  const wrong = values.findIndex((value) => typeof value !== 'number' || !(value >= 0 && value <= 255));
  if (wrong >= 0) throw new PlaygroundError(`Value ${wrong} of the picture is ${String(values[wrong])}, not 0 to 255.`, hint);
  const bytes = Uint8Array.from(values as readonly number[], Math.round);
  return values.length === height * width * channels ? bytes : Uint8Array.from({ length: height * width * channels }, (_, i) => bytes[Math.floor(i / channels)]!);
}
