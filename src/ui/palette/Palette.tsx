import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { dataActions } from '../data/actions.ts';
import { lessonActions } from '../lesson/actions.ts';
import { useModal } from '../controls/useModal.ts';
import { windowActions } from '../share/actions.ts';
import { useOpening } from '../share/opening.ts';
import { useController } from '../shared/context.ts';
import type { Action } from './action.ts';
import { pageControls } from './pageControls.ts';
import styles from './Palette.module.css';
import { ranked } from './ranked.ts';

interface Props {
  readonly onClose: () => void;
  readonly onOpenData: () => void;
}

/** Where a key moves in a list of `count`. */
function moved(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'PageDown') return Math.min(count - 1, at + 8);
  if (key === 'PageUp') return Math.max(0, at - 8);
  return null;
}

/** All that can be done on the page, found by its name: typed words leave what has them, arrows choose, Enter does it. The text keeps the focus. */
export function Palette({ onClose, onOpenData }: Props) {
  const dialog = useModal(onClose);
  const controller = useController();
  const open = useOpening();
  const [all] = useState<readonly Action[]>(() => [...pageControls(document), ...lessonActions(controller), ...dataActions(controller, onOpenData), ...windowActions(open)]);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => ranked(all, query), [all, query]);
  // Newer browsers give a promise, which is no clean-up.
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at, found]);
  const perform = (action: Action | undefined) => {
    if (!action?.enabled) return;
    // First, so that the page can take the focus.
    dialog.current?.close();
    action.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const next = moved(event.key, at, found.length);
    if (next === null && event.key !== 'Enter') return;
    event.preventDefault();
    if (next === null) perform(found[at]);
    else setAt(next);
  };
  const option = (i: number) => `${id}-${i}`;
  return (
    <dialog ref={dialog} className={styles['palette']} aria-label="Find an action or a setting" closedby="any">
      <input
        type="text"
        role="combobox"
        className={styles['query']}
        placeholder="Find an action or a setting"
        aria-label="Action or setting"
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? option(at) : undefined}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={id} role="listbox" className={styles['list']} aria-label="Actions and settings" tabIndex={-1}>
        {found.map((action, i) => (
          <div key={action.id} id={option(i)} role="option" tabIndex={-1} aria-selected={i === at} aria-disabled={!action.enabled} onPointerMove={() => setAt(i)} onClick={() => perform(action)} onKeyDown={onKeyDown}>
            <span>{action.name}</span>
            <small>{action.group}</small>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles['none']}>Nothing here has these words.</p>}
    </dialog>
  );
}
