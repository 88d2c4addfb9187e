import { useMemo, useState } from 'react';
import { projections } from '../../projections/catalog.ts';
import button from '../controls/button.module.css';
import { Legend } from '../legend/Legend.tsx';
import { drawnAs } from '../panels/drawnAs.ts';
import { PlaceLines } from '../panels/PlaceLines.tsx';
import { ViewScale } from '../panels/view/viewScale.ts';
import { RunCard } from '../runs/RunCard.tsx';
import { SeeBar } from '../see/SeeBar.tsx';
import { VisitBar, isVisitTold } from '../share/VisitBar.tsx';
import { useApp, useSeen } from '../shared/context.ts';
import { count, percent } from '../shared/format.ts';
import { prefersStill } from '../shared/media.ts';
import { Pointed } from '../shared/pointed.ts';
import { setSight, useSight } from '../shared/sight.ts';
import type { Theme } from '../shared/theme.ts';
import { Lines } from '../timeline/Lines.tsx';
import { Timeline } from '../timeline/Timeline.tsx';
import { Transport, TransportRest } from '../transport/Transport.tsx';
import styles from './Stage.module.css';

interface Props {
  readonly theme: Theme;
  readonly classNames: readonly string[];
  readonly phone: boolean;
  readonly onOpenData: () => void;
}

/** Columns and rows of the panels: side by side up to three, two by two for four, then three in a row; on a phone stacked, or two in a row. */
function arrangement(runCount: number, phone: boolean): { readonly columns: number; readonly rows: number } {
  const columns = phone ? (runCount > 2 ? 2 : 1) : runCount === 4 ? 2 : Math.min(runCount, 3);
  return { columns, rows: Math.ceil(runCount / columns) };
}

/** Test images a class from which on it says something that six nearest ones are of it. */
const enoughForSix = 7;

/** How features come into the plane, and how far neighbours there are neighbours in all dimensions. */
function Drawing({ how, classCount }: { readonly how: string; readonly classCount: number }) {
  const agreement = useSeen((state) => state.agreement);
  const dimension = useApp((state) => state.effective.dimension);
  const where = useApp((state) => (projections.get(state.effective.projection).isInSpace ? 'from the front' : 'here'));
  return (
    <p className={styles['drawing']}>
      <span>{how}</span>
      {agreement && agreement.count >= enoughForSix * classCount && <span> · at step {count(agreement.step)} six nearest agree with the class, {where} and in all {dimension}: {agreement.runs.map(({ name, plane, all }) => `${name} ${percent(plane)} and ${percent(all)} %`).join('; ')}</span>}
    </p>
  );
}

/** The hero: the runs' panels, the transport and the legend. */
export function Stage({ theme, classNames, phone, onOpenData }: Props) {
  const runCount = useApp((state) => state.experiment.runs.length);
  const hidden = useApp((state) => state.hiddenClasses);
  const hiddenClasses = useMemo(() => new Set(hidden), [hidden]);
  const view = useApp((state) => state.view);
  const drawing = useApp((state) => drawnAs(state.effective));
  const [viewScale] = useState(() => new ViewScale());
  const [pointed] = useState(() => new Pointed());
  const names = useSight((seen) => seen.names);
  const visit = useApp(isVisitTold);
  const { columns, rows } = arrangement(runCount, phone);
  return (
    <div className={styles['stage']} data-rows={rows} data-told={drawing !== null || undefined} data-visit={visit || undefined} style={{ '--columns': columns, '--rows': rows }}>
      <VisitBar />
      <div className={styles['sight']}>
        <div className={styles['cards']}>
          {Array.from({ length: runCount }, (_, run) => (
            <RunCard key={run} index={run} classNames={classNames} theme={theme} hiddenClasses={hiddenClasses} view={view} viewScale={viewScale} pointed={pointed} names={names} />
          ))}
          <PlaceLines />
        </div>
      </div>
      {phone && <ShowSelected />}
      {drawing && <Drawing how={drawing} classCount={classNames.length} />}
      {!phone && <Transport />}
      <Timeline />
      <Lines />
      {phone && <TransportRest onOpenData={onOpenData} />}
      <Legend classNames={classNames} hiddenClasses={hiddenClasses} pointed={pointed} names={names} onNames={(named) => setSight({ names: named })} />
      <SeeBar classNames={classNames} theme={theme} />
    </div>
  );
}

/** On a phone the images of a selection are far below its points: this goes there. */
function ShowSelected() {
  const images = useApp((state) => state.selection?.length ?? 0);
  if (images === 0) return null;
  return (
    <button type="button" className={`${button['plain']} ${styles['selected']}`} onClick={() => document.querySelector('[data-selection]')?.scrollIntoView({ behavior: prefersStill() ? 'auto' : 'smooth' })}>
      Show the {count(images)} selected {images === 1 ? 'image' : 'images'}
    </button>
  );
}
