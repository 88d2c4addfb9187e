import { useEffect, useState } from 'react';
import { useController } from '../context.ts';

/** Steps that can be thrown away without asking. */
const cheapSteps = 200;
const confirmationMs = 4000;

/** A button's press that throws a training away: a long one only at a second press within four seconds. */
export function useSecondPress(action: () => void): { readonly asking: boolean; press(): void; forget(): void } {
  const { store } = useController();
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!asking) return;
    const timer = setTimeout(() => setAsking(false), confirmationMs);
    return () => clearTimeout(timer);
  }, [asking]);
  const press = () => {
    const confirmed = asking || store.getState().step <= cheapSteps;
    setAsking(!confirmed);
    if (confirmed) action();
  };
  return { asking, press, forget: () => setAsking(false) };
}
