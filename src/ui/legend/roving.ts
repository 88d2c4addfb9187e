import type { KeyboardEvent } from 'react';

const ways: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** The nearest of the elements in the next row that way, or none. */
function inNextRow(all: readonly HTMLElement[], from: HTMLElement, down: boolean): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  const places = all.map((element) => ({ element, place: element.getBoundingClientRect() }));
  const beyond = places.filter(({ place }) => (down ? place.top >= here.bottom - 1 : place.bottom <= here.top + 1));
  const rowOf = (top: number) => Math.abs(top - here.top);
  const nearest = Math.min(...beyond.map(({ place }) => rowOf(place.top)));
  const row = beyond.filter(({ place }) => rowOf(place.top) <= nearest + 4);
  return row.sort((a, b) => Math.abs(a.place.left - here.left) - Math.abs(b.place.left - here.left))[0]?.element;
}

/**
 * Moves the focus from a button with `data-stop` to another one in the same element with `data-stops`: arrow keys to the next one in the row or to the row above
 * or below, Home and End to the ends.
 */
export function moveAmongStops(event: KeyboardEvent<HTMLButtonElement>): void {
  const from = event.currentTarget;
  const stops = from.closest('[data-stops]')?.querySelectorAll<HTMLElement>('[data-stop]:not(:disabled)') ?? [];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const all = [...stops].filter(({ offsetParent }) => offsetParent !== null);
  const step = ways[event.key];
  const next =
    step !== undefined ? all[(all.indexOf(from) + step + all.length) % all.length]
    : event.key === 'Home' ? all[0]
    : event.key === 'End' ? all.at(-1)
    : event.key === 'ArrowDown' || event.key === 'ArrowUp' ? inNextRow(all, from, event.key === 'ArrowDown')
    : null;
  if (next === null) return;
  event.preventDefault();
  next?.focus();
}
