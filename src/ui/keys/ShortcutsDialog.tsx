import button from '../controls/button.module.css';
import { useModal } from '../controls/useModal.ts';
import dialogStyles from '../data/DataDialog.module.css';
import { icons } from '../shared/icons.tsx';
import { keyNames, shortcutGroups } from '../shared/shortcuts.ts';
import styles from './ShortcutsDialog.module.css';

/** The keys that do something, from the tables by which they do it. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useModal(onClose);
  return (
    <dialog ref={dialog} className={dialogStyles['dialog']} aria-labelledby="shortcuts-title" closedby="any">
      <div className={dialogStyles['content']}>
        <header className={dialogStyles['head']}>
          <h2 id="shortcuts-title">Keyboard shortcuts</h2>
          <button type="button" className={`${button['text']} ${dialogStyles['close']}`} aria-label="Close" onClick={() => dialog.current?.close()}>
            {icons.close}
          </button>
        </header>
        <div className={styles['groups']}>
          {shortcutGroups.map(({ where, shortcuts }) => (
            <section key={where}>
              <h3>{where}</h3>
              <dl>
                {shortcuts.map((shortcut) => (
                  <div key={shortcut.id}>
                    <dt>
                      {keyNames(shortcut).map((name) => (
                        <kbd key={name}>{name}</kbd>
                      ))}
                    </dt>
                    <dd>{shortcut.does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <p className={styles['more']}>Tab goes from control to control; within a row of tools, classes or choices the arrow keys do. Escape closes what is open.</p>
      </div>
    </dialog>
  );
}
