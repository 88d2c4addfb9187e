import { markOf, ofTen, outlinePath } from '../../shared/classMarks.ts';
import { inMemory } from '../../shared/inMemory.ts';
import { fontFamily } from '../scene/look.ts';
import type { Look } from '../scene/look.ts';
import { nameFont, nameLine } from '../scene/names.ts';
import type { PlacedImage, PlacedName } from '../scene/picture.ts';

/** Width of an image's border and of the halo around a name, in CSS pixels. */
const border = 2;
const halo = 3;
/** Images of fewer pixels are drawn as squares. */
const smooth = 64;
/** Names that are held as pixels; a panel shows fewer at once. */
const mostSprites = 400;

/** Names as pixels: drawing text with a halo anew in every frame costs ten times as much as copying it. */
export class NameSprites {
  readonly #sprites = new Map<string, OffscreenCanvas>();

  /** For the colours of a look, at `ratio` pixels per CSS pixel. */
  constructor(
    private readonly look: Look,
    private readonly ratio: number,
  ) {}

  /** Draws a name into its box, at whole pixels, so that it glides without shimmering; the context counts device pixels. */
  draw(context: CanvasRenderingContext2D, { text, box }: PlacedName): void {
    const sprite = this.#spriteOf(text, box.width);
    context.drawImage(sprite, Math.round((box.left - halo) * this.ratio), Math.round((box.top - halo) * this.ratio));
  }

  #spriteOf(text: string, width: number): OffscreenCanvas {
    const held = this.#sprites.get(text);
    if (held) return held;
    if (this.#sprites.size >= mostSprites) this.#sprites.clear();
    const sprite = new OffscreenCanvas(Math.ceil((width + 2 * halo) * this.ratio), Math.ceil((nameLine + 2 * halo) * this.ratio));
    const context = sprite.getContext('2d', inMemory);
    if (context) {
      context.scale(this.ratio, this.ratio);
      context.font = nameFont(fontFamily);
      context.textBaseline = 'middle';
      context.lineJoin = 'round';
      context.lineWidth = halo;
      context.strokeStyle = this.look.background;
      context.fillStyle = this.look.ink;
      context.strokeText(text, halo, halo + nameLine / 2);
      context.fillText(text, halo, halo + nameLine / 2);
    }
    this.#sprites.set(text, sprite);
    return sprite;
  }
}

/** Images in the place of their points, each with a border in its class's colour and, beyond ten classes, its mark in a corner; in CSS pixels. One read wrong has a broken border. */
export function drawImages(context: CanvasRenderingContext2D, images: readonly PlacedImage[], look: Look): void {
  context.lineWidth = border;
  for (const { label, wrong, box: { left, top, width, height }, drawing } of images) {
    if (!drawing) continue;
    const ink = ofTen(look.inks, label);
    context.imageSmoothingEnabled = drawing.width >= smooth;
    context.drawImage(drawing, left, top, width, height);
    context.strokeStyle = ink;
    context.setLineDash(wrong ? [4, 3] : []);
    context.strokeRect(left - border / 2, top - border / 2, width + border, height + border);
    const mark = markOf(label);
    if (!mark.outline && !mark.open) continue;
    context.setLineDash([]);
    context.fillStyle = look.background;
    context.fillRect(left, top, 13, 13);
    const path = new Path2D(outlinePath(mark, 4, [left + 6.5, top + 6.5]));
    context.fillStyle = ink;
    if (mark.open) context.stroke(path);
    else context.fill(path);
  }
  context.setLineDash([]);
}
