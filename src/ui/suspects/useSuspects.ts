import { useEffect, useState } from 'react';
import type { SuspectLabels } from '../../worker/protocol.ts';
import { useController } from '../shared/context.ts';

/** What was found in a run: null while it is searched, 'failed' where that did not work, which the notice tells. */
export function useSuspects(run: number): SuspectLabels | 'failed' | null {
  const controller = useController();
  const [found, setFound] = useState<{ readonly run: number; readonly list: SuspectLabels | 'failed' } | null>(null);
  useEffect(() => {
    let wanted = true;
    let done = false;
    void controller.own.suspects(run).then((list) => {
      done = true;
      if (wanted) setFound({ run, list: list ?? 'failed' });
    });
    return () => {
      wanted = false;
      if (!done) controller.own.endSearch();
    };
  }, [controller, run]);
  return found?.run === run ? found.list : null;
}
