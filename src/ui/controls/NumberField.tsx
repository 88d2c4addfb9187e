import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import styles from './Field.module.css';
import { readNumber } from './numberInput.ts';
import type { Bounds } from './numberInput.ts';

interface Props extends Bounds {
  readonly label: ReactNode;
  readonly value: number;
  readonly disabled?: boolean;
  /** Tells every readable number while it is typed, not only the one it is left with; an unreadable text tells the number before. */
  readonly eager?: boolean;
  readonly onChange: (value: number) => void;
  /** A slider or a word between the label and the number. */
  readonly children?: ReactNode;
}

/** How long a refusal stays to be read; the field holds a good value meanwhile. */
const refusalMs = 8000;

/** A labelled number, taken over on Enter or when left. A refused one is named over what comes below, which stays in its place, and the last good value stays. */
export function NumberField({ label, value, min, max, whole = false, disabled = false, eager = false, onChange, children }: Props) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  /** The number from before it was typed in. */
  const before = useRef(value);

  useEffect(() => {
    if (refusal === null) return;
    const timer = setTimeout(() => setRefusal(null), refusalMs);
    return () => clearTimeout(timer);
  }, [refusal]);

  const commit = () => {
    if (draft === null) return;
    const read = readNumber(draft, { min, max, whole });
    setDraft(null);
    if ('refusal' in read) setRefusal(`${read.refusal} It stays ${before.current}.`);
    else if (read.value !== value) onChange(read.value);
  };
  const type = (text: string) => {
    if (draft === null) before.current = value;
    setDraft(text);
    setRefusal(null);
    if (!eager) return;
    const read = readNumber(text, { min, max, whole });
    onChange('value' in read ? read.value : before.current);
  };
  const takeBack = () => {
    if (eager && draft !== null) onChange(before.current);
    setDraft(null);
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
          onChange={(event) => type(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') takeBack();
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
