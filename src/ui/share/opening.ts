import { createContext, useContext } from 'react';

/** What opens over the page. */
export type Opened = 'share' | 'lessons' | 'teach' | 'presentation' | 'kept' | 'shortcuts' | 'palette' | 'tour' | null;

/** Carries what opens it to the buttons that do. */
export const OpeningContext = createContext<((opened: Opened) => void) | null>(null);

/** Opens one of them. Throws outside `OpeningContext`. */
export function useOpening(): (opened: Opened) => void {
  const open = useContext(OpeningContext);
  if (!open) throw new Error('useOpening needs an OpeningContext above it.');
  return open;
}
