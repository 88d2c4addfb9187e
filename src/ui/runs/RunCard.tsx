import { effectiveWeight } from '../../config/experiment.ts';
import type { Run } from '../../config/schema.ts';
import { losses as catalog } from '../../losses/catalog.ts';
import { weightedTerms } from '../objective/useTunedRun.ts';
import { FeaturePanel } from '../panels/FeaturePanel.tsx';
import type { PanelSettings } from '../panels/panelSettings.ts';
import { useController, useSeen } from '../shared/context.ts';
import styles from './RunCard.module.css';
import { RunHead } from './RunHead.tsx';

interface Props extends PanelSettings {
  readonly index: number;
  readonly classNames: readonly string[];
}

/** One run: its name, how well it does, and its features. */
export function RunCard({ index, classNames, theme, hiddenClasses, view, viewScale, pointed, names }: Props) {
  const controller = useController();
  const run = useSeen((state) => state.experiment.runs[index]);
  const collapsed = useSeen((state) => state.evaluation?.runs[index]?.collapsed ?? false);
  if (!run) return null;
  return (
    <article className={styles['card']} aria-label={run.name} data-tour="panel">
      <RunHead index={index} run={run} theme={theme} />
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
          pointed={pointed}
          names={names}
        />
        {collapsed && (
          <p className={styles['collapsed']}>
            <b>Collapsed:</b> all classes lie on one point. {collapseAdvice(run)}
          </p>
        )}
      </div>
    </article>
  );
}

/** The advice fits what acts in the run. */
function collapseAdvice(run: Run): string {
  const acting = weightedTerms(run).find(({ loss }) => effectiveWeight(run, loss) > 0);
  return acting ? `Lower ${catalog.get(acting.loss).weightSign} or switch it off for a while.` : 'Lower the learning rate, or try another seed.';
}
