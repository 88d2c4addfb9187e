import { useState } from 'react';
import { useApp } from '../context.ts';
import { ViewScale } from '../panels/viewScale.ts';
import type { Theme } from '../theme.ts';
import { Transport, TransportRest } from '../transport/Transport.tsx';
import { Legend } from './Legend.tsx';
import type { PanelSettings } from './panelSettings.ts';
import { RunCard } from './RunCard.tsx';
import styles from './Stage.module.css';

interface Props {
  readonly theme: Theme;
  readonly classNames: readonly string[];
  readonly phone: boolean;
  readonly onOpenData: () => void;
}

/** Columns and rows of the panels: side by side up to three, two by two for four; on a phone stacked, or two by two. */
function arrangement(runCount: number, phone: boolean): { readonly columns: number; readonly rows: number } {
  const columns = phone ? (runCount > 2 ? 2 : 1) : runCount > 3 ? 2 : runCount;
  return { columns, rows: Math.ceil(runCount / columns) };
}

function toggled(classes: ReadonlySet<number>, c: number): ReadonlySet<number> {
  return classes.has(c) ? new Set([...classes].filter((other) => other !== c)) : new Set([...classes, c]);
}

/** The hero: the runs' panels, the transport and the legend. */
export function Stage({ theme, classNames, phone, onOpenData }: Props) {
  const runCount = useApp((state) => state.experiment.runs.length);
  const [hiddenClasses, setHiddenClasses] = useState<ReadonlySet<number>>(new Set());
  const [view, setView] = useState<PanelSettings['view']>('follow');
  const [viewScale] = useState(() => new ViewScale());
  const { columns, rows } = arrangement(runCount, phone);
  return (
    <div className={styles['stage']} style={{ '--columns': columns, '--rows': rows }}>
      <div className={styles['sight']}>
        <div className={styles['cards']}>
          {Array.from({ length: runCount }, (_, run) => (
            <RunCard key={run} index={run} classNames={classNames} theme={theme} hiddenClasses={hiddenClasses} view={view} viewScale={viewScale} />
          ))}
        </div>
      </div>
      {phone ? <TransportRest view={view} onView={setView} onOpenData={onOpenData} /> : <Transport view={view} onView={setView} />}
      <Legend classNames={classNames} theme={theme} hiddenClasses={hiddenClasses} onToggle={(c) => setHiddenClasses((classes) => toggled(classes, c))} />
    </div>
  );
}
