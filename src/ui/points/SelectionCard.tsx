import { useId, useMemo, useRef, useState } from 'react';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import type { Probe } from '../../worker/looks/looks.ts';
import card from '../controls/card.module.css';
import { SelectField } from '../controls/SelectField.tsx';
import { useLastSnapshot } from '../lens/useLastSnapshot.ts';
import { useApp, useController } from '../shared/context.ts';
import { count, figure, percent } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import { useIntoSight } from '../controls/useIntoSight.ts';
import type { GridImage } from './ImageGrid.tsx';
import { ImageGrid } from './ImageGrid.tsx';
import { classCounts, rowsOf, sorted } from './order.ts';
import type { PointRow, SortKey } from './order.ts';
import { PointDetails } from './PointDetails.tsx';
import styles from './Points.module.css';
import { SaveSelection } from './SaveSelection.tsx';
import { usePoint } from './usePoint.ts';

/** Classes of a selection that are named with their counts. */
const classesNamed = 4;
/** Rows of images in sight. */
const rowsInSight = 3;

const orders: readonly (readonly [SortKey, string])[] = [
  ['number', 'number'],
  ['leastSure', 'least sure first'],
  ['mostSure', 'surest first'],
  ['farthest', 'farthest from its mean first'],
  ['nearest', 'nearest to its mean first'],
];

/** The images of the points that are selected, as the runs see them at the step that is shown. */
export function SelectionCard({ selection, classNames }: { readonly selection: readonly number[]; readonly classNames: readonly string[] }) {
  const controller = useController();
  const section = useRef<HTMLElement>(null);
  useIntoSight(section, selection);
  const snapshot = useLastSnapshot(section);
  const runs = useApp((state) => state.effective.runs);
  const id = useId();
  const { probe } = controller.points;
  const fits = snapshot !== null && probe !== null && snapshot.runs.length === runs.length && probe.labels.every((label) => label < classNames.length);
  return (
    <section ref={section} data-selection className={`${card['card']} ${styles['card']}`} aria-labelledby={id}>
      <div className={styles['head']}>
        <h2 id={id} className={card['title']}>
          Selected images
        </h2>
        <button type="button" className={styles['close']} aria-label="Select nothing" onClick={() => controller.select(null)}>
          {icons.close}
        </button>
      </div>
      {fits ? <Selected images={selection} probe={probe} snapshot={snapshot} names={runs.map(({ name }) => name)} classNames={classNames} /> : <p className={card['note']}>Shown once there are features.</p>}
    </section>
  );
}

/** "34 images: 31 of 4, 3 of 9." */
function wordsOf(rows: readonly PointRow[], classNames: readonly string[]): string {
  const classes = classCounts(rows);
  const rest = classes.slice(classesNamed).reduce((sum, [, n]) => sum + n, 0);
  const parts = [...classes.slice(0, classesNamed).map(([label, n]) => `${count(n)} of ${classNames[label]}`), ...(rest > 0 ? [`${count(rest)} in ${count(classes.length - classesNamed)} other classes`] : [])];
  return `${count(rows.length)} ${rows.length === 1 ? 'image' : 'images'}: ${parts.join(', ')}.`;
}

/** What stands under an image, by what it is sorted by. */
function captionOf({ label, prediction, confidence, distance }: PointRow, key: SortKey, classNames: readonly string[]): string {
  if (prediction < 0) return '–';
  if (key === 'leastSure' || key === 'mostSure') return `${percent(confidence)} %`;
  if (key === 'farthest' || key === 'nearest') return figure(distance);
  return prediction === label ? 'right' : `→ ${classNames[prediction]}`;
}

function asGridImage(row: PointRow, key: SortKey, classNames: readonly string[]): GridImage {
  const { image, label, prediction, confidence, distance } = row;
  const read = prediction < 0 ? 'not measured at this step' : `${prediction === label ? 'read right' : `taken for ${classNames[prediction]}`}, ${percent(confidence)} % sure, ${figure(distance)} from its mean`;
  return { image, label, caption: captionOf(row, key, classNames), words: `Image ${count(image)}, ${classNames[label]}: ${read}`, wrong: prediction >= 0 && prediction !== label };
}

interface SelectedProps {
  readonly images: readonly number[];
  readonly probe: Probe;
  readonly snapshot: DrawnSnapshot;
  readonly names: readonly string[];
  readonly classNames: readonly string[];
}

function Selected({ images, probe, snapshot, names, classNames }: SelectedProps) {
  const [key, setKey] = useState<SortKey>('number');
  const by = useApp((state) => state.selectedBy);
  const [chosen, setChosen] = useState<{ readonly of: readonly number[]; readonly run: number } | null>(null);
  const [looked, setLooked] = useState<number | null>(null);
  // As the run sees it whose panel it was made in, until another one is chosen.
  const run = Math.min(chosen && (by === null || chosen.of === images) ? chosen.run : (by ?? 0), names.length - 1);
  const rows = useMemo(() => sorted(rowsOf(images, probe, snapshot, run), key), [images, probe, snapshot, run, key]);
  const shown = useMemo(() => rows.map((row) => asGridImage(row, key, classNames)), [rows, key, classNames]);
  const unmeasured = rows.filter(({ prediction }) => prediction < 0).length;
  const at = rows.find(({ image }) => image === looked);
  const point = usePoint(at ? looked : null);
  return (
    <>
      <p className={styles['held']} aria-live="polite">
        {wordsOf(rows, classNames)}
      </p>
      <SelectField label="Order" value={key} options={orders} onChange={setKey} />
      {names.length > 1 && <SelectField label="As seen by" value={String(run)} options={names.map((name, r) => [String(r), name] as const)} onChange={(value) => setChosen({ of: images, run: Number(value) })} />}
      <ImageGrid label="Images of the selection" images={shown} rows={rowsInSight} onLook={setLooked} />
      {unmeasured > 0 && <p className={styles['small']}>{count(unmeasured)} of them are not measured at step {count(snapshot.step)}: while it trains, a slow device measures fewer.</p>}
      {at && point ? <PointDetails point={point} label={at.label} classNames={classNames} /> : <p className={styles['small']}>Point at an image: a ring shows it in every panel.</p>}
      <SaveSelection rows={rows} snapshot={snapshot} classNames={classNames} />
    </>
  );
}
