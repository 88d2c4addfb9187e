import button from '../controls/button.module.css';
import { icons } from '../shared/icons.tsx';
import { PageActions } from '../share/PageActions.tsx';
import type { Theme } from '../shared/theme.ts';
import { BackendBadge } from './BackendBadge.tsx';
import { DataBadge } from './DataBadge.tsx';
import styles from './Header.module.css';

interface Props {
  readonly theme: Theme;
  readonly onToggleTheme: () => void;
  /** Opens the data dialog; null where the badge is elsewhere. */
  readonly onOpenData: (() => void) | null;
}

/** The page's name, the data set with its counts, what computes, and the theme. */
export function Header({ theme, onToggleTheme, onOpenData }: Props) {
  const otherTheme = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles['header']}>
      <h1>
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <use href="./favicon.svg#mark" />
        </svg>
        Center Loss Playground
      </h1>
      {onOpenData && <DataBadge onOpen={onOpenData} />}
      <span className={styles['space']} />
      {onOpenData && <PageActions />}
      <a className={styles['link']} href="#explanation">
        What is this?
      </a>
      <BackendBadge />
      <button type="button" className={`${button['plain']} ${styles['theme']}`} onClick={onToggleTheme} aria-label={`Use the ${otherTheme} theme`}>
        {theme === 'dark' ? icons.sun : icons.moon}
      </button>
    </header>
  );
}
