import type { ReactNode } from 'react';
import styles from './Switch.module.css';

interface Props {
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

/** An on/off switch; its children are the label. */
export function Switch({ checked, disabled = false, onChange, children }: Props) {
  return (
    <label className={styles['switch']}>
      <input type="checkbox" role="switch" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
      {children}
    </label>
  );
}
