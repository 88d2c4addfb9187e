import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useThumbnails } from '../pictures/thumbnails.ts';
import type { HoveredImage } from './plotly/plotlyLayer.ts';
import styles from './HoverPicture.module.css';

/** The image whose point is under the pointer, beside it. It is for eyes alone: its words are those of the hover. */
export function HoverPicture({ hovered: { image, spot } }: { readonly hovered: HoveredImage }) {
  const [picture] = useThumbnails('test', [image]);
  return (
    <div className={styles['picture']} style={{ '--x': `${spot.x}px`, '--y': `${spot.y}px` }} aria-hidden="true">
      {picture && <Thumbnail image={picture} alt="" />}
    </div>
  );
}
