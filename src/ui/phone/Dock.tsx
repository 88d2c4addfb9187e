import { Formula } from '../objective/Formula.tsx';
import type { CenterRun } from '../objective/useCenterRun.ts';
import { TermSwitch, WeightSlider } from '../objective/WeightControl.tsx';
import { StepButton, TrainButton } from '../transport/buttons.tsx';
import { Readout } from '../transport/Readout.tsx';
import styles from './Dock.module.css';

/** A phone's bar at the bottom: the objective with its switch and slider, and training, in reach of a thumb beside both panels. */
export function Dock({ centerRun }: { readonly centerRun: CenterRun | null }) {
  return (
    <section className={styles['dock']} aria-label="Objective and training">
      {centerRun && (
        <>
          <div className={styles['objective']}>
            <Formula weight={centerRun.term.weight} on={centerRun.term.on} />
            <TermSwitch run={centerRun.run} term={centerRun.term} labelled={false} />
          </div>
          <div className={styles['weight']}>
            <WeightSlider run={centerRun.run} term={centerRun.term} />
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
