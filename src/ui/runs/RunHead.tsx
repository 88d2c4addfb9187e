import type { Run } from '../../config/schema.ts';
import { losses as catalog } from '../../losses/catalog.ts';
import { weightedTerms } from '../objective/useTunedRun.ts';
import { weightText } from '../shared/format.ts';
import type { Theme } from '../shared/theme.ts';
import styles from './RunHead.module.css';
import { RunLine } from './RunLine.tsx';
import { Accuracy, Measured, Measures } from './RunMeasures.tsx';
import { RunName } from './RunName.tsx';

/** Which run it is, what it minimises and how well it does. */
export function RunHead({ index, run, theme }: { readonly index: number; readonly run: Run; readonly theme: Theme }) {
  return (
    <header className={styles['head']}>
      <h2>
        <span className={styles['line']}>
          <RunLine index={index} theme={theme} />
        </span>
        <RunName name={run.name} />
      </h2>
      <Weight run={run} />
      <Accuracy index={index} />
      <Measured index={index} />
      <Measures index={index} />
    </header>
  );
}

function Weight({ run }: { readonly run: Run }) {
  const terms = weightedTerms(run);
  if (terms.length === 0) return null;
  return (
    <p className={styles['weight']} data-many={terms.length > 1 || undefined}>
      {terms.map(({ loss, weight, on }, i) => (
        <span key={loss}>
          {catalog.get(loss).weightSign} {on && weight > 0 ? weightText(weight) : 'off'}
          {i < terms.length - 1 && ', '}
        </span>
      ))}
    </p>
  );
}
