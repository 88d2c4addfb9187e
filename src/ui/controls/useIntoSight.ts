import { useEffect } from 'react';
import type { RefObject } from 'react';

/** Room below the top edge within which a card's head must lie to be seen, in CSS pixels. */
const headHeight = 60;

/**
 * Scrolls the settings beside the panels to a card that came, or whose content is another one, where its head is out of sight there.
 * The page itself is left where it is: a person is at work in the panels.
 *
 * @param content what the card is about
 */
export function useIntoSight(card: RefObject<HTMLElement | null>, content: unknown = null): void {
  useEffect(() => {
    const rail = card.current?.closest('aside');
    if (!rail || rail.scrollHeight <= rail.clientHeight) return;
    const [inner, outer] = [card.current!.getBoundingClientRect(), rail.getBoundingClientRect()];
    if (inner.top < outer.top || inner.top + headHeight > outer.bottom) rail.scrollTo({ top: rail.scrollTop + inner.top - outer.top });
  }, [card, content]);
}
