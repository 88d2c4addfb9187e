import { Suspense, lazy } from 'react';
import button from '../controls/button.module.css';
import { Switch } from '../controls/Switch.tsx';
import { useApp } from '../shared/context.ts';
import { setSight, useSight } from '../shared/sight.ts';
import type { Theme } from '../shared/theme.ts';
import { TourOffer } from '../tour/TourOffer.tsx';
import styles from './SeeBar.module.css';

const TugWords = lazy(async () => ({ default: (await import('./TugWords.tsx')).TugWords }));

/** What can be seen beside the features: the regions of the head, the pulls of the losses, the spread of the classes, and a picture that one draws. */
export function SeeBar({ classNames, theme }: { readonly classNames: readonly string[]; readonly theme: Theme }) {
  const regions = useSight((seen) => seen.regions);
  const tug = useSight((seen) => seen.tug);
  const spread = useSight((seen) => seen.spread);
  const lines = useSight((seen) => seen.lines);
  const several = useApp((state) => state.experiment.runs.length > 1);
  const pad = useSight((seen) => seen.pad);
  const drawable = useApp(({ setUp }) => setUp !== null && 'height' in setUp.dataset.form);
  const plane = useApp((state) => state.effective.projection === 'identity');
  const why = plane ? undefined : 'Only where the two features are the two axes';
  return (
    <section className={styles['bar']} aria-label="Look closer">
      <div className={styles['switches']}>
        <span title={why}>
          <Switch checked={plane && regions} disabled={!plane} onChange={(on) => setSight({ regions: on })}>
            Decision regions
          </Switch>
        </span>
        <span title={why}>
          <Switch checked={plane && tug !== null} disabled={!plane} onChange={(on) => setSight({ tug: on ? 0 : null, places: {} })}>
            Tug of war
          </Switch>
        </span>
        <span title="Ellipses of one and two standard deviations of each class's points in the picture">
          <Switch checked={spread} onChange={(on) => setSight({ spread: on })}>
            Spread
          </Switch>
        </span>
        {several && (
          <span title="A line between the places of the point that is pointed at, from panel to panel">
            <Switch checked={lines} onChange={(on) => setSight({ lines: on })}>
              Lines
            </Switch>
          </span>
        )}
        <TourOffer />
        {drawable && (
          <button type="button" className={button['plain']} aria-expanded={pad} onClick={() => setSight({ pad: !pad })}>
            Draw and see
          </button>
        )}
      </div>
      {plane && tug !== null && (
        <Suspense>
          <TugWords classNames={classNames} theme={theme} />
        </Suspense>
      )}
    </section>
  );
}
