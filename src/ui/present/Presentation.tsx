import { useEffect, useMemo, useState } from 'react';
import button from '../controls/button.module.css';
import { NoticeBar } from '../notice/NoticeBar.tsx';
import { Formula } from '../objective/Formula.tsx';
import { useTunedRun } from '../objective/useTunedRun.ts';
import { TermSwitch, WeightSlider } from '../objective/WeightControl.tsx';
import { PlaceLines } from '../panels/PlaceLines.tsx';
import { ViewScale } from '../panels/view/viewScale.ts';
import { RunCard } from '../runs/RunCard.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { Pointed } from '../shared/pointed.ts';
import { useSight } from '../shared/sight.ts';
import type { Theme } from '../shared/theme.ts';
import { TrainButton } from '../transport/buttons.tsx';
import styles from './Presentation.module.css';
import { usePresentationKeys } from './usePresentationKeys.ts';

interface Props {
  readonly theme: Theme;
  readonly classNames: readonly string[];
  readonly onClose: () => void;
}

/** For a class: the panels, the weight and large type, nothing else. Any panel fills the screen, by its button or its number. */
export function Presentation({ theme, classNames, onClose }: Props) {
  const runCount = useApp((state) => state.experiment.runs.length);
  const hidden = useApp((state) => state.hiddenClasses);
  const hiddenClasses = useMemo(() => new Set(hidden), [hidden]);
  const view = useApp((state) => state.view);
  const [viewScale] = useState(() => new ViewScale());
  const [pointed] = useState(() => new Pointed());
  const names = useSight((seen) => seen.names);
  const [filled, setFilled] = useState<number | null>(null);
  const alone = filled !== null && filled < runCount ? filled : null;
  const fill = (run: number) => setFilled((now) => (now === run ? null : run));
  usePresentationKeys({ runCount, fill, leave: () => (alone === null ? onClose() : setFilled(null)) });
  useEffect(() => {
    document.documentElement.dataset['presenting'] = '';
    return () => {
      delete document.documentElement.dataset['presenting'];
    };
  }, []);
  const shown = alone === null ? Array.from({ length: runCount }, (_, run) => run) : [alone];
  return (
    <main className={styles['presentation']} aria-label="Presentation">
      <div className={styles['panels']} style={{ '--columns': runCount > 3 && alone === null ? Math.ceil(runCount / 2) : shown.length }}>
        {shown.map((run) => (
          <div key={run} className={styles['panel']}>
            <RunCard index={run} classNames={classNames} theme={theme} hiddenClasses={hiddenClasses} view={view} viewScale={viewScale} pointed={pointed} names={names} />
            {runCount > 1 && <FillButton run={run} isFilled={alone === run} onFill={fill} />}
          </div>
        ))}
        <PlaceLines />
      </div>
      <Bar onClose={onClose} />
      <NoticeBar />
    </main>
  );
}

function FillButton({ run, isFilled, onFill }: { readonly run: number; readonly isFilled: boolean; readonly onFill: (run: number) => void }) {
  const name = useApp((state) => state.experiment.runs[run]?.name ?? '');
  return (
    <button type="button" className={`${button['plain']} ${styles['fill']}`} title={String(run + 1)} onClick={() => onFill(run)}>
      {isFilled ? 'All panels' : 'Fill the screen'}
      <span className="visually-hidden">{isFilled ? '' : ` with ${name}`}</span>
    </button>
  );
}

function Bar({ onClose }: { readonly onClose: () => void }) {
  const tuned = useTunedRun();
  return (
    <section className={styles['bar']} aria-label="Training">
      <TrainButton />
      <Step />
      {tuned && (
        <>
          <Formula terms={tuned.terms} />
          <div className={styles['weight']}>
            <TermSwitch run={tuned.run} term={tuned.terms[0]} labelled={false} />
            <WeightSlider run={tuned.run} term={tuned.terms[0]} />
          </div>
        </>
      )}
      <FullScreen />
      <button type="button" className={button['plain']} title="Escape" onClick={onClose}>
        Leave
      </button>
    </section>
  );
}

function Step() {
  const step = useApp((state) => state.step);
  return (
    <p className={styles['step']}>
      step <b>{count(step)}</b>
    </p>
  );
}

function FullScreen() {
  const controller = useController();
  if (!document.fullscreenEnabled) return null;
  const toggle = async () => {
    try {
      await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    } catch {
      // A browser may refuse it; the presentation fills the window in any case.
      controller.dismissNotice();
    }
  };
  return (
    <button type="button" className={button['plain']} onClick={() => void toggle()}>
      Full screen
    </button>
  );
}
