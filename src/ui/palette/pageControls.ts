import type { Action } from './action.ts';

const controls = 'button, select, textarea, summary, a[href], input:not([type="hidden"])';

/** Where a control's place on the page gets its name. */
const places = '[aria-label], [aria-labelledby], fieldset, [role="group"]';

/** Of a row of as many like buttons none is found by its name: the classes of a large set, images. */
const mostAlike = 24;

const clean = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();

function nameOf(element: Element): string {
  const referred = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => clean(id && document.getElementById(id)?.textContent));
  const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])].map(({ textContent }) => clean(textContent)) : [];
  const named = [clean(element.getAttribute('aria-label')), referred.join(' '), labels.join(' '), clean(element.textContent), clean(element.getAttribute('title'))];
  return named.find((name) => name.trim() !== '') ?? '';
}

function placeOf(element: Element): string {
  for (let at = element.parentElement?.closest(places); at; at = at.parentElement?.closest(places)) {
    const name = at instanceof HTMLFieldSetElement ? clean(at.querySelector('legend')?.textContent) : nameOfPlace(at);
    if (name) return name;
  }
  return 'Page';
}

/** Not the text in it, as of a control: its label alone. */
const nameOfPlace = (place: Element) => (place.hasAttribute('aria-label') ? clean(place.getAttribute('aria-label')) : place.hasAttribute('aria-labelledby') ? nameOf(place) : '');

const isPressed = (element: Element) => element.matches('button, summary, a, input[type="checkbox"], input[type="radio"], input[type="file"]');

/** What a person would do with it: a button is pressed, a field gets the focus. */
function perform(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
  element.focus({ preventScroll: true });
  if (isPressed(element)) element.click();
}

/**
 * All that can be pressed or set on the page now, by its own name and with its own deed: nothing can be there that does not work,
 * and nothing new is left out. What is not in sight for eyes, or is in a dialog, is none of it.
 */
export function pageControls(root: ParentNode): readonly Action[] {
  const seen = new Set<string>();
  return [...root.querySelectorAll<HTMLElement>(controls)].flatMap((element) => {
    if (element.closest('dialog, [aria-hidden="true"], [inert]') || element.getClientRects().length === 0) return [];
    const alike = element.closest('[data-stops], ul, ol, table');
    if (alike && alike.querySelectorAll(controls).length > mostAlike) return [];
    const [name, group] = [nameOf(element), placeOf(element)];
    const id = `${group}/${name}`;
    if (!name || seen.has(id)) return [];
    seen.add(id);
    return [{ id, name, group, enabled: !element.matches(':disabled'), run: () => perform(element) }];
  });
}
