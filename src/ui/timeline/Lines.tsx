import { useEffect, useRef, useState } from 'react';
import { nameLength } from '../../app/keeping/head.ts';
import type { LineView } from '../../app/store/pastView.ts';
import button from '../controls/button.module.css';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import styles from './Timeline.module.css';

/** The trainings that branched off one another, once there are some: each can be gone back to, called otherwise, and taken away. */
export function Lines() {
  const lines = useApp((state) => state.past.lines);
  const [naming, setNaming] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const named = useRef<number | null>(null);
  useEffect(() => {
    if (naming !== null || named.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-rename="${named.current}"]`)?.focus();
    named.current = null;
  }, [naming]);
  if (lines.length < 2) return null;
  const done = (id: number, stays: boolean) => {
    if (stays) named.current = id;
    setNaming(null);
  };
  return (
    <ul ref={list} className={styles['lines']} aria-label="Trainings">
      {lines.map((line) => (naming === line.id ? <Naming key={line.id} line={line} onDone={(stays) => done(line.id, stays)} /> : <Named key={line.id} line={line} onRename={() => setNaming(line.id)} />))}
    </ul>
  );
}

function Named({ line: { id, name, from, to }, onRename }: { readonly line: LineView; readonly onRename: () => void }) {
  const controller = useController();
  const isPresent = useApp((state) => state.past.present === id);
  const last = useApp((state) => (state.past.present === id ? state.step : to));
  const busy = useApp((state) => state.phase !== 'resting' && state.phase !== 'running');
  return (
    <li className={styles['line']} data-present={isPresent || undefined}>
      <button type="button" aria-pressed={isPresent} disabled={busy || isPresent} title={isPresent ? 'Trains now' : `Go on with “${name}”`} onClick={() => void controller.past.goToLine(id)}>
        <span className={styles['name']}>{name}</span>
        <span className={styles['steps']}>
          {count(from)}–{count(last)}
        </span>
      </button>
      <button type="button" className={styles['deed']} data-rename={id} aria-label={`Rename “${name}”`} title="Rename" onClick={onRename}>
        {icons.pencil}
      </button>
      {!isPresent && (
        <button type="button" className={styles['deed']} disabled={busy} aria-label={`Take “${name}” away`} title="Take it away" onClick={() => controller.past.removeLine(id)}>
          {icons.close}
        </button>
      )}
    </li>
  );
}

/**
 * A name being changed: Enter takes it, as does going elsewhere; Escape leaves it as it was.
 *
 * @param onDone told whether the person is still here: then the focus goes back to where it came from.
 */
function Naming({ line: { id, name }, onDone }: { readonly line: LineView; readonly onDone: (stays: boolean) => void }) {
  const controller = useController();
  const [text, setText] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const take = (stays: boolean) => {
    if (text.trim() !== '' && text.trim() !== name) controller.past.renameLine(id, text);
    onDone(stays);
  };
  return (
    <li className={styles['line']}>
      <form
        className={styles['naming']}
        onSubmit={(event) => {
          event.preventDefault();
          take(true);
        }}
      >
        <input
          type="text"
          aria-label={`New name of “${name}”`}
          autoComplete="off"
          maxLength={nameLength.max}
          value={text}
          ref={field}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => take(false)}
          onKeyDown={(event) => event.key === 'Escape' && onDone(true)}
        />
        <button type="submit" className={button['plain']} disabled={text.trim() === ''} onPointerDown={(event) => event.preventDefault()}>
          Use this name
        </button>
      </form>
    </li>
  );
}
