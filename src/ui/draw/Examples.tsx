import { useMemo } from 'react';
import type { ImageForm } from '../../data/dataset.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useThumbnails } from '../pictures/thumbnails.ts';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import styles from './Draw.module.css';
import type { Ink } from './prepare.ts';

/** A test image as ink: what is light, or on paper what is dark; a square of its longer side. */
export function inkFrom({ width, height, pixels }: SeenImage, { mean }: Pick<ImageForm, 'mean'>): Ink {
  const side = Math.max(width, height);
  const [left, top] = [Math.floor((side - width) / 2), Math.floor((side - height) / 2)];
  const values = new Uint8Array(side * side);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const grey = Math.round((pixels[at]! + pixels[at + 1]! + pixels[at + 2]!) / 3);
      values[(y + top) * side + x + left] = mean > 0.5 ? 255 - grey : grey;
    }
  }
  return { side, values };
}

interface Props {
  readonly snapshot: DrawnSnapshot;
  readonly classNames: readonly string[];
  readonly form: ImageForm;
  readonly onPick: (ink: Ink) => void;
}

/** Buttons with one test image of each class, to start from. */
export function Examples({ snapshot: { labels, indices }, classNames, form, onPick }: Props) {
  const chosen = useMemo(() => classNames.map((_, c) => indices[labels.indexOf(c)]).flatMap((image, c) => (image === undefined ? [] : [[c, image] as const])), [classNames, labels, indices]);
  const pictures = useThumbnails('test', chosen.map(([, image]) => image));
  return (
    <div className={styles['examples']} role="group" aria-label="Start from a test image">
      {chosen.map(([c], i) => {
        const picture = pictures[i];
        return (
          <button key={c} type="button" title={`Start from a test image of ${classNames[c]}`} aria-label={`Start from a test image of ${classNames[c]}`} disabled={!picture} onClick={() => picture && onPick(inkFrom(picture, form))}>
            {picture && <Thumbnail image={picture} alt="" />}
          </button>
        );
      })}
    </div>
  );
}
