import { useEffect, useId, useState } from 'react';
import type { ReactNode } from 'react';
import styles from './Field.module.css';
import { readNumber } from './numberInput.ts';

interface Props {
  readonly label: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
  /** A slider or a word between the label and the number. */
  readonly children?: ReactNode;
}

/** How long a refusal stays to be read; the field holds a good value meanwhile. */
const refusalMs = 8000;

/** A labelled number, taken over on Enter or when left. A refused one is named over what comes below, which stays in its place, and the last good value stays. */
export function NumberField({ label, value, min, max, whole = false, disabled = false, onChange, children }: Props) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  useEffect(() => {
    if (refusal === null) return;
    const timer = setTimeout(() => setRefusal(null), refusalMs);
    return () => clearTimeout(timer);
  }, [refusal]);

  const commit = () => {
    if (draft === null) return;
    const read = readNumber(draft, { min, max, whole });
    setDraft(null);
    if ('refusal' in read) setRefusal(`${read.refusal} It stays ${value}.`);
    else if (read.value !== value) onChange(read.value);
  };

  return (
    <div className={styles['field']}>
      <div className={styles['row']}>
        <label htmlFor={id}>{label}</label>
        {children}
        <input
          id={id}
          className={styles['number']}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          disabled={disabled}
          value={draft ?? String(value)}
          aria-invalid={refusal !== null}
          aria-describedby={refusal === null ? undefined : `${id}-refusal`}
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
      </div>
      {refusal !== null && (
        <p id={`${id}-refusal`} role="alert" className={styles['refusal']}>
          {refusal}
        </p>
      )}
    </div>
  );
}
