import { useId, useState } from 'react';
import { readNumber } from '../controls/numberInput.ts';
import { useApp, useController } from '../shared/context.ts';
import styles from './StopAt.module.css';

const bounds = { min: 1, max: 1e9, whole: true };

/** The step where training stops by itself, so that many pages show the same moment; empty where it goes on. What is no such step is put back. */
export function StopAt() {
  const controller = useController();
  const stopAt = useApp((state) => state.stopAt);
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const commit = () => {
    if (draft === null) return;
    setDraft(null);
    if (draft.trim() === '') return controller.sharing.setStopAt(null);
    const read = readNumber(draft, bounds);
    if ('value' in read) controller.sharing.setStopAt(read.value);
  };
  const typed = draft === null || draft.trim() === '' ? null : readNumber(draft, bounds);
  const refusal = typed && 'refusal' in typed ? typed.refusal : null;
  return (
    <div className={styles['stop']} data-refused={refusal !== null}>
      <label htmlFor={id}>Stop at</label>
      <input
        id={id}
        aria-label="Stop at step"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder="–"
        value={draft ?? (stopAt === null ? '' : String(stopAt))}
        aria-invalid={refusal !== null}
        title={refusal ?? 'Train ends there'}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
    </div>
  );
}
