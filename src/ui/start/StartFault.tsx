import { describeError } from '../../errors.ts';
import button from '../controls/button.module.css';
import styles from './StartFault.module.css';

/** In the place of the page where it could not start or fell over: what happened, what to do, and a way to begin again. */
export function StartFault({ error }: { readonly error: unknown }) {
  const { message, hint } = describeError(error);
  return (
    <main className={styles['fault']} role="alert">
      <h1>Center Loss Playground</h1>
      <p>The page cannot go on: {message}</p>
      <p className={styles['hint']}>{hint}</p>
      <button type="button" className={button['plain']} onClick={() => location.reload()}>
        Reload
      </button>
    </main>
  );
}
