import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useThumbnails } from '../pictures/thumbnails.ts';
import { PointDetails } from '../points/PointDetails.tsx';
import { usePoint } from '../points/usePoint.ts';
import { colorProperties } from '../shared/classMarks.ts';
import type { PointedImage } from './plotHost.ts';
import styles from './HoverPicture.module.css';

interface Props {
  readonly hovered: PointedImage;
  readonly run: number;
  readonly classNames: readonly string[];
}

/** A point above this has its image and its facts below it, in CSS pixels: the words beside it stay readable. */
const roomAbove = 122;

/**
 * The image whose point is under the pointer, beside it, with a border in its class's colour, and at the panel's other side what its
 * run makes of it. It is for eyes alone: the words are those of the hover, and of the images that a selection shows.
 */
export function HoverPicture({ hovered: { image, label, spot }, run, classNames }: Props) {
  const [picture] = useThumbnails('test', [image]);
  const point = usePoint(image);
  return (
    <div className={styles['hover']} data-below={spot.y < roomAbove || undefined} style={{ ...(label < 0 ? {} : colorProperties(label, 'ink')), '--x': `${spot.x}px`, '--y': `${spot.y}px` }} aria-hidden="true">
      <div className={styles['picture']}>{picture && <Thumbnail image={picture} alt="" />}</div>
      {point && label >= 0 && (
        <div className={styles['facts']}>
          <PointDetails point={point} label={label} classNames={classNames} run={run} />
        </div>
      )}
    </div>
  );
}
