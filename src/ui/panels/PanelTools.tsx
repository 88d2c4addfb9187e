import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { pointShortcuts, shortcutOf, turnShortcuts } from '../shared/shortcuts.ts';
import styles from './PanelTools.module.css';
import type { PointDeed } from './scene/keyPointer.ts';
import type { DragMode } from './view/gestures.ts';
import { hold, keyDegrees, turn } from './view/orientation.ts';

interface Props {
  readonly title: string;
  readonly dragMode: DragMode;
  readonly onDragMode: (mode: DragMode) => void;
  /** Whether the picture is one in space, which can be turned. */
  readonly inSpace: boolean;
  /** Whether images take the place of points wherever they fit. */
  readonly images: boolean;
  readonly onImages: (images: boolean) => void;
  /** Points at the points by the keyboard; gives what there is to say of the one it is at. */
  readonly onPoint: (deed: PointDeed) => string | null;
  readonly onReset: () => void;
  readonly onDownload: (format: 'png' | 'svg') => void;
}

const dragTools: readonly { readonly mode: DragMode; readonly label: string; readonly picture: ReactNode }[] = [
  { mode: 'zoom', label: 'Zoom into a box', picture: <path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.3 7.8 3.2 3.2M7 5v4M5 7h4" /> },
  { mode: 'pan', label: 'Move the view', picture: <path d="M8 1.8v12.4M1.8 8h12.4M6.3 3.5 8 1.8l1.7 1.7M6.3 12.5 8 14.2l1.7-1.7M3.5 6.3 1.8 8l1.7 1.7M12.5 6.3 14.2 8l-1.7 1.7" /> },
  { mode: 'turn', label: 'Turn', picture: <path d="M8 5.200c3.600 0 6.200 1.100 6.200 2.700S11.600 10.600 8 10.600 1.800 9.500 1.800 7.900c0-1.200 1.500-2.100 3.800-2.500M4.200 3.800l1.600 1.600L4.300 7.100M8 1.800v1.600M8 12.400v1.800" /> },
  { mode: 'select', label: 'Select with a box', picture: <path d="M2.5 2.5h11v11h-11z" strokeDasharray="2.2 1.47" /> },
  { mode: 'lasso', label: 'Select with a lasso', picture: <path d="M8 2.7c3.3 0 6 1.8 6 4s-2.7 4-6 4-6-1.8-6-4 2.7-4 6-4ZM4 9.700c-1 1.2-.4 2.6.9 2.5 1.3-.1 1.2-1.7 0-1.8" /> },
];

const imagesPicture = <path d="M2 3h12v10H2zM4.5 10.8 7 7.5l1.9 2.2 1.3-1.5 2 2.6M10.7 5.8h.01" />;

const allPicture = <path d="M2.5 6V2.500H6M10 2.500h3.500V6M13.5 10v3.500H10M6 13.500H2.500V10" />;

const arrows: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The tool where the Tab key stops at first: the one that every panel shows, whatever its size. */
const everything = 'Show everything, nothing selected';

/** Degrees round and higher by which an arrow key turns. */
const turns = { right: [-keyDegrees, 0], left: [keyDegrees, 0], down: [0, keyDegrees], up: [0, -keyDegrees] } as const;

/**
 * What one can do with a panel; shown while the panel is hovered or the tools have the focus, and always on touch. Pressing the
 * tool in use again puts it away: then a finger scrolls the page. The Tab key stops once, at the tool used last; arrow keys move
 * among the tools. Before them it stops where arrow keys go from point to point, which is in sight only then, and of a picture in
 * space at Turn too, where arrow keys turn.
 */
export function PanelTools({ title, dragMode, onDragMode, inSpace, images, onImages, onPoint, onReset, onDownload }: Props) {
  const [stop, setStop] = useState(everything);
  const tools = [
    ...dragTools.filter(({ mode }) => mode !== 'turn' || inSpace).map(({ mode, label, picture }) => ({ label, face: <Picture>{picture}</Picture>, style: 'drag', turns: mode === 'turn', pressed: dragMode === mode, use: () => onDragMode(dragMode === mode ? 'none' : mode) })),
    { label: everything, face: <Picture>{allPicture}</Picture>, style: undefined, turns: false, pressed: undefined, use: onReset },
    { label: 'Images in place of points', face: <Picture>{imagesPicture}</Picture>, style: 'images', turns: false, pressed: images, use: () => onImages(!images) },
    { label: 'Save as PNG', face: 'PNG', style: 'save', turns: false, pressed: undefined, use: () => onDownload('png') },
    { label: 'Save as SVG', face: 'SVG', style: 'save', turns: false, pressed: undefined, use: () => onDownload('svg') },
  ];
  return (
    <div className={styles['tools']} data-space={inSpace || undefined} role="toolbar" aria-label={`Plot of ${title}`}>
      <PointTool onPoint={onPoint} />
      {tools.map(({ label, face, style, turns: turning, pressed, use }) => (
        <button
          key={label}
          type="button"
          className={style && styles[style]}
          title={turning ? `${label}: drag, or use the arrow keys` : label}
          aria-label={label}
          aria-pressed={pressed}
          aria-keyshortcuts={turning ? turnShortcuts.flatMap(({ keys }) => keys).join(' ') : undefined}
          data-turns={turning || undefined}
          data-alone={turning || undefined}
          tabIndex={turning || label === stop ? 0 : -1}
          onFocus={turning ? undefined : () => setStop(label)}
          onBlur={turning ? release : undefined}
          onKeyDown={turning ? turnByKey : moveFocus}
          onKeyUp={turning ? release : undefined}
          onClick={use}
        >
          {face}
        </button>
      ))}
    </div>
  );
}

const pointPicture = <path d="M8 1.500v3M8 11.500v3M1.500 8h3M11.500 8h3M8 6.300a1.700 1.700 0 1 0 0 3.400 1.700 1.700 0 0 0 0-3.400Z" />;

/** Goes from point to point by the arrow keys: what a hover shows of each, a keyboard sees too, and hears. */
function PointTool({ onPoint }: Pick<Props, 'onPoint'>) {
  const [said, setSaid] = useState('');
  const does = (deed: PointDeed) => {
    const words = onPoint(deed);
    if (words !== null) setSaid(words);
  };
  // Enter and Space press a button as they do everywhere; a screen reader presses it without them.
  const go = (event: KeyboardEvent<HTMLButtonElement>) => {
    const deed = shortcutOf(pointShortcuts, event.nativeEvent);
    if (!deed || deed === 'choose') return;
    event.preventDefault();
    does(deed);
  };
  return (
    <>
      <button
        type="button"
        className={styles['point']}
        title="Ask the points: arrow keys, Enter selects"
        aria-label="Ask the points: arrow keys go from one to the next, Enter selects"
        aria-keyshortcuts={pointShortcuts.flatMap(({ keys }) => keys.map((key) => (key === ' ' ? 'Space' : key))).join(' ')}
        data-alone
        onBlur={() => onPoint('leave')}
        onKeyDown={go}
        onClick={() => does('choose')}
      >
        <Picture>{pointPicture}</Picture>
      </button>
      <span aria-live="polite" className="visually-hidden">
        {said}
      </span>
    </>
  );
}

const release = () => hold(false);

/** Arrow keys turn the pictures, which are held while one is down. */
function turnByKey(event: KeyboardEvent<HTMLButtonElement>): void {
  const way = shortcutOf(turnShortcuts, event.nativeEvent);
  if (!way) return;
  event.preventDefault();
  hold(true);
  const [round, higher] = turns[way];
  turn(round, higher);
}

/** Arrow keys move the focus to the next button in sight that has no use of its own for them. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = arrows[event.key];
  const all = event.currentTarget.parentElement?.querySelectorAll<HTMLButtonElement>('button:not([data-alone])') ?? [];
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
