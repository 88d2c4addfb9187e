import { inMemory } from '../../shared/inMemory.ts';
import type { PlacedImage } from '../scene/picture.ts';
import type { Scene } from '../scene/scene.ts';
import { isZoomed } from '../view/view.ts';
import type { View } from '../view/view.ts';
import { placeImages } from './placeImages.ts';

/** An image's pixels [height, width, 4], opaque bytes. */
export interface ImagePixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** Gives test images by their numbers; undefined for those that cannot be had now. */
export type ImageSource = (images: readonly number[]) => Promise<readonly (ImagePixels | undefined)[]>;

/** What a person wants to see in the place of points, and the side of an image in CSS pixels. */
export interface ImageWish {
  /** Whether images are shown wherever they fit, not only where a person zoomed in so far that most do. */
  readonly always: boolean;
  readonly side: number;
}

/** Images in one panel, images asked for at once, and images held; all at most. */
const mostPlaced = 400;
const batch = 48;
const mostHeld = 600;
/** Share of the points in sight that must find room before images show by themselves. */
const enough = 0.5;
/** Images of fewer pixels are drawn as squares. */
const smooth = 64;

/** An image as it is drawn in a square of `side` pixels at twice as many: large ones are made smaller once, small ones stay as they are. */
function drawingOf({ width, height, pixels }: ImagePixels, side: number): OffscreenCanvas {
  const whole = new OffscreenCanvas(width, height);
  whole.getContext('2d', inMemory)?.putImageData(new ImageData(pixels, width, height), 0, 0);
  const longer = Math.max(width, height);
  if (width === height && longer < smooth) return whole;
  const size = longer < smooth ? longer : 2 * side;
  const fitted = new OffscreenCanvas(size, size);
  const context = fitted.getContext('2d', inMemory);
  if (context) {
    context.imageSmoothingQuality = 'high';
    const [w, h] = [(width * size) / longer, (height * size) / longer];
    context.drawImage(whole, (size - w) / 2, (size - h) / 2, w, h);
  }
  return fitted;
}

/** The images in the place of points of one panel at rest. */
export class ImageBoard {
  readonly #source: ImageSource;
  readonly #arrived: () => void;
  readonly #held = new Map<number, OffscreenCanvas>();
  #wanted: readonly number[] = [];
  #side = 0;
  /** Counts what made earlier answers worthless. */
  #round = 0;
  #fetching = false;

  /** `arrived` is called when images that were placed without their pixels can be drawn. */
  constructor(source: ImageSource, arrived: () => void) {
    this.#source = source;
    this.#arrived = arrived;
  }

  /** The images to show in a view at rest; those whose pixels are not here are fetched. */
  place(scene: Scene, view: View, { always, side }: ImageWish): readonly PlacedImage[] {
    if (side !== this.#side) this.clear();
    this.#side = side;
    this.#wanted = [];
    if (!always && !isZoomed(view)) return [];
    const { placed, candidates } = placeImages(scene, view, side, mostPlaced);
    if (!always && placed.length < enough * candidates) return [];
    const { images, labels, predictions } = scene;
    this.#wanted = placed.map(([i]) => images[i]!).filter((image) => !this.#held.has(image));
    void this.#fetch();
    return placed.map(([i, box]) => ({ image: images[i]!, label: labels[i]!, wrong: predictions[i] !== labels[i], box, drawing: this.#held.get(images[i]!) ?? null }));
  }

  /** Nothing is shown now: what is not under way yet is not fetched. */
  rest(): void {
    this.#wanted = [];
  }

  /** Forgets all images: those to come are of another data set. */
  clear(): void {
    this.#held.clear();
    this.#wanted = [];
    this.#round++;
  }

  async #fetch(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      while (this.#wanted.length > 0) {
        const asked = this.#wanted.slice(0, batch);
        this.#wanted = this.#wanted.slice(batch);
        const round = this.#round;
        const pixels = await this.#source(asked);
        if (round === this.#round) this.#keep(asked, pixels);
      }
    } finally {
      this.#fetching = false;
    }
  }

  #keep(asked: readonly number[], pixels: readonly (ImagePixels | undefined)[]): void {
    const got = asked.flatMap((image, k) => (pixels[k] ? [[image, drawingOf(pixels[k], this.#side)] as const] : []));
    for (const [image, drawing] of got) this.#held.set(image, drawing);
    for (const image of this.#held.keys()) {
      if (this.#held.size <= mostHeld) break;
      this.#held.delete(image);
    }
    if (got.length > 0) this.#arrived();
  }
}
