import { useEffect } from 'react';
import { useApp } from '../shared/context.ts';

/** Lets the browser ask before the page goes while there are trainings that branched off one another and this machine keeps none. */
export function useLeaveQuestion(): void {
  const branched = useApp((state) => state.past.lines.length > 1 && state.keeping.status !== 'saved');
  useEffect(() => {
    if (!branched) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [branched]);
}
