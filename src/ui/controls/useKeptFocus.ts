import { useEffect } from 'react';

/** Parts of the page that the focus can go to as a whole, and rows of a list, whose first control takes it. */
const parts = 'section, article, aside, nav, form, dialog, [role="dialog"], main';
const row = 'li';
const controls = 'button:enabled, input:enabled, select:enabled, textarea:enabled, a[href]';

const isThere = (element: Element): boolean => element.getClientRects().length > 0;
const isUsable = (element: Element): boolean => isThere(element) && !element.matches(':disabled');
const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** Where the focus goes that was at the first of these, from the inside out; null where that has it still, or nothing is left. */
function placeFor([last, ...around]: readonly Element[]): HTMLElement | null {
  if (!last || isUsable(last)) return null;
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
 * nearest part of the page around it, instead of to none; where it can be used again meanwhile it has it back.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let path: readonly Element[] = [];
    /** What the focus was taken from, and where it is meanwhile. */
    let lent: { readonly from: HTMLElement; readonly at: HTMLElement } | null = null;
    const follow = ({ target }: FocusEvent) => {
      path = target instanceof Element ? aroundOf(target) : [];
      if (target !== lent?.at) lent = null;
    };
    // Who leaves what could be used on, by a press beside it, wants it nowhere.
    const leave = ({ target }: FocusEvent) => {
      setTimeout(() => {
        if (isNowhere() && path[0] === target && isUsable(target as Element)) path = [];
      });
    };
    const look = () => {
      const { activeElement } = document;
      if (lent && activeElement === lent.at && isUsable(lent.from)) {
        lent.from.focus({ preventScroll: true });
        lent = null;
        return;
      }
      if (path.length === 0 || (activeElement && !isNowhere() && !activeElement.matches(':disabled'))) return;
      const place = placeFor(path);
      if (!place) return;
      const [from] = path;
      lent = from instanceof HTMLElement ? { from, at: place } : null;
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
    addEventListener('focusout', leave);
    return () => {
      changes.disconnect();
      cancelAnimationFrame(frame);
      removeEventListener('focusin', follow);
      removeEventListener('focusout', leave);
    };
  }, []);
}
