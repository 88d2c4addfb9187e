import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import styles from './PanelTools.module.css';
import type { DragMode } from './view/gestures.ts';

interface Props {
  readonly title: string;
  readonly dragMode: DragMode;
  readonly onDragMode: (mode: DragMode) => void;
  /** Whether images take the place of points wherever they fit. */
  readonly images: boolean;
  readonly onImages: (images: boolean) => void;
  readonly onReset: () => void;
  readonly onDownload: (format: 'png' | 'svg') => void;
}

const dragTools: readonly { readonly mode: DragMode; readonly label: string; readonly picture: ReactNode }[] = [
  { mode: 'zoom', label: 'Zoom into a box', picture: <path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.3 7.8 3.2 3.2M7 5v4M5 7h4" /> },
  { mode: 'pan', label: 'Move the view', picture: <path d="M8 1.8v12.4M1.8 8h12.4M6.3 3.5 8 1.8l1.7 1.7M6.3 12.5 8 14.2l1.7-1.7M3.5 6.3 1.8 8l1.7 1.7M12.5 6.3 14.2 8l-1.7 1.7" /> },
  { mode: 'select', label: 'Select with a box', picture: <path d="M2.5 2.5h11v11h-11z" strokeDasharray="2.2 1.47" /> },
  { mode: 'lasso', label: 'Select with a lasso', picture: <path d="M8 2.7c3.3 0 6 1.8 6 4s-2.7 4-6 4-6-1.8-6-4 2.7-4 6-4ZM4 9.700c-1 1.2-.4 2.6.9 2.5 1.3-.1 1.2-1.7 0-1.8" /> },
];

const imagesPicture = <path d="M2 3h12v10H2zM4.5 10.8 7 7.5l1.9 2.2 1.3-1.5 2 2.6M10.7 5.8h.01" />;

const allPicture = <path d="M2.5 6V2.500H6M10 2.500h3.500V6M13.5 10v3.500H10M6 13.500H2.500V10" />;

const arrows: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Index of the tool where the Tab key stops at first: the one that every panel shows, whatever its size. */
const firstStop = dragTools.length;

/**
 * What one can do with a panel; shown while the panel is hovered or the tools have the focus, and always on touch. Pressing the
 * tool in use again puts it away: then a finger scrolls the page. The Tab key stops once, at the tool used last; arrow keys move
 * among the tools.
 */
export function PanelTools({ title, dragMode, onDragMode, images, onImages, onReset, onDownload }: Props) {
  const [stop, setStop] = useState(firstStop);
  const tools = [
    ...dragTools.map(({ mode, label, picture }) => ({ label, face: <Picture>{picture}</Picture>, style: 'drag', pressed: dragMode === mode, use: () => onDragMode(dragMode === mode ? 'none' : mode) })),
    { label: 'Show everything, nothing selected', face: <Picture>{allPicture}</Picture>, style: undefined, pressed: undefined, use: onReset },
    { label: 'Images in place of points', face: <Picture>{imagesPicture}</Picture>, style: 'images', pressed: images, use: () => onImages(!images) },
    { label: 'Save as PNG', face: 'PNG', style: 'save', pressed: undefined, use: () => onDownload('png') },
    { label: 'Save as SVG', face: 'SVG', style: 'save', pressed: undefined, use: () => onDownload('svg') },
  ];
  return (
    <div className={styles['tools']} role="toolbar" aria-label={`Plot of ${title}`}>
      {tools.map(({ label, face, style, pressed, use }, i) => (
        <button
          key={label}
          type="button"
          className={style && styles[style]}
          title={label}
          aria-label={label}
          aria-pressed={pressed}
          tabIndex={i === stop ? 0 : -1}
          onFocus={() => setStop(i)}
          onKeyDown={moveFocus}
          onClick={use}
        >
          {face}
        </button>
      ))}
    </div>
  );
}

/** Arrow keys move the focus to the next button in sight. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = arrows[event.key];
  const all = event.currentTarget.parentElement?.querySelectorAll('button') ?? [];
  const inSight = [...all].filter(({ offsetParent }) => offsetParent !== null);
  const next = step && inSight[(inSight.indexOf(event.currentTarget) + step + inSight.length) % inSight.length];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Picture({ children }: { readonly children: ReactNode }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {children}
    </svg>
  );
}
