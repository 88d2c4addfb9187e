import { useEffect, useState } from 'react';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { SelectField } from '../controls/SelectField.tsx';
import { Switch } from '../controls/Switch.tsx';
import { tugWords } from '../field/words.ts';
import { tugOf, usualPlace } from '../panels/overlay/tugScene.ts';
import { useController, useSeen } from '../shared/context.ts';
import { classInks } from '../shared/palette.ts';
import { setSight, useSight } from '../shared/sight.ts';
import type { Theme } from '../shared/theme.ts';
import { pullsOf } from './pullsOf.ts';
import styles from './SeeBar.module.css';

/** Least time between two snapshots that words are written anew for, in milliseconds. */
const restMs = 250;

/** The last snapshot, a few times a second at most. */
function useSnapshot(): DrawnSnapshot | null {
  const controller = useController();
  const [snapshot, setSnapshot] = useState<DrawnSnapshot | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: DrawnSnapshot | null = null;
    const leave = controller.onSnapshot((told) => {
      last = told;
      timer ??= setTimeout(() => {
        timer = undefined;
        setSnapshot(last);
      }, restMs);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [controller]);
  return snapshot;
}

/** The class that the tug of war is about, what the arrows are, and what is seen in each panel, in a sentence. */
export function TugWords({ classNames, theme }: { readonly classNames: readonly string[]; readonly theme: Theme }) {
  const label = useSight((seen) => seen.tug) ?? 0;
  const field = useSight((seen) => seen.field);
  const runs = useSeen((state) => state.experiment.runs);
  const snapshot = useSnapshot();
  const options = classNames.map((name, c) => [String(c), name] as const);
  const inks = classInks(theme);
  return (
    <div className={styles['tug']}>
      <div className={styles['switches']}>
        <SelectField label="Class" value={String(label)} options={options} onChange={(chosen) => setSight({ tug: Number(chosen), places: {} })} />
        <Switch checked={field} onChange={(on) => setSight({ field: on })}>
          Over the whole plane
        </Switch>
        <ul className={styles['key']} aria-label="Arrows" style={{ '--class-color': inks[label % inks.length]! }}>
          <li data-pull="softmax">cross-entropy</li>
          <li data-pull="center">center loss</li>
          <li data-pull="sum">both</li>
          <li data-pull="balance">where they cancel</li>
        </ul>
      </div>
      <div role="status">
        {snapshot && runs.map((run, r) => <Words key={run.id} run={r} label={label} snapshot={snapshot} />)}
      </div>
    </div>
  );
}

function Words({ run, label, snapshot }: { readonly run: number; readonly label: number; readonly snapshot: DrawnSnapshot }) {
  const of = useSeen((state) => state.experiment.runs[run]);
  const place = useSight((seen) => seen.places[run] ?? null);
  const features = snapshot.runs[run];
  if (!of || !features) return null;
  const { weights, untold } = pullsOf(of);
  const tug = tugOf(features, { label, weights });
  return (
    <p>
      <b>{of.name}:</b> {tug ? tugWords(tug, place ?? usualPlace(features, label)) : 'its pulls cannot be drawn; the head is no linear one, or not known yet.'}
      {untold.map((name) => ` ${name} pulls too; that is not drawn.`)}
    </p>
  );
}
