import { useEffect, useRef } from 'react';
import { litPlaces } from '../shared/litPoint.ts';
import { useSight } from '../shared/sight.ts';
import { placeLines } from './overlay/placeLine.ts';
import styles from './PlaceLines.module.css';

/**
 * The line between the places of the point that is pointed at, over all panels, where it is asked for. Fills its parent, which has
 * `position: relative` and the panels in it. It follows what the plots draw, and its parent's size, and never takes a pointer.
 */
export function PlaceLines() {
  const wanted = useSight((seen) => seen.lines);
  return wanted && <Drawn />;
}

function Drawn() {
  const over = useRef<SVGSVGElement>(null);
  const line = useRef<SVGPathElement>(null);
  useEffect(() => {
    const [overAt, lineAt] = [over.current, line.current];
    if (!overAt || !lineAt) return;
    const draw = () => {
      const corner = overAt.getBoundingClientRect();
      // Whole numbers as keys come in their order.
      const places = Object.values(litPlaces.getState()).map((place) => {
        if (!place) return null;
        const { left, top } = place.plot.getBoundingClientRect();
        return { x: left - corner.left + place.x, y: top - corner.top + place.y };
      });
      lineAt.setAttribute('d', placeLines(places));
    };
    draw();
    const resizes = new ResizeObserver(draw);
    resizes.observe(overAt);
    const leave = litPlaces.subscribe(draw);
    return () => {
      resizes.disconnect();
      leave();
    };
  }, []);
  return (
    <svg ref={over} className={styles['lines']} data-place-lines="" aria-hidden="true">
      <path ref={line} />
    </svg>
  );
}
