import { centerTerm, effectiveCenterWeight } from '../../config/experiment.ts';
import type { Run } from '../../config/experiment.ts';
import { useApp, useController } from '../context.ts';
import { count, figure, percent, weightText } from '../format.ts';
import { FeaturePanel } from '../panels/FeaturePanel.tsx';
import type { PanelSettings } from './panelSettings.ts';
import styles from './RunCard.module.css';
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
          <span className={styles['name']}>{run.name}</span>
          <Weight run={run} />
        </h2>
        <Accuracy index={index} />
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
            <b>Collapsed:</b> all classes lie on one point. Lower λ or switch it off for a while.
          </p>
        )}
      </div>
    </article>
  );
}

function Weight({ run }: { readonly run: Run }) {
  if (!centerTerm(run)) return null;
  const weight = effectiveCenterWeight(run);
  return <span className={styles['weight']}>λ {weight === 0 ? 'off' : weightText(weight)}</span>;
}

function Accuracy({ index }: { readonly index: number }) {
  const accuracy = useApp((state) => state.evaluation?.runs[index]?.testAccuracy);
  const images = useApp((state) => state.evaluation?.count);
  return (
    <p className={styles['accuracy']}>
      <span className={styles['large']}>{percent(accuracy)}</span> % <span className={styles['test']} title="Test images that were measured">of {images === undefined ? '–' : count(images)}</span>
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
      <div>
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
