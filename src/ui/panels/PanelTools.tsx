import type { ReactNode } from 'react';
import type { DragMode } from './layout.ts';
import styles from './PanelTools.module.css';

interface Props {
  readonly title: string;
  readonly dragMode: DragMode;
  readonly onDragMode: (mode: DragMode) => void;
  readonly onReset: () => void;
  readonly onDownload: (format: 'png' | 'svg') => void;
}

const dragTools: readonly { readonly mode: DragMode; readonly label: string; readonly picture: ReactNode }[] = [
  { mode: 'zoom', label: 'Zoom into a box', picture: <path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.3 7.8 3.2 3.2M7 5v4M5 7h4" /> },
  { mode: 'pan', label: 'Move the view', picture: <path d="M8 1.8v12.4M1.8 8h12.4M6.3 3.5 8 1.8l1.7 1.7M6.3 12.5 8 14.2l1.7-1.7M3.5 6.3 1.8 8l1.7 1.7M12.5 6.3 14.2 8l-1.7 1.7" /> },
  { mode: 'select', label: 'Select with a box', picture: <path d="M2.5 2.5h11v11h-11z" strokeDasharray="2.2 1.47" /> },
  { mode: 'lasso', label: 'Select with a lasso', picture: <path d="M8 2.7c3.3 0 6 1.8 6 4s-2.7 4-6 4-6-1.8-6-4 2.7-4 6-4ZM4 9.700c-1 1.2-.4 2.6.9 2.5 1.3-.1 1.2-1.7 0-1.8" /> },
];

/** What one can do with a panel at rest; shown while the panel is hovered or has the focus. */
export function PanelTools({ title, dragMode, onDragMode, onReset, onDownload }: Props) {
  return (
    <div className={styles['tools']} role="group" aria-label={`Plot of ${title}`}>
      {dragTools.map(({ mode, label, picture }) => (
        <button key={mode} type="button" className={styles['drag']} title={label} aria-label={label} aria-pressed={dragMode === mode} onClick={() => onDragMode(mode)}>
          <Picture>{picture}</Picture>
        </button>
      ))}
      <button type="button" title="Show everything, nothing selected" aria-label="Show everything, nothing selected" onClick={onReset}>
        <Picture>
          <path d="M2.5 6V2.500H6M10 2.500h3.500V6M13.5 10v3.500H10M6 13.500H2.500V10" />
        </Picture>
      </button>
      <button type="button" className={styles['save']} title="Save as PNG" aria-label="Save as PNG" onClick={() => onDownload('png')}>
        PNG
      </button>
      <button type="button" className={styles['save']} title="Save as SVG" aria-label="Save as SVG" onClick={() => onDownload('svg')}>
        SVG
      </button>
    </div>
  );
}

function Picture({ children }: { readonly children: ReactNode }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {children}
    </svg>
  );
}
