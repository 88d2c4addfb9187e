import { longName } from '../panels/scene/scene.ts';
import { useApp } from '../shared/context.ts';
import { classColors } from '../shared/palette.ts';
import type { Theme } from '../shared/theme.ts';
import styles from './Legend.module.css';

interface Props {
  readonly classNames: readonly string[];
  readonly theme: Theme;
  readonly hiddenClasses: ReadonlySet<number>;
  readonly onToggle: (classIndex: number) => void;
}

/** The one legend of all panels: a button per class shows or hides its points, and the marks are named. */
export function Legend({ classNames, theme, hiddenClasses, onToggle }: Props) {
  const colors = classColors(theme);
  const heldOut = useApp((state) => state.effective.heldOut);
  return (
    <div className={styles['legend']}>
      <div role="group" aria-label="Classes shown" className={styles['classes']}>
        {classNames.map((name, c) => (
          <button key={name} type="button" aria-pressed={!hiddenClasses.has(c)} onClick={() => onToggle(c)}>
            <span className={styles['swatch']} style={{ '--class-color': colors[c] ?? 'currentColor' }} aria-hidden="true" />
            {longName(classNames, c)}
            {heldOut.includes(c) && <small>not trained</small>}
          </button>
        ))}
      </div>
      <ul className={styles['marks']} aria-label="Marks">
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6.5" />
            <text x="8" y="11" textAnchor="middle">
              4
            </text>
          </svg>
          center
        </li>
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="3.5" />
          </svg>
          class mean
        </li>
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m5 5 6 6m0-6-6 6" />
          </svg>
          error
        </li>
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m2 12 5-6 3 2 4-5" />
          </svg>
          path of a center
        </li>
      </ul>
    </div>
  );
}
