import { useId } from 'react';
import styles from './Field.module.css';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  /** Each choice with its words. */
  readonly options: readonly (readonly [T, string])[];
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** A labelled menu. */
export function SelectField<T extends string>({ label, value, options, disabled = false, onChange }: Props<T>) {
  const id = useId();
  return (
    <div className={styles['row']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={styles['select']}
        value={value}
        disabled={disabled}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.target.value);
          if (chosen) onChange(chosen[0]);
        }}
      >
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
