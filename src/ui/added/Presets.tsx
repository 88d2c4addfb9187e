import type { ClassPreset } from '../../data/readers/presets.ts';
import button from '../controls/button.module.css';
import styles from './AddedDialog.module.css';

interface Props {
  readonly presets: readonly ClassPreset[];
  /** Whether any class is left out. */
  readonly partly: boolean;
  /** Leaves all other classes out; null takes all again. */
  readonly onOnly: (names: readonly string[] | null) => void;
}

/** One press for a choice of the classes, and one for all of them. */
export function Presets({ presets, partly, onOnly }: Props) {
  if (presets.length === 0 && !partly) return null;
  return (
    <div className={styles['presets']} role="group" aria-label="Choices of classes">
      {presets.map(({ label, classes }) => (
        <button key={label} type="button" className={button['plain']} onClick={() => onOnly(classes)}>
          {label}
        </button>
      ))}
      <button type="button" className={button['text']} disabled={!partly} onClick={() => onOnly(null)}>
        All classes
      </button>
    </div>
  );
}
