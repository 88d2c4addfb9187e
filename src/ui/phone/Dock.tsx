import { Formula } from '../objective/Formula.tsx';
import type { TunedRun } from '../objective/useTunedRun.ts';
import { TermSwitch, WeightSlider } from '../objective/WeightControl.tsx';
import { StepButton, TrainButton } from '../transport/buttons.tsx';
import { Readout } from '../transport/Readout.tsx';
import styles from './Dock.module.css';

/** A phone's bar at the bottom: the objective with its switch and slider, and training, in reach of a thumb beside both panels. */
export function Dock({ tuned }: { readonly tuned: TunedRun | null }) {
  return (
    <section className={styles['dock']} aria-label="Objective and training" data-slim={tuned === null || undefined}>
      {tuned && (
        <>
          {tuned.choices.length > 1 && (
            <p className={styles['run']} data-tuned>
              {tuned.choices.find(([run]) => run === tuned.run)?.[1]}
            </p>
          )}
          <div className={styles['objective']}>
            <Formula terms={tuned.terms} />
            <TermSwitch run={tuned.run} term={tuned.terms[0]} labelled={false} />
          </div>
          <div className={styles['weight']} data-tour="weight">
            <WeightSlider run={tuned.run} term={tuned.terms[0]} />
          </div>
        </>
      )}
      <div className={styles['buttons']}>
        <TrainButton />
        <StepButton />
        <Readout narrow />
      </div>
    </section>
  );
}
