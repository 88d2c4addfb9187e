import { useState } from 'react';
import { useStore } from 'zustand';
import type { KeptDigit } from '../../app/drawn/keptDigits.ts';
import button from '../controls/button.module.css';
import { SelectField } from '../controls/SelectField.tsx';
import { Thumbnail } from '../pictures/Thumbnail.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import styles from './Draw.module.css';
import keptStyles from './Kept.module.css';
import { pictureOf } from './pictureOf.ts';

/** The person's own small test set: what they drew and what they say it is, measured at every rest. */
export function Kept({ classNames, canKeep, guess }: { readonly classNames: readonly string[]; readonly canKeep: boolean; readonly guess: number | null }) {
  const { drawing } = useController();
  const kept = useStore(drawing.store, (state) => state.kept);
  const removed = useStore(drawing.store, (state) => state.removed);
  const trouble = useStore(drawing.store, (state) => state.trouble);
  const [chosen, choose] = useState<string | null>(null);
  const label = chosen !== null && classNames.includes(chosen) ? chosen : (classNames[guess ?? 0] ?? '');
  return (
    <div className={keptStyles['kept']}>
      <div className={keptStyles['row']}>
        <SelectField label="Keep as" value={label} options={classNames.map((name) => [name, name] as const)} disabled={!canKeep} onChange={choose} />
        <button
          type="button"
          className={button['plain']}
          disabled={!canKeep}
          onClick={() => {
            choose(null);
            void drawing.keep(label);
          }}
        >
          Keep
        </button>
      </div>
      {kept.length > 0 && <Score kept={kept} />}
      {kept.length > 0 && <Thumbnails kept={kept} />}
      {removed && (
        <p className={styles['small']}>
          A {removed.label} was deleted.{' '}
          <button type="button" className={button['inline']} onClick={() => void drawing.putBack()}>
            Undo
          </button>
        </p>
      )}
      {trouble !== null && kept.length > 0 && <p className={styles['small']}>Kept until this page is closed: the browser keeps nothing here ({trouble}).</p>}
    </div>
  );
}

/** How many of them each run reads right. */
function Score({ kept }: { readonly kept: readonly KeptDigit[] }) {
  const { drawing } = useController();
  const verdicts = useStore(drawing.store, (state) => state.verdicts);
  const runs = useApp((state) => state.effective.runs);
  if (!verdicts) return <p className={styles['small']}>Measuring what was kept …</p>;
  return (
    <p className={styles['small']} role="status">
      Of those kept, at step {count(verdicts.step)}:{' '}
      {verdicts.predictions.map((read, r) => `${runs[r]?.name ?? ''} ${read.filter((name, i) => name === kept[i]?.label).length} of ${kept.length} right`).join(', ')}.
    </p>
  );
}

function Thumbnails({ kept }: { readonly kept: readonly KeptDigit[] }) {
  const { drawing } = useController();
  return (
    <ul className={keptStyles['thumbnails']} aria-label="Kept drawings">
      {kept.map((digit, i) => (
        <li key={digit.id}>
          <Thumbnail image={pictureOf(digit.values, digit)} alt={`Kept as ${digit.label}`} />
          <span>{digit.label}</span>
          <button type="button" aria-label={`Delete kept drawing ${i + 1}, ${digit.label}`} onClick={() => void drawing.remove(digit.id)}>
            {icons.close}
          </button>
        </li>
      ))}
    </ul>
  );
}
