import { useMemo, useState } from 'react';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { SelectField } from '../controls/SelectField.tsx';
import { ImageGrid } from '../points/ImageGrid.tsx';
import type { GridImage } from '../points/ImageGrid.tsx';
import { mistakesOf } from '../points/mistakes.ts';
import { rowsOf, sorted } from '../points/order.ts';
import { useApp, useController } from '../shared/context.ts';
import { count, percent } from '../shared/format.ts';
import styles from './Lens.module.css';

/** Rows of images in sight. */
const rowsInSight = 3;

/** The choice of no run. */
const anyone = '';

interface Props {
  readonly snapshot: DrawnSnapshot;
  readonly names: readonly string[];
  readonly classNames: readonly string[];
}

/** The test images that a run reads wrong, the surest of these first; where another run is chosen, only those that it reads right. */
export function Mistakes({ snapshot, names, classNames }: Props) {
  const controller = useController();
  const heldOut = useApp((state) => state.effective.heldOut);
  const [chosenWrong, setWrong] = useState(0);
  const [chosenRight, setRight] = useState(anyone);
  const wrong = Math.min(chosenWrong, names.length - 1);
  const right = chosenRight === anyone || Number(chosenRight) === wrong || Number(chosenRight) >= names.length ? null : Number(chosenRight);
  const shown = useMemo(() => {
    const rows = rowsOf(mistakesOf(snapshot, wrong, right, heldOut), snapshot, snapshot, wrong);
    return sorted(rows, 'mostSure').map(({ image, label, prediction, confidence }): GridImage => {
      const says = `${classNames[label]} taken for ${classNames[prediction]} by ${names[wrong]}, ${percent(confidence)} % sure`;
      return { image, label, caption: `→ ${classNames[prediction]}`, words: `Image ${count(image)}: ${says}`, wrong: true };
    });
  }, [snapshot, wrong, right, heldOut, classNames, names]);
  const runs = names.map((name, r) => [String(r), name] as const);
  return (
    <section className={styles['mistakes']} aria-label="Mistakes">
      <div className={styles['head']}>
        <h3>Mistakes</h3>
        {names.length > 1 && <SelectField label="Wrong by" value={String(wrong)} options={runs} onChange={(value) => setWrong(Number(value))} />}
        {names.length > 1 && (
          <SelectField label="Right by" value={right === null ? anyone : String(right)} options={[[anyone, 'anyone or no one'], ...runs.filter(([value]) => Number(value) !== wrong)]} onChange={setRight} />
        )}
        <p className={card['note']}>
          {shown.length === 0 ? 'None' : count(shown.length)} of {count(snapshot.labels.length)} test images at step {count(snapshot.step)}.
        </p>
        <button type="button" className={button['text']} disabled={shown.length === 0} onClick={() => controller.select(shown.map(({ image }) => image), wrong)}>
          Select these
        </button>
      </div>
      {shown.length > 0 && <ImageGrid label={`Images that ${names[wrong]} reads wrong`} images={shown} rows={rowsInSight} />}
    </section>
  );
}
