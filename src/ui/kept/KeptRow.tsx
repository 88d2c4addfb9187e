import { useState } from 'react';
import type { KeptHead } from '../../app/keeping/head.ts';
import { nameLength } from '../../app/keeping/head.ts';
import { isSettled } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import { useApp } from '../shared/context.ts';
import { count, megabytes } from '../shared/format.ts';
import styles from './KeptDialog.module.css';
import type { KeptItem, KeptList } from './useKept.ts';

interface Props {
  readonly item: KeptItem;
  readonly list: KeptList;
  readonly onOpened: () => void;
}

/** One training of the list: what it is, what can be done with it, and what went wrong with it alone. */
export function KeptRow({ item: { entry, removed }, list, onOpened }: Props) {
  const head = 'head' in entry ? entry.head : null;
  const called = head?.name ?? 'a training that cannot be read';
  const problem = list.problem?.id === entry.id ? list.problem.words : null;
  return (
    <li className={styles['row']}>
      {removed ? (
        <p className={styles['gone']}>
          {head ? `"${head.name}" is deleted.` : 'It is deleted.'}{' '}
          <button type="button" className={button['inline']} aria-label={`Undo: delete ${called}`} onClick={() => void list.putBack(removed)}>
            Undo
          </button>
        </p>
      ) : head ? (
        <Readable id={entry.id} head={head} list={list} onOpened={onOpened} />
      ) : (
        <>
          <p className={styles['gone']}>{'problem' in entry && entry.problem}</p>
          <DeleteButton id={entry.id} called={called} list={list} />
        </>
      )}
      {problem && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </li>
  );
}

function DeleteButton({ id, called, list }: { readonly id: string; readonly called: string; readonly list: KeptList }) {
  return (
    <button type="button" className={button['text']} aria-label={`Delete: ${called}`} onClick={() => void list.remove(id)}>
      Delete
    </button>
  );
}

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

function Readable({ id, head, list, onOpened }: { readonly id: string; readonly head: KeptHead; readonly list: KeptList; readonly onOpened: () => void }) {
  const ready = useApp(isSettled);
  const [naming, setNaming] = useState(false);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    const opened = await list.open(id);
    setBusy(false);
    if (opened) onOpened();
  };
  return (
    <>
      {head.picture && <img className={styles['picture']} src={head.picture} alt="" height={56} />}
      <div className={styles['words']}>
        {naming ? <Rename name={head.name} onDone={(name) => (name === null ? Promise.resolve(true) : list.rename(id, name)).then((done) => setNaming(!done))} /> : <h3>{head.name}</h3>}
        <p className={styles['facts']}>
          {head.dataset}, step {count(head.step)}, {megabytes(head.bytes)}, {when.format(head.at)}
        </p>
      </div>
      <div className={styles['deeds']}>
        <button type="button" className={button['plain']} aria-label={`Open: ${head.name}`} disabled={!ready || busy} onClick={() => void open()}>
          {busy ? 'Opening …' : 'Open'}
        </button>
        <button type="button" className={button['text']} aria-label={`Save as a file: ${head.name}`} onClick={() => void list.saveFile(id)}>
          Save as a file
        </button>
        <button type="button" className={button['text']} aria-label={`Rename: ${head.name}`} disabled={naming} onClick={() => setNaming(true)}>
          Rename
        </button>
        <DeleteButton id={id} called={head.name} list={list} />
      </div>
    </>
  );
}

/** A name being changed: Enter takes it, Escape leaves it as it was without closing the dialog. */
function Rename({ name, onDone }: { readonly name: string; readonly onDone: (name: string | null) => Promise<void> }) {
  const [text, setText] = useState(name);
  return (
    <form
      className={styles['rename']}
      onSubmit={(event) => {
        event.preventDefault();
        void onDone(text);
      }}
    >
      <input
        type="text"
        aria-label={`New name of ${name}`}
        autoComplete="off"
        maxLength={nameLength.max}
        value={text}
        ref={(field) => field?.focus()}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          void onDone(null);
        }}
      />
      <button type="submit" className={button['plain']} disabled={text.trim() === ''}>
        Use this name
      </button>
    </form>
  );
}
