import { useEffect } from 'react';

/** Parts of the page that the focus can go to as a whole, and rows of a list, whose first control takes it. */
const parts = 'section, article, aside, nav, form, dialog, [role="dialog"], main';
const row = 'li';
const controls = 'button:enabled, input:enabled, select:enabled, textarea:enabled, a[href]';

const isThere = (element: Element): boolean => element.isConnected && element.checkVisibility();

/** Where the focus goes that was at the first of these, from the inside out; null where that has it still, or nothing is left. */
function placeFor([last, ...around]: readonly Element[]): HTMLElement | null {
  if (!last || (isThere(last) && !last.matches(':disabled'))) return null;
  for (const element of around.filter(isThere)) {
    if (element.matches(row)) {
      const control = [...element.querySelectorAll<HTMLElement>(controls)].find(isThere);
      if (control) return control;
    } else if (element.matches(parts)) return element as HTMLElement;
  }
  return document.querySelector('main');
}

const aroundOf = (element: Element | null): Element[] => (element ? [element, ...aroundOf(element.parentElement)] : []);

/**
 * Keeps the keyboard's place: where what has the focus is taken off the page, or can no longer be used, the focus goes to the
 * nearest part of the page around it, instead of to none.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let path: readonly Element[] = [];
    const follow = ({ target }: FocusEvent) => {
      path = target instanceof Element ? aroundOf(target) : [];
    };
    const look = () => {
      const { activeElement } = document;
      if (path.length === 0 || (activeElement && activeElement !== document.body && !activeElement.matches(':disabled'))) return;
      const place = placeFor(path);
      if (!place) return;
      if (!place.matches(controls)) place.tabIndex = -1;
      place.focus({ preventScroll: true });
    };
    let frame = 0;
    // A dialog that closes gives the focus back by itself, a moment after it has closed.
    const soon = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        look();
      });
    };
    const changes = new MutationObserver(soon);
    changes.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden', 'open'] });
    addEventListener('focusin', follow);
    return () => {
      changes.disconnect();
      cancelAnimationFrame(frame);
      removeEventListener('focusin', follow);
    };
  }, []);
}
