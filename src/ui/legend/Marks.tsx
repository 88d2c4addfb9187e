import styles from './Legend.module.css';

/** What the marks of all classes mean. */
export function Marks() {
  return (
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
  );
}
