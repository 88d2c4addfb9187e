import { centerTerm, effectiveCenterWeight } from '../../config/experiment.ts';
import type { Run } from '../../config/experiment.ts';
import { useApp, useController } from '../context.ts';
import { count, figure, percent, weightText } from '../format.ts';
import { FeaturePanel } from '../panels/FeaturePanel.tsx';
import type { PanelSettings } from './panelSettings.ts';
import styles from './RunCard.module.css';
import { RunName } from './RunName.tsx';
import { runLine } from './runStyle.ts';

interface Props extends PanelSettings {
  readonly index: number;
  readonly classNames: readonly string[];
}

/** One run: its name, how well it does, and its features. */
export function RunCard({ index, classNames, theme, hiddenClasses, view, viewScale }: Props) {
  const controller = useController();
  const run = useApp((state) => state.experiment.runs[index]);
  const collapsed = useApp((state) => state.evaluation?.runs[index]?.collapsed ?? false);
  if (!run) return null;
  return (
    <article className={styles['card']} aria-label={run.name}>
      <header className={styles['head']}>
        <h2>
          <span className={styles['swatch']} style={runLine(index, theme)} aria-hidden="true" />
          <RunName name={run.name} />
        </h2>
        <Weight run={run} />
        <Accuracy index={index} />
        <Measured index={index} />
        <Measures index={index} />
      </header>
      <div className={styles['plot']}>
        <FeaturePanel
          controller={controller}
          run={index}
          title={run.name}
          classNames={classNames}
          theme={theme}
          hiddenClasses={hiddenClasses}
          view={view}
          viewScale={viewScale}
        />
        {collapsed && (
          <p className={styles['collapsed']}>
            <b>Collapsed:</b> all classes lie on one point. {effectiveCenterWeight(run) > 0 ? 'Lower λ or switch it off for a while.' : 'Lower the learning rate, or try another seed.'}
          </p>
        )}
      </div>
    </article>
  );
}

function Weight({ run }: { readonly run: Run }) {
  if (!centerTerm(run)) return null;
  const weight = effectiveCenterWeight(run);
  return <p className={styles['weight']}>λ {weight === 0 ? 'off' : weightText(weight)}</p>;
}

function Accuracy({ index }: { readonly index: number }) {
  const accuracy = useApp((state) => state.evaluation?.runs[index]?.testAccuracy);
  return (
    <p className={styles['accuracy']}>
      <span className={styles['large']}>{percent(accuracy)}</span> % accuracy
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
  const weight = run ? effectiveCenterWeight(run) : 0;
  return (
    <dl className={styles['measures']}>
      <div title="Spread within the classes over the least distance between two: lower is more compact">
        <dt>compactness</dt>
        <dd>{figure(compactness)}</dd>
      </div>
      <div className={styles['loss']}>
        <dt>
          L<sub>softmax</sub>
        </dt>
        <dd>{figure(losses?.xent)}</dd>
      </div>
      {run && centerTerm(run) && (
        <div className={styles['loss']}>
          <dt>
            λ·L<sub>center</sub>
          </dt>
          <dd>{figure(losses && weight * losses.center)}</dd>
        </div>
      )}
    </dl>
  );
}
