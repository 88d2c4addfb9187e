import { effectiveWeight } from '../../config/experiment.ts';
import { losses as catalog } from '../../losses/catalog.ts';
import { useSeen } from '../shared/context.ts';
import { count, figure, percent } from '../shared/format.ts';
import styles from './RunMeasures.module.css';

/** The share of test images that a run reads right. */
export function Accuracy({ index }: { readonly index: number }) {
  const accuracy = useSeen((state) => state.evaluation?.runs[index]?.testAccuracy);
  return (
    <p className={styles['accuracy']}>
      <span className={styles['large']}>{percent(accuracy)}</span> %<span className={styles['unit']}> accuracy</span>
    </p>
  );
}

/** What the accuracy is of, always the same sample of the test set, at which step where that is not the one shown, and the whole set's beside it, once known. */
export function Measured({ index }: { readonly index: number }) {
  const evaluation = useSeen((state) => state.evaluation);
  const whole = useSeen((state) => state.wholeEvaluation);
  const step = useSeen((state) => state.step);
  const run = whole?.runs[index];
  const stale = whole !== null && whole.step !== evaluation?.step;
  return (
    <p className={styles['measured']}>
      <span className={styles['sample']}>of {evaluation ? count(evaluation.count) : '–'} test images{evaluation && evaluation.step !== step && <span className={styles['at']}>, step {count(evaluation.step)}</span>}</span>
      {whole && run && (
        <span data-stale={stale || undefined}>
          whole <span className={styles['wordy']}>test </span>set {percent(run.testAccuracy)} %{stale && ` at step ${count(whole.step)}`}
        </span>
      )}
    </p>
  );
}

/** Compactness, and the losses as they enter the objective. */
export function Measures({ index }: { readonly index: number }) {
  const compactness = useSeen((state) => state.evaluation?.runs[index]?.compactness);
  const losses = useSeen((state) => state.losses?.[index]);
  const run = useSeen((state) => state.experiment.runs[index]);
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
