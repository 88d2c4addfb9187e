import { effectiveWeight } from '../../config/experiment.ts';
import type { Run } from '../../config/schema.ts';
import { losses as catalog } from '../../losses/catalog.ts';
import { weightedTerms } from '../objective/useTunedRun.ts';
import { useApp } from '../shared/context.ts';
import { count, figure, percent, weightText } from '../shared/format.ts';
import type { Theme } from '../shared/theme.ts';
import styles from './RunHead.module.css';
import { RunLine } from './RunLine.tsx';
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

function Accuracy({ index }: { readonly index: number }) {
  const accuracy = useApp((state) => state.evaluation?.runs[index]?.testAccuracy);
  return (
    <p className={styles['accuracy']}>
      <span className={styles['large']}>{percent(accuracy)}</span> %<span className={styles['unit']}> accuracy</span>
    </p>
  );
}

/** What the accuracy is of, always the same sample of the test set, and the whole set's beside it, once known. */
function Measured({ index }: { readonly index: number }) {
  const evaluation = useApp((state) => state.evaluation);
  const whole = useApp((state) => state.wholeEvaluation);
  const run = whole?.runs[index];
  const stale = whole !== null && whole.step !== evaluation?.step;
  return (
    <p className={styles['measured']}>
      <span className={styles['sample']}>of {evaluation ? count(evaluation.count) : '–'} test images</span>
      {whole && run && (
        <span data-stale={stale || undefined}>
          whole <span className={styles['wordy']}>test </span>set {percent(run.testAccuracy)} %{stale && ` at step ${count(whole.step)}`}
        </span>
      )}
    </p>
  );
}

function Measures({ index }: { readonly index: number }) {
  const compactness = useApp((state) => state.evaluation?.runs[index]?.compactness);
  const losses = useApp((state) => state.losses?.[index]);
  const run = useApp((state) => state.experiment.runs[index]);
  return (
    <dl className={styles['measures']}>
      <div title="Spread within the classes over the least distance between two: lower is more compact">
        <dt>compactness</dt>
        <dd>{figure(compactness)}</dd>
      </div>
      {run?.objective.map(({ loss }) => {
        const { weightSign, subscript } = catalog.get(loss);
        return (
          <div key={loss} className={styles['loss']}>
            <dt>
              {weightSign !== null && `${weightSign}·`}L<sub>{subscript}</sub>
            </dt>
            <dd>{figure(losses && effectiveWeight(run, loss) * losses[loss]!)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
