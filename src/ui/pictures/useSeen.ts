import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** How far outside of what scrolls something is already made ready. */
const margin = '200px';

/** Whether an element has been in sight, or nearly; once it has, it stays so. */
export function useSeen(element: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (seen || !current) return;
    const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true), { rootMargin: margin });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, seen]);
  return seen;
}
