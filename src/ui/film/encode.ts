import type * as mediabunny from 'mediabunny';
import { otherTasks } from '../../app/home/otherTasks.ts';
import { CancelledError, PlaygroundError } from '../../errors.ts';
import { channels, plotColors } from '../shared/palette.ts';
import type { Theme } from '../shared/theme.ts';
import type { FilmFrame } from './film.ts';
import { PaletteLookup } from './palette.ts';
import type { FilmPainter } from './painter.ts';

/** A film to be made. */
export interface FilmWish {
  readonly painter: FilmPainter;
  readonly frames: readonly FilmFrame[];
  /** Pictures a second. */
  readonly pace: number;
  readonly theme: Theme;
  readonly telling: (done: number, total: number) => void;
  /** Ends it; the promise then rejects with CancelledError. */
  readonly signal: AbortSignal;
}

/** How long the last picture stays, in seconds. */
const lastSeconds = 2;
/** Pictures that the palette of a GIF is made of. */
const samples = 6;

/** Does `work` for each frame, drawn on the painter's canvas, with turns for the page between. */
async function eachFrame({ painter, frames, telling, signal }: FilmWish, work: (i: number) => Promise<void> | void): Promise<void> {
  for (const [i, frame] of frames.entries()) {
    telling(i, frames.length);
    await otherTasks();
    if (signal.aborted) throw new CancelledError('The film was not made.', 'Ask again.');
    painter.draw(frame);
    await work(i);
  }
}

/** A film as a GIF without end, all pictures in one palette of 256 colours made of some of them. */
export async function gifOf(wish: FilmWish): Promise<Blob> {
  const { GIFEncoder, quantize } = await import('gifenc');
  const { painter, frames, pace, theme } = wish;
  const { width, height } = painter.canvas;
  const pixels = () => painter.canvas.getContext('2d')!.getImageData(0, 0, width, height).data;
  const places = [...new Set(Array.from({ length: samples }, (_, i) => Math.round((i * (frames.length - 1)) / (samples - 1))))];
  const sampled = new Uint8ClampedArray(places.length * width * height * 4);
  places.forEach((place, i) => {
    painter.draw(frames[place]!);
    sampled.set(pixels(), i * width * height * 4);
  });
  const ground = channels(plotColors[theme].background);
  const palette = [ground, ...quantize(sampled, 255).map(([r, g, b]) => [r, g, b] as const)];
  const lookup = new PaletteLookup(palette);
  const encoder = GIFEncoder();
  await eachFrame(wish, (i) => {
    const delay = i === frames.length - 1 ? 1000 * lastSeconds : 1000 / pace;
    encoder.writeFrame(lookup.indexed(pixels()), width, height, i === 0 ? { palette, delay, repeat: 0 } : { delay });
  });
  encoder.finish();
  return new Blob([encoder.bytes()], { type: 'image/gif' });
}

/** What is tried, the best first. */
const kinds = [
  { codec: 'vp9', container: 'webm' },
  { codec: 'vp8', container: 'webm' },
  { codec: 'avc', container: 'mp4' },
] as const;

type Mediabunny = typeof mediabunny;
type Kind = (typeof kinds)[number];

function outputOf({ Output, BufferTarget, WebMOutputFormat, Mp4OutputFormat, CanvasSource }: Mediabunny, { codec, container }: Kind, canvas: HTMLCanvasElement, pace: number) {
  const output = new Output({ format: container === 'webm' ? new WebMOutputFormat() : new Mp4OutputFormat(), target: new BufferTarget() });
  const source = new CanvasSource(canvas, { codec, bitrate: 16 * canvas.width * canvas.height, keyFrameInterval: 2 });
  output.addVideoTrack(source, { frameRate: pace });
  return { output, source };
}

/** Whether a browser encodes that: one picture is encoded, since what it says of itself is not always so. */
async function encodes(library: Mediabunny, kind: Kind, { painter, frames, pace }: FilmWish): Promise<boolean> {
  try {
    const { output, source } = outputOf(library, kind, painter.canvas, pace);
    await output.start();
    painter.draw(frames[0]!);
    await source.add(0, 1 / pace);
    await output.finalize();
    return (output.target.buffer?.byteLength ?? 0) > 0;
  } catch {
    return false; // The next kind is tried.
  }
}

/** A film as WebM, or as MP4 where that alone can be encoded. @throws PlaygroundError where the browser encodes neither. */
export async function videoOf(wish: FilmWish): Promise<{ readonly blob: Blob; readonly extension: string }> {
  const library = await import('mediabunny');
  const { painter, frames, pace } = wish;
  for (const kind of kinds) {
    if (!(await encodes(library, kind, wish))) continue;
    const { output, source } = outputOf(library, kind, painter.canvas, pace);
    await output.start();
    try {
      await eachFrame(wish, (i) => source.add(i / pace, i === frames.length - 1 ? lastSeconds : 1 / pace));
    } catch (error) {
      await output.cancel();
      throw error;
    }
    await output.finalize();
    return { blob: new Blob([output.target.buffer!], { type: `video/${kind.container}` }), extension: kind.container };
  }
  throw new PlaygroundError('This browser encodes no video.', 'Save the film as a GIF.');
}
