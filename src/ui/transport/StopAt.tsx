import { useEffect, useId, useState } from 'react';
import field from '../controls/Field.module.css';
import { photographEpochs } from '../../config/presets.ts';
import { readNumber } from '../controls/numberInput.ts';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import styles from './StopAt.module.css';

const bounds = { min: 1, max: 1e9, whole: true };

/** How long a refusal stays to be read; the field holds what was there before meanwhile. */
const refusalMs = 8000;

/** The step where training stops by itself, so that many pages show the same moment; empty where it goes on. What is no step to come is refused and named, and what was there before stays. */
export function StopAt() {
  const controller = useController();
  const stopAt = useApp((state) => state.stopAt);
  const suggested = useApp((state) => state.stopIsSuggested);
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const id = useId();
  useEffect(() => {
    if (refusal === null) return;
    const timer = setTimeout(() => setRefusal(null), refusalMs);
    return () => clearTimeout(timer);
  }, [refusal]);
  const commit = () => {
    if (draft === null) return;
    setDraft(null);
    if (draft.trim() === '') return controller.sharing.setStopAt(null);
    const { step } = controller.store.getState();
    const read = readNumber(draft, bounds);
    const refuse = (why: string) => setRefusal(stopAt === null ? why : `${why} It stays ${stopAt}.`);
    if ('refusal' in read) refuse(read.refusal);
    else if (read.value < step) refuse(`Step ${count(read.value)} is passed; training is at ${count(step)}.`);
    else controller.sharing.setStopAt(read.value);
  };
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
        aria-describedby={refusal === null ? undefined : `${id}-refusal`}
        title={suggested ? `Train ends there, after ${photographEpochs} epochs; clear it, and it goes on` : 'Train ends there'}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setDraft(event.target.value);
          setRefusal(null);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
      {refusal !== null && (
        <p id={`${id}-refusal`} role="alert" className={`${field['refusal']} ${styles['refusal']}`}>
          {refusal}
        </p>
      )}
    </div>
  );
}
