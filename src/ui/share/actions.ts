import type { Action } from '../palette/action.ts';
import type { Opened } from './opening.ts';

const windows = [
  { opened: 'shortcuts', name: 'Keyboard shortcuts' },
  { opened: 'tour', name: 'A one-minute tour' },
  { opened: 'teach', name: 'Build a lesson' },
] as const satisfies readonly { readonly opened: Opened; readonly name: string }[];

/** What opens over the page and has no button on it. */
export function windowActions(open: (opened: Opened) => void): readonly Action[] {
  return windows.map(({ opened, name }) => ({ id: `window/${opened}`, name, group: 'Page', enabled: true, run: () => open(opened) }));
}
