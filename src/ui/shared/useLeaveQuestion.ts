import { useEffect } from 'react';
import { useApp } from './context.ts';

/** Lets the browser ask before the page goes while trainings branched off one another: of these only the one in effect is kept on this machine. */
export function useLeaveQuestion(): void {
  const branched = useApp((state) => state.past.lines.length > 1);
  useEffect(() => {
    if (!branched) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [branched]);
}
