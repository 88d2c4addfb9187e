import { useEffect, useRef, useState } from 'react';
import type { OwnFile } from '../../worker/own/protocol.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { useModal } from '../controls/useModal.ts';
import { useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import dialogStyles from './DataDialog.module.css';
import styles from './ByHand.module.css';
import { begun } from './handClasses.ts';
import type { HandClass } from './handClasses.ts';
import { useCamera } from './useCamera.ts';

/** Paths as in a folder; two images of one name stay apart. */
const filesOf = (classes: readonly HandClass[]): OwnFile[] =>
  classes.flatMap(({ name, files }) => files.map((file, i) => ({ path: `by hand/${name.trim().replaceAll('/', '-')}/${String(i + 1).padStart(4, '0')}.${file.type === 'image/png' ? 'png' : 'jpg'}`, file })));

/** What keeps the classes from being used; null where nothing does. */
function missing(classes: readonly HandClass[]): string | null {
  const names = classes.map(({ name }) => name.trim());
  if (names.some((name) => name === '')) return 'Give every class a name.';
  if (new Set(names).size < names.length) return 'Give every class a name of its own.';
  const few = classes.filter(({ files }) => files.length < 2).map(({ name }) => name);
  return few.length > 0 ? `At least two images are needed of ${few.join(', ')}.` : null;
}

interface Props {
  /** What was collected so far: closed and opened again, it goes on with it. */
  readonly classes: readonly HandClass[];
  readonly onChange: (change: (classes: readonly HandClass[]) => readonly HandClass[]) => void;
  readonly onClose: () => void;
}

/** Classes made by hand: recorded with the camera while a button is held, or chosen file by file, as on phones that cannot choose folders. */
export function ByHand({ classes, onChange: setClasses, onClose }: Props) {
  const controller = useController();
  const dialog = useModal(onClose);
  const { video, start, capture, state } = useCamera();
  const change = (at: number, next: (held: HandClass) => HandClass) => setClasses((all) => all.map((one, i) => (i === at ? next(one) : one)));
  const add = (at: number, files: readonly Blob[]) => change(at, (held) => ({ ...held, files: [...held.files, ...files] }));
  const problem = missing(classes);
  return (
    <dialog ref={dialog} className={dialogStyles['dialog']} aria-labelledby="hand-title" closedby="none">
      <div className={dialogStyles['content']}>
        <header className={dialogStyles['head']}>
          <h2 id="hand-title">Classes by hand</h2>
          <button type="button" className={`${button['text']} ${dialogStyles['close']}`} aria-label="Close" onClick={onClose}>
            {icons.close}
          </button>
        </header>
        <div className={styles['camera']}>
          <video ref={video} muted playsInline hidden={state.kind !== 'on'} aria-label="What the camera sees" />
          {state.kind !== 'on' && (
            <button type="button" className={button['plain']} disabled={state.kind === 'starting'} onClick={() => void start()}>
              {state.kind === 'starting' ? 'Starting the camera …' : 'Use the camera'}
            </button>
          )}
          {state.kind === 'failed' && (
            <p className={card['note']} role="alert">
              {state.message}
            </p>
          )}
        </div>
        <ul className={styles['classes']}>
          {classes.map(({ name, files }, at) => (
            <li key={at}>
              <input value={name} aria-label={`Name of class ${at + 1}`} maxLength={80} onChange={(event) => change(at, (held) => ({ ...held, name: event.target.value }))} />
              <span className={styles['count']} role="status">
                {files.length === 1 ? '1 image' : `${count(files.length)} images`}
              </span>
              {state.kind === 'on' && <Record name={name} onFrame={async () => add(at, await capture())} />}
              <label className={`${button['plain']} ${dialogStyles['pick']}`}>
                Add images …
                <input
                  type="file"
                  multiple
                  accept="image/*"
                  aria-label={`Add images to ${name}`}
                  onChange={(event) => {
                    add(at, [...(event.target.files ?? [])]);
                    event.target.value = '';
                  }}
                />
              </label>
              <button type="button" className={button['text']} disabled={files.length === 0} onClick={() => change(at, (held) => ({ ...held, files: held.files.slice(0, -1) }))}>
                Undo
              </button>
              <button type="button" className={button['text']} disabled={classes.length <= 2} onClick={() => setClasses((all) => all.filter((_, i) => i !== at))}>
                Remove
              </button>
            </li>
          ))}
        </ul>
        <button type="button" className={button['text']} onClick={() => setClasses((all) => [...all, { name: `Class ${all.length + 1}`, files: [] }])}>
          Another class
        </button>
        <div className={styles['end']}>
          <p className={card['note']}>{problem}</p>
          <button
            type="button"
            className={button['primary']}
            disabled={problem !== null}
            onClick={() => {
              const files = filesOf(classes);
              setClasses(() => begun);
              onClose();
              void controller.addExamples(files);
            }}
          >
            Use these images
          </button>
        </div>
      </div>
    </dialog>
  );
}

/** Frames a second while the button is held. */
const framesPerSecond = 5;

/** Records while it is held, by pointer or by key; a short press records one image. */
function Record({ name, onFrame }: { readonly name: string; readonly onFrame: () => Promise<void> }) {
  const [held, setHeld] = useState(false);
  const frame = useRef(onFrame);
  useEffect(() => {
    frame.current = onFrame;
  }, [onFrame]);
  const taking = useRef(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!held) return;
    // One frame at a time: what a slow machine has not finished is not followed by more.
    const take = async () => {
      if (taking.current) return;
      taking.current = true;
      setBusy(true);
      await frame.current();
      taking.current = false;
      setBusy(false);
    };
    void take();
    const timer = setInterval(() => void take(), 1000 / framesPerSecond);
    return () => clearInterval(timer);
  }, [held]);
  const release = () => setHeld(false);
  return (
    <button
      type="button"
      className={button['plain']}
      aria-label={`Hold to record ${name}`}
      aria-pressed={held}
      aria-busy={busy}
      onPointerDown={() => setHeld(true)}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onKeyDown={(event) => {
        if (event.key === ' ' || event.key === 'Enter') setHeld(true);
      }}
      onKeyUp={release}
      onBlur={release}
    >
      {held ? 'Recording …' : 'Hold to record'}
    </button>
  );
}
