import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useThumbnails } from '../pictures/thumbnails.ts';
import { colorProperties } from '../shared/classMarks.ts';
import { lightPoint, useLitPoint } from '../shared/litPoint.ts';
import { cellAfter, gridPlan } from './gridPlan.ts';
import styles from './Points.module.css';

/** Least width of a cell with the room around it, and height of what stands under an image, in CSS pixels. */
const least = 60;
const caption = 16;

/** One image of a grid, by its number in the test set. */
export interface GridImage {
  readonly image: number;
  readonly label: number;
  /** Under the image. */
  readonly caption: string;
  /** In full, for people who do not see it. */
  readonly words: string;
  readonly wrong: boolean;
}

interface Props {
  readonly label: string;
  readonly images: readonly GridImage[];
  /** Rows in sight. */
  readonly rows: number;
  /** An image is pointed at or has the focus. */
  readonly onLook?: (image: number) => void;
}

/**
 * Images in rows that scroll; only those in sight are drawn. The one that is pointed at or has the focus is ringed in all panels.
 * The Tab key stops once; arrow keys, Page Up and Down, Home and End move among the images.
 */
export function ImageGrid({ label, images, rows, onLook }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [scrolled, setScrolled] = useState(0);
  const [active, setActive] = useState<number | null>(null);
  const follow = useRef(false);
  const lit = useLitPoint();
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const sizes = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    sizes.observe(current);
    return () => sizes.disconnect();
  }, []);
  // What was ringed from here is no longer, once it is gone.
  useEffect(() => () => lightPoint(null), []);
  const { columns, cell, row, height, first, end } = gridPlan(images.length, { least, caption, width, rows, scrolled });
  const seen = rows * row;
  const stop = Math.max(0, images.findIndex(({ image }) => image === active));
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, k) => first + k);
  // The one with the focus stays, also where it has been scrolled out of sight.
  if (images.length > 0 && stop < first) shown.unshift(stop);
  else if (images.length > 0 && stop >= end) shown.push(stop);
  const pictures = useThumbnails('test', shown.map((at) => images[at]!.image));
  useLayoutEffect(() => {
    if (!follow.current || !box.current) return;
    follow.current = false;
    box.current.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [active]);
  const look = (image: number) => {
    lightPoint(image);
    onLook?.(image);
  };
  const move = (event: KeyboardEvent, at: number) => {
    const next = event.ctrlKey || event.metaKey || event.altKey ? null : cellAfter(event.key, at, images.length, columns, rows);
    if (next === null || !box.current) return;
    event.preventDefault();
    const top = Math.floor(next / columns) * row;
    box.current.scrollTop = Math.min(top, Math.max(box.current.scrollTop, top + row - seen));
    follow.current = true;
    setActive(images[next]!.image);
  };
  return (
    <div ref={box} className={styles['grid']} style={{ height: `${Math.min(height, seen)}px` }} onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}>
      <ul aria-label={label} style={{ height: `${height}px` }}>
        {shown.map((at, k) => {
          const { image, label: c, caption: under, words, wrong } = images[at]!;
          return (
            <li key={image} aria-posinset={at + 1} aria-setsize={images.length} style={{ width: cell, height: row, translate: `${(at % columns) * cell}px ${Math.floor(at / columns) * row}px` }}>
              <button
                type="button"
                aria-label={words}
                tabIndex={at === stop ? 0 : -1}
                data-image={image}
                data-lit-image={image === lit || undefined}
                data-wrong={wrong || undefined}
                style={colorProperties(c, 'ink')}
                onPointerEnter={() => look(image)}
                onPointerLeave={() => lightPoint(null)}
                // After a finger has left, which ends what it pointed at.
                onClick={() => look(image)}
                onFocus={() => {
                  setActive(image);
                  look(image);
                }}
                onBlur={() => lightPoint(null)}
                onKeyDown={(event) => move(event, at)}
              >
                <span className={styles['frame']}>{pictures[k] && <Thumbnail image={pictures[k]} alt="" />}</span>
                <small>{under}</small>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
