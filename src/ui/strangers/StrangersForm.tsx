import { useState } from 'react';
import { luckRanges, usualSteps } from '../../app/luck/luck.ts';
import type { Luck } from '../../app/luck/luck.ts';
import { repeatRange } from '../../app/luck/strangers.ts';
import { sameJson } from '../../app/store/draft.ts';
import button from '../controls/button.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { useLuckUnderWay } from '../luck/LuckProgress.tsx';
import { useApp, useController } from '../shared/context.ts';
import { ClassChoice } from './ClassChoice.tsx';
import styles from './Strangers.module.css';

const none: readonly number[] = [];

interface Props {
  readonly classNames: readonly string[];
  /** What was run last, with which it begins; null where there was none. */
  readonly last: Luck | null;
}

/** Which classes are left out, how often and how long it is trained without them. */
export function StrangersForm({ classNames, last }: Props) {
  const controller = useController();
  const [repeats, setRepeats] = useState<number>(last?.seeds.length ?? repeatRange.default);
  const [chosenSteps, setSteps] = useState<number | null>(last?.steps ?? null);
  const drawn = useApp((state) => state.setUp?.drawnStrangers ?? none);
  const own = useApp((state) => state.effective.heldOut);
  const [picked, pick] = useState(last?.experiment.heldOut ?? null);
  const step = useApp((state) => state.step);
  const stepsPerEpoch = useApp((state) => state.setUp?.stepsPerEpoch ?? 1);
  const ready = useApp(({ phase, setUp }) => setUp !== null && (phase === 'running' || phase === 'resting'));
  const underWay = useLuckUnderWay();
  const usual = usualSteps(step, stepsPerEpoch);
  const steps = chosenSteps ?? usual;
  const usualClasses = own.length > 0 ? own : drawn;
  const heldOut = picked ?? usualClasses;
  const isDrawn = own.length === 0 && sameJson(heldOut, drawn);
  const problem = heldOut.length === 0 ? 'Leave out one class at least.' : classNames.length - heldOut.length < 2 ? 'Two classes must stay to be trained on.' : null;
  if (classNames.length < 3) return <p className={styles['about']}>It takes three classes at least: one to be the stranger, two to be told apart.</p>;
  return (
    <>
      <ClassChoice classNames={classNames} chosen={heldOut} drawn={isDrawn} onChange={(classes) => pick(sameJson(classes, usualClasses) ? null : classes)} />
      <div className={styles['form']}>
        <NumberField label="Repeats" value={repeats} min={repeatRange.min} max={repeatRange.max} whole eager onChange={setRepeats} />
        <NumberField label="Steps of each" value={steps} {...luckRanges.steps} whole eager onChange={(value) => setSteps(value === usual ? null : value)} />
        <span className={styles['note']}>{problem ?? `${(steps / stepsPerEpoch).toFixed(2)} epochs`}</span>
        {!sameJson(own, heldOut) && (
          <button type="button" className={button['text']} disabled={!ready || underWay || problem !== null} onClick={() => void controller.configure({ heldOut: [...heldOut] })}>
            Train mine without them
          </button>
        )}
        <button type="button" className={button['plain']} disabled={!ready || underWay || problem !== null} onClick={() => void controller.strangers({ heldOut, repeats, steps })}>
          Find out
        </button>
      </div>
    </>
  );
}
