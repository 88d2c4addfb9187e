import { useEffect, useId, useRef, useState } from 'react';
import { describeError } from '../../errors.ts';
import button from '../controls/button.module.css';
import styles from './ShareDialog.module.css';

interface Props {
  readonly address: string;
  readonly title: string;
  /** What asked for the link, where that is out of its sight: each time it is another one the link is brought into view, selected. */
  readonly asked?: object;
}

/** A link with the ways to hand it on: copied, or by the system's own sheet where there is one. */
export function LinkField({ address, title, asked }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [said, say] = useState('');
  useEffect(() => {
    if (!asked) return;
    field.current?.scrollIntoView({ block: 'center' });
    field.current?.focus({ preventScroll: true });
  }, [asked]);
  const copy = async () => {
    field.current?.select();
    // Over plain http there is no clipboard, and where a person has forbidden it, a page may not write there.
    const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
    say(copied ? 'Copied.' : 'It is selected: copy it with Ctrl+C, or by a long press.');
  };
  const share = async () => {
    try {
      await navigator.share({ title, url: address });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) say(describeError(error).message);
    }
  };
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        Link
      </label>
      <input id={id} ref={field} className={styles['link']} readOnly value={address} onFocus={(event) => event.target.select()} />
      <div className={styles['actions']}>
        <button type="button" className={button['primary']} onClick={() => void copy()}>
          Copy the link
        </button>
        {'share' in navigator && (
          <button type="button" className={button['plain']} onClick={() => void share()}>
            Share …
          </button>
        )}
        <span role="status" className={styles['said']}>
          {said}
        </span>
      </div>
    </>
  );
}
