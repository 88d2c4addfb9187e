import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useThumbnails } from '../pictures/thumbnails.ts';
import { colorProperties } from '../shared/classMarks.ts';
import type { PointedImage } from './FeaturePlot.ts';
import styles from './HoverPicture.module.css';

/** The image whose point is under the pointer, beside it, with a border in its class's colour. It is for eyes alone: its words are those of the hover. */
export function HoverPicture({ hovered: { image, label, spot } }: { readonly hovered: PointedImage }) {
  const [picture] = useThumbnails('test', [image]);
  return (
    <div className={styles['picture']} style={{ ...(label < 0 ? {} : colorProperties(label, 'ink')), '--x': `${spot.x}px`, '--y': `${spot.y}px` }} aria-hidden="true">
      {picture && <Thumbnail image={picture} alt="" />}
    </div>
  );
}
