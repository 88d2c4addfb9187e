import { prefersStill } from './media.ts';

/** What happens next is to be seen at the top of the page, and the Space key is free there. */
export function toPanels(): void {
  document.querySelector('main')?.focus({ preventScroll: true });
  scrollTo({ top: 0, behavior: prefersStill() ? 'auto' : 'smooth' });
}

/** What was set up is trained next: the focus goes to the button that does, and the panels into sight. */
export function toTrain(): void {
  toPanels();
  document.querySelector<HTMLElement>('[data-tour="train"]')?.focus({ preventScroll: true });
}
