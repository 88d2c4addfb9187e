import { needsMarks } from '../../shared/classMarks.ts';
import { marksOf } from '../scene/marks.ts';
import { lookOf } from '../scene/picture.ts';
import type { Picture, PlacedName, PlainPicture } from '../scene/picture.ts';
import { ImageBoard } from './imageBoard.ts';
import type { ImageSource } from './imageBoard.ts';
import { NameBoard, showsNames } from './nameBoard.ts';

/** What a person wants to see over the points. */
export interface OverlayWish {
  /** Whether classes are named at their means; null leaves it to their number. */
  readonly names: boolean | null;
  /** Whether images take the place of points wherever they fit, and how large they are, in CSS pixels. */
  readonly images: boolean;
  readonly imageSide: number;
}

/** Size of the panel's lower left corner, in CSS pixels, which words and scale need. */
const corner = { width: 120, height: 46 };

function namesOn(board: NameBoard, { scene, view, theme }: PlainPicture, pointed: number | null): readonly PlacedName[] {
  return board.place(scene, view, marksOf(scene, view, lookOf({ view, theme })), pointed, [{ left: 0, top: view.height - corner.height, ...corner }]);
}

/** What lies over the points of one panel: names at class means, and images at rest. */
export class Overlay {
  readonly #names = new NameBoard();
  readonly #images: ImageBoard;
  #last: Pick<Picture, 'names' | 'images'> = { names: [], images: [] };

  /** `arrived` is called when images that were placed without their pixels can be drawn. */
  constructor(source: ImageSource, arrived: () => void) {
    this.#images = new ImageBoard(source, arrived);
  }

  /** What was placed last. */
  get last(): Pick<Picture, 'names' | 'images'> {
    return this.#last;
  }

  /** A picture with what lies over its points; `pointed` is the class pointed at. Images only where it has `rested`. */
  complete(plain: PlainPicture, wish: OverlayWish, pointed: number | null, rested: boolean): Picture {
    const { scene, view } = plain;
    const named = showsNames(scene.classNames.length, wish.names);
    const names = named ? namesOn(this.#names, plain, pointed) : [];
    const images = rested ? this.#images.place(scene, view, { always: wish.images, side: wish.imageSide }) : [];
    if (!rested) this.#images.rest();
    this.#last = { names, images };
    return { ...plain, names, images, byCanvas: named || images.length > 0 || needsMarks(scene.classNames.length) };
  }

  /** The names that find room in a view that is not the panel's, for a picture of it. */
  namesIn(plain: PlainPicture, { names }: OverlayWish): readonly PlacedName[] {
    return showsNames(plain.scene.classNames.length, names) ? namesOn(new NameBoard(), plain, null) : [];
  }

  /** Another experiment: its images are others. */
  begin(): void {
    this.#images.clear();
  }
}
