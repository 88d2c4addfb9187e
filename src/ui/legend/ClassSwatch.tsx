import { colorProperties, markOf, outlinePath } from '../shared/classMarks.ts';
import styles from './ClassSwatch.module.css';

/** How class c is marked: its shape in its colour. Decoration: the words beside it say which class. */
export function ClassSwatch({ c }: { readonly c: number }) {
  const mark = markOf(c);
  return (
    <svg className={styles['swatch']} style={colorProperties(c)} viewBox="-8 -8 16 16" aria-hidden="true">
      <path d={outlinePath(mark, mark.open ? 4.7 : 5.5)} data-open={mark.open || undefined} />
    </svg>
  );
}
