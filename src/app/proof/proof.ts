import * as v from 'valibot';
import { PlaygroundError, describeError } from '../../errors.ts';
import { textOf, withText } from '../../png/png.ts';

/** What a proof is called by in a picture: the keyword of its text in a PNG, the id of its `<metadata>` in an SVG. */
const keyword = 'center-loss-playground-proof';

/** The form that this version of the project writes. */
const format = 1;

const number = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const form = v.strictObject({
  link: v.pipe(v.string(), v.maxLength(2000)),
  step: whole,
  dataset: v.strictObject({ id: v.string(), label: v.string(), trainCount: whole, testCount: whole, sha256: v.string() }),
  backend: v.string(),
  adapter: v.string(),
  images: v.array(whole),
  runs: v.array(
    v.strictObject({
      name: v.string(),
      losses: v.array(v.strictObject({ step: whole, values: v.record(v.string(), number) })),
      testAccuracy: number,
      features: v.array(v.array(number)),
    }),
  ),
});

/**
 * What a figure can be trained again from and held against: `link` is the content of a link (`config/link`), with the experiment,
 * its live changes and its step; `sha256` that of the data (`data/dataSum.ts`); of each run its losses at a few steps, its accuracy
 * on the whole test set, and the features of the test images numbered in `images`.
 */
export type Proof = v.InferOutput<typeof form>;

/** FNV-1a of 32 bits over UTF-8: a changed letter shows. */
const sumOf = (text: string) => new TextEncoder().encode(text).reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261) >>> 0;

const damaged = (what: string) => new PlaygroundError(`The proof in the picture cannot be read: ${what}.`, 'Take another copy of the file, as it was saved.');

/** A proof as text: JSON with its format and a checksum. */
export function proofText(proof: Proof): string {
  return JSON.stringify({ format, sum: sumOf(JSON.stringify(proof)), proof });
}

/** @throws PlaygroundError that names what is wrong with it. */
function readProof(text: string): Proof {
  let held: unknown;
  try {
    held = JSON.parse(text);
  } catch (error) {
    throw damaged(`it is no JSON (${describeError(error).message})`);
  }
  const outer = v.safeParse(v.object({ format: whole, sum: whole, proof: v.unknown() }), held);
  if (!outer.success) throw damaged('it has not the parts of one');
  if (outer.output.format > format) throw new PlaygroundError(`The proof is of format ${outer.output.format}; this project reads formats up to ${format}.`, 'Take a newer version of the project.');
  if (sumOf(JSON.stringify(outer.output.proof)) !== outer.output.sum) throw damaged('its checksum does not fit: it was changed');
  const result = v.safeParse(form, outer.output.proof);
  if (!result.success) throw damaged(`${v.getDotPath(result.issues[0]) ?? 'it'}: ${result.issues[0].message}`);
  return result.output;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const unescaped = (text: string) => text.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** An SVG with a proof in a `<metadata>` element, at its end. */
export function svgWithProof(svg: string, text: string): string {
  const end = svg.lastIndexOf('</svg>');
  return `${svg.slice(0, end)}<metadata id="${keyword}">${escaped(text)}</metadata>\n${svg.slice(end)}`;
}

/** A PNG with a proof in a chunk of text. */
export const pngWithProof = (png: Uint8Array, text: string): Uint8Array<ArrayBuffer> => withText(png, keyword, text);

/** The text of a proof in an SVG; null where there is none. */
function svgText(svg: string): string | null {
  const [, held] = new RegExp(`<metadata\\b[^>]*\\bid=["']${keyword}["'][^>]*>([^<]*)</metadata>`).exec(svg) ?? [];
  return held === undefined ? null : unescaped(held);
}

/**
 * The proof in a picture's file, PNG or SVG.
 * @throws PlaygroundError for a file that is neither or damaged, for a picture without proof, and for a proof that was changed.
 */
export function proofIn(file: Uint8Array): Proof {
  const svg = /^\s*(?:\uFEFF)?(?:<\?xml[^>]*>\s*)?<svg[\s>]/.test(new TextDecoder().decode(file.subarray(0, 400)));
  const text = svg ? svgText(new TextDecoder().decode(file)) : textOf(file, keyword);
  if (text === null) throw new PlaygroundError('The picture has no proof in it.', 'Save it with “Figure as PNG” or “Figure as SVG” of this page; programs that edit pictures may take the proof out.');
  return readProof(text);
}
