import { useState } from 'react';
import type { ClassOffer } from '../../worker/own/choosing.ts';
import button from '../controls/button.module.css';
import { Switch } from '../controls/Switch.tsx';
import { useModal } from '../controls/useModal.ts';
import dialogStyles from '../data/DataDialog.module.css';
import { useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import styles from './AddedDialog.module.css';
import { Presets } from './Presets.tsx';

/** Which classes of a person's photographs are read: asked as soon as the classes are known, before any image is. */
export function ChooseDialog({ offer: { label, classes, presets, most } }: { readonly offer: ClassOffer }) {
  const controller = useController();
  const dialog = useModal();
  const [chosen, choose] = useState<ReadonlySet<string>>(() => new Set(classes.slice(0, most).map(({ name }) => name)));
  const images = classes.reduce((sum, one) => sum + (chosen.has(one.name) ? one.images : 0), 0);
  const all = classes.reduce((sum, one) => sum + one.images, 0);
  const toggle = (name: string, on: boolean) => choose(new Set(classes.flatMap((one) => ((one.name === name ? on : chosen.has(one.name)) ? [one.name] : []))));
  const problem = chosen.size < 2 ? 'Two classes are needed at least.' : chosen.size > most ? `${count(chosen.size)} are chosen; at most ${count(most)} classes are learned.` : '';
  const cancel = () => controller.cancelReading();
  return (
    <dialog ref={dialog} className={dialogStyles['dialog']} aria-labelledby="choose-title" onCancel={cancel}>
      <div className={dialogStyles['content']}>
        <header className={dialogStyles['head']}>
          <h2 id="choose-title">Which classes of {label}?</h2>
          <button type="button" className={`${button['text']} ${dialogStyles['close']}`} aria-label="Cancel reading" onClick={cancel}>
            {icons.close}
          </button>
        </header>
        <p className={styles['counts']}>
          {count(classes.length)} classes with {count(all)} photographs were found. Each is decoded, and goes through a network once before it is trained on: what you leave out here costs no time.{classes.length > most && ` At most ${count(most)} classes are learned: the first ${count(most)} are chosen.`}
        </p>
        <Presets presets={presets} partly={chosen.size < classes.length} onOnly={(names) => choose(new Set(names ?? classes.map(({ name }) => name)))} />
        <ul className={`${styles['classes']} ${styles['offered']}`} aria-label="Classes">
          {classes.map(({ name, images: of }) => (
            <li key={name}>
              <Switch checked={chosen.has(name)} onChange={(on) => toggle(name, on)}>
                {name}
              </Switch>
              <span>{count(of)} images</span>
            </li>
          ))}
        </ul>
        <div className={styles['actions']}>
          {problem && (
            <p role="status" className={styles['problem']}>
              {problem}
            </p>
          )}
          <button type="button" className={button['text']} onClick={cancel}>
            Cancel
          </button>
          <button type="button" className={button['primary']} disabled={problem !== ''} onClick={() => controller.own.choose([...chosen])}>
            Read {count(images)} images of {count(chosen.size)} classes
          </button>
        </div>
      </div>
    </dialog>
  );
}
